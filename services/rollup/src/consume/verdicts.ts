import type { EventRecord, LogRecord, RefusedRecord, Verdict } from '@tierline/contracts/log-record'
import type { QuarantineCode } from '@tierline/contracts/ingest'
import type { UnitNumbers } from '../deltas/unit-numbers.ts'

/** Why a record is put into quarantine although the door let it pass. */
export interface Reason {
  code: QuarantineCode
  detail: string
}

/** What decides before the ledger is asked. */
export interface Screening {
  /** Records that an earlier try of this batch had to leave out. */
  aside: ReadonlyMap<LogRecord, Reason>
  units: UnitNumbers
  /** Events before this instant are held: their identities are no longer kept. */
  heldBefore: number
}

/** Verdicts that need no ledger, by place; null for the events that it must decide. */
export function screen(records: readonly LogRecord[], screening: Screening): (Verdict | null)[] {
  return records.map((record) => {
    const reason = screening.aside.get(record)
    if (reason) return { outcome: 'quarantined', ...reason }
    return record.kind === 'refused' ? refused(record) : screenEvent(record, screening)
  })
}

/** The first event of each identity among those that the ledger must decide: the first in commit order wins. */
export function firstOfEach(records: readonly LogRecord[], screened: readonly (Verdict | null)[]): EventRecord[] {
  const firsts = new Map<string, EventRecord>()
  for (const [i, record] of records.entries()) {
    if (screened[i] === null && record.kind === 'event' && !firsts.has(record.identity)) firsts.set(record.identity, record)
  }
  return [...firsts.values()]
}

/** Fills the open verdicts in: counted where the identity is new, duplicate where the content is the winner's, else conflicting. */
export function decide(records: readonly LogRecord[], screened: readonly (Verdict | null)[], before: ReadonlyMap<string, string>): Verdict[] {
  const winners = new Map(before)
  return records.map((record, i) => {
    const known = screened[i]
    if (known) return known
    if (record.kind === 'refused') return refused(record)
    const winner = winners.get(record.identity)
    if (winner === undefined) {
      winners.set(record.identity, record.content)
      return COUNTED
    }
    return winner === record.content ? DUPLICATE : conflicting(record)
  })
}

const COUNTED: Verdict = { outcome: 'counted' }
const DUPLICATE: Verdict = { outcome: 'duplicate' }

function refused({ code, detail }: RefusedRecord): Verdict {
  const outcome = code === 'held' || code === 'conflicting' ? code : 'quarantined'
  return { outcome, code, detail }
}

function screenEvent(record: EventRecord, { units, heldBefore }: Screening): Verdict | null {
  if (record.time < heldBefore) {
    const horizon = new Date(heldBefore).toISOString()
    return { outcome: 'held', code: 'held', detail: `time: found ${new Date(record.time).toISOString()}, expected ${horizon} or later: older identities are no longer kept, so it cannot be told whether this event was counted. Replay it once somebody has checked.` }
  }
  if (units.unitByCode(record.unit)) return null
  return { outcome: 'quarantined', code: 'unknown_unit', detail: `unit: found the code ${JSON.stringify(record.unit)}, expected a unit of the directory. Add it to rubrics/units and replay this event.` }
}

function conflicting({ source, id }: EventRecord): Verdict {
  return {
    outcome: 'conflicting', code: 'conflicting',
    detail: `id: found ${JSON.stringify(id)} of source ${JSON.stringify(source)} with other content than the event that was counted under it; the first stands. Send a changed fact under an id of its own, with \`corrects\` naming the earlier one.`,
  }
}
