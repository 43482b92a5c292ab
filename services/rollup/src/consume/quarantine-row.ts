import type { LogRecord, Verdict } from '@tierline/contracts/log-record'
import type { OpenRow } from './tally.ts'

/** A row to be put into quarantine; texts hold no NUL, which PostgreSQL cannot keep. */
export interface NewQuarantineRow {
  arrived: number
  outcome: Verdict['outcome']
  code: string
  detail: string
  source: string
  eventId: string | null
  type: string | null
  subject: string | null
  /** JSON text. */
  payload: string | null
  /** Base64. */
  sealed: string | null
  expires: number | null
}

/** What becomes of a row that was replayed: it is closed, or stays open with the new reason. */
export interface ReplayedRow {
  id: number
  isClosed: boolean
  outcome: Verdict['outcome']
  code: string
  detail: string
  at: number
}

/** Sealed originals are kept this long. */
const SEALED_DAYS = 30
const DAY_MS = 86_400_000

/** The rows of everything that was not counted and is no plain duplicate. */
export function quarantineRows(records: readonly LogRecord[], verdicts: readonly Verdict[], replays: ReadonlyMap<LogRecord, OpenRow>): NewQuarantineRow[] {
  return records.flatMap((record, i) => {
    const verdict = verdicts[i]
    if (!verdict || isSettled(verdict) || replays.has(record)) return []
    return [rowOf(record, verdict)]
  })
}

/** The fate of the rows that were replayed. */
export function replayedRows(records: readonly LogRecord[], verdicts: readonly Verdict[], replays: ReadonlyMap<LogRecord, OpenRow>): ReplayedRow[] {
  return records.flatMap((record, i) => {
    const [verdict, row] = [verdicts[i], replays.get(record)]
    if (!verdict || !row) return []
    const { outcome, code = '', detail = '' } = verdict
    return [{ id: row.id, isClosed: isSettled(verdict), outcome, code, detail: plain(detail), at: record.arrived }]
  }).sort((a, b) => a.id - b.id)
}

const isSettled = ({ outcome }: Verdict): boolean => outcome === 'counted' || outcome === 'duplicate'

function rowOf(record: LogRecord, { outcome, code = 'unstorable', detail = '' }: Verdict): NewQuarantineRow {
  const sealed = record.kind === 'refused' ? record.sealed : null
  const payload = record.kind === 'refused' ? record.payload : envelopeOf(record)
  return {
    arrived: record.arrived, outcome, code, detail: plain(detail), source: plain(record.source),
    eventId: plainOrNull(record.id), type: plainOrNull(record.type), subject: plainOrNull(record.subject),
    payload: payload && plain(JSON.stringify(payload, (_, value: unknown) => (typeof value === 'string' ? plain(value) : value))),
    sealed, expires: sealed === null ? null : record.arrived + SEALED_DAYS * DAY_MS,
  }
}

/** The event as an envelope again, personal fields hashed, so that it can be replayed like any other. */
function envelopeOf(record: Extract<LogRecord, { kind: 'event' }>): Record<string, unknown> {
  const { source, id, type, subject, time, corrects, data } = record
  return { specversion: '1.0', source, id, type, subject, time: new Date(time).toISOString(), ...(corrects === null ? {} : { corrects }), data }
}

const plainOrNull = (text: string | null): string | null => (text === null ? null : plain(text))
const plain = (text: string): string => text.replaceAll('\0', '\u{fffd}').replace(/\p{Surrogate}/gu, '\u{fffd}')
