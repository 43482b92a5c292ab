import { EVENT_LIMITS } from '@tierline/contracts/event'
import type { IngestReply, QuarantineCode } from '@tierline/contracts/ingest'
import type { LogRecord, Verdict } from '@tierline/contracts/log-record'
import { ProblemError } from '@tierline/platform/http/problem'
import type { Lane } from '@tierline/platform/log/event-log'
import { tooLarge as eventTooLarge } from '../json/read-object.ts'
import type { Rejection } from '../json/read-object.ts'
import { codeOf } from './measured-log.ts'
import type { MeasuredLog } from './measured-log.ts'

/** Records of one append: the most that go at once, and from how many on an idle log is given work. */
export const APPEND_RECORDS = { most: 5_000, least: 1_000 } as const

interface Numbered {
  index: number
  record: LogRecord
}

/**
 * Takes the events of one request, in order, and gathers the reply.
 * While one append commits, the next is being filled; never more than one is under way, so a request holds two appends' records at most.
 */
export class Intake {
  private index = 0
  private filling: Numbered[] = []
  private underWay: Promise<void> | null = null
  private failure: { error: unknown } | null = null
  private readonly reply: IngestReply = { accepted: 0, duplicates: 0, quarantined: [], rejected: [], durability: 'committed' }

  constructor(private readonly log: MeasuredLog, private readonly lane: Lane, private readonly examine: (bytes: Buffer) => LogRecord | Rejection) {}

  /** Takes the bytes of one event; null stands for one over the limit. */
  take(bytes: Buffer | null): void {
    const index = this.index
    this.index += 1
    if (index >= EVENT_LIMITS.batchEvents) throw tooMany()
    const examined = bytes ? this.examine(bytes) : eventTooLarge(null)
    this.add(index, examined)
  }

  /** Takes an event that could not be brought into bytes. */
  reject(rejection: Rejection): void {
    this.add(this.index, rejection)
    this.index += 1
  }

  /** Hands on what has come together, where that is enough; waits when an append is full and another under way. */
  async advance(): Promise<void> {
    while (this.filling.length >= APPEND_RECORDS.most) await this.append()
    if (this.filling.length >= APPEND_RECORDS.least && !this.underWay) await this.append()
  }

  /** Hands on whatever is there, since the sender pauses. */
  async flush(): Promise<void> {
    while (this.filling.length > 0) await this.append()
  }

  /** The reply, after everything taken has its outcome. */
  async finish(): Promise<IngestReply> {
    await this.flush()
    await this.settled()
    return this.reply
  }

  private add(index: number, examined: LogRecord | Rejection): void {
    if (examined.kind === 'rejected') {
      this.log.noteRejected()
      this.reply.rejected.push({ index, code: examined.code, detail: examined.detail })
    } else this.filling.push({ index, record: examined })
  }

  private async append(): Promise<void> {
    await this.settled()
    const batch = this.filling.splice(0, APPEND_RECORDS.most)
    // The failure waits here until somebody asks: a rejection that nobody hears would end the process.
    this.underWay = this.log.append(batch.map(({ record }) => record), this.lane).then((verdicts) => this.note(batch, verdicts)).catch((error: unknown) => { this.failure = { error } })
  }

  private async settled(): Promise<void> {
    await this.underWay
    this.underWay = null
    if (this.failure) throw this.failure.error
  }

  private note(batch: readonly Numbered[], verdicts: readonly Verdict[] | null): void {
    this.reply.accepted += batch.length
    if (verdicts === null) {
      this.reply.durability = 'logged'
      this.reply.duplicates = null
    }
    batch.forEach(({ index, record }, at) => {
      const verdict = verdicts?.[at]
      if (verdict?.outcome === 'duplicate' && this.reply.duplicates !== null) this.reply.duplicates += 1
      const reason = reasonOf(record, verdict)
      if (reason) this.reply.quarantined.push({ index, id: record.id, ...reason })
    })
  }
}

/** Why a record is in quarantine, with its sentence. */
function reasonOf(record: LogRecord, verdict: Verdict | undefined): { code: QuarantineCode; detail: string } | null {
  const code = codeOf(record, verdict)
  if (code === null) return null
  const detail = record.kind === 'refused' ? record.detail : verdict?.detail
  return { code, detail: detail ?? `event: found an event whose outcome is ${verdict?.outcome ?? code}, expected a new one. See GET /v1/quarantine.` }
}

function tooMany(): ProblemError {
  const detail = `body: found more than ${EVENT_LIMITS.batchEvents} events, expected at most that. Send them in several requests; what was taken already is counted once when it is sent again.`
  return new ProblemError(413, 'too_many_events', { title: 'The request has too many events', detail })
}
