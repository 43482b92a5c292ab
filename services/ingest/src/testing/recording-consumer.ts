import type { LogRecord, RefusedRecord, Verdict } from '@tierline/contracts/log-record'
import type { Database } from '@tierline/platform/database/database'
import type { LogBatch, LogConsumer } from '@tierline/platform/log/event-log'
import { Unpositioned } from '@tierline/platform/testing/unpositioned'
import { closeReplayed, keepRefused } from './recorded.store.ts'

/** Stands behind the log in tests of the door: keeps what was appended, knows identities, and puts refused records into the real quarantine table. */
export class RecordingConsumer extends Unpositioned implements LogConsumer {
  readonly records: LogRecord[] = []
  readonly batches: number[] = []
  private readonly contents = new Map<string, string>()
  /** Called before each batch, so that a test can hold or fail it. */
  before: () => Promise<void> = () => Promise.resolve()

  constructor(private readonly db: Database) {
    super()
  }

  async consume(batch: LogBatch): Promise<Verdict[]> {
    await this.before()
    this.batches.push(batch.records.length)
    const verdicts = batch.records.map((record) => this.verdict(record))
    await keepRefused(this.db, batch.records.filter((record): record is RefusedRecord => record.kind === 'refused'))
    await closeReplayed(this.db, batch.records.flatMap((record) => (record.kind === 'event' && record.replayOf !== null ? [record.replayOf] : [])))
    return verdicts
  }

  /** Ids of the events that were counted, in order. */
  get counted(): string[] {
    return this.records.filter((record) => record.kind === 'event').map((record) => record.id)
  }

  private verdict(record: LogRecord): Verdict {
    if (record.kind === 'refused') {
      this.records.push(record)
      return { outcome: 'quarantined', code: record.code, detail: record.detail }
    }
    const standing = this.contents.get(record.identity)
    if (standing === record.content) return { outcome: 'duplicate' }
    if (standing !== undefined) return { outcome: 'conflicting', code: 'conflicting', detail: 'id: found other content than before.' }
    this.contents.set(record.identity, record.content)
    this.records.push(record)
    return { outcome: 'counted' }
  }
}
