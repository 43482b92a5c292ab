import type { LogRecord, Verdict } from '@tierline/contracts/log-record'
import { isDataError, isRetryable } from '@tierline/platform/database/database-errors'
import { PositionTaken } from '@tierline/platform/log/event-log'
import type { LogBatch, LogConsumer, LogGap, LogPartition, StoredStand } from '@tierline/platform/log/event-log'
import { MAX_FACTS } from '@tierline/scoring'
import { CaseRace, CasesFull } from '../cases/advance-cases.ts'
import { Unstorable } from '../deltas/binary-array.ts'
import { adoptLog } from '../gaps/adopt-log.ts'
import { readStands, storeGap } from '../gaps/gap.store.ts'
import { BatchCommit } from './batch-commit.ts'
import type { CommitParts, Slice } from './batch-commit.ts'
import { RollupMetrics } from './rollup-metrics.ts'
import type { Reason } from './verdicts.ts'

/** Most records of one transaction. */
const SLICE_RECORDS = 5_000
/** Tries of one slice before the fault counts as infrastructure. */
const MAX_TRIES = 12

/**
 * Takes batches of the log, one at a time. Expected faults are answered here: a record that PostgreSQL refuses is found by bisecting and quarantined,
 * a case that is full sets its events aside, collisions are tried again. What is thrown is infrastructure: the batch was not committed and comes again.
 */
export class RollupConsumer implements LogConsumer {
  private readonly commit: BatchCommit

  constructor(private readonly parts: CommitParts, private readonly metrics = new RollupMetrics()) {
    this.commit = new BatchCommit(parts)
  }

  async position(partition: LogPartition, start: number): Promise<number> {
    return (await this.commit.position(partition, start)).next
  }

  async reread(partition: LogPartition, start: number): Promise<number> {
    this.commit.forgetPosition(partition)
    return await this.position(partition, start)
  }

  async standing(log: string): Promise<StoredStand[]> {
    const stands = await readStands(this.parts.db, log)
    return stands.map(({ partition, next, stopped, incident }) => ({ partition, next: Number(next), isStopped: stopped, hasIncident: incident }))
  }

  async adopt(log: string, title: string): Promise<void> {
    if (!(await adoptLog(this.parts.db, log, title))) return
    this.parts.logger.error({ log, title }, 'a topic was made again under the same name: it is another log and is counted from its start; what the earlier one still held is lost to us, see "tierline gap list"')
  }

  async openGap(gap: LogGap): Promise<void> {
    await storeGap(this.parts.db, gap)
  }

  /** A verdict for each record, in order. */
  async consume(batch: LogBatch): Promise<Verdict[]> {
    const verdicts: Verdict[] = []
    for (let at = 0; at < batch.records.length; at += SLICE_RECORDS) {
      verdicts.push(...await this.take({ ...part(batch, at, at + SLICE_RECORDS), aside: new Map() }))
    }
    return verdicts
  }

  private async take(slice: Slice): Promise<Verdict[]> {
    const faults = { tries: 0, positions: 0 }
    for (;;) {
      try {
        return await this.metrics.timed(slice.records, () => this.commit.run(slice))
      } catch (error) {
        if (isUnstorable(error) && slice.records.length > 1) return await this.bisect(slice)
        await this.answer(error, slice, faults)
      }
    }
  }

  /** Halves are transactions of their own; a crash between them costs nothing, for the second half was never acknowledged. */
  private async bisect(slice: Slice): Promise<Verdict[]> {
    this.metrics.bisected.inc()
    const middle = Math.ceil(slice.records.length / 2)
    const left = await this.take({ ...slice, ...part(slice, 0, middle) })
    return [...left, ...await this.take({ ...slice, ...part(slice, middle, slice.records.length) })]
  }

  /** Mends what made a try fail, or throws it. */
  private async answer(error: unknown, slice: Slice, faults: { tries: number; positions: number }): Promise<void> {
    if (++faults.tries > MAX_TRIES) throw error
    if (error instanceof PositionTaken) {
      this.metrics.fenceHits.inc()
      this.commit.forgetPosition(slice)
      // Read again once; a second time somebody else is at work on the partition.
      if (++faults.positions <= 1) return
    }
    if (error instanceof CasesFull) return setAsideFull(slice, error)
    if (isUnstorable(error)) return this.setAsideUnstorable(slice, error)
    if (!isRetryable(error) && !(error instanceof CaseRace)) throw error
    await new Promise((resolve) => setTimeout(resolve, faults.tries * 5))
  }

  private setAsideUnstorable(slice: Slice, error: unknown): void {
    const [record] = slice.records
    if (!record || slice.aside.has(record)) throw error
    this.metrics.poison.inc()
    const said = error instanceof Error ? error.message : String(error)
    this.parts.logger.warn({ source: record.source, id: record.id, log: slice.log, partition: slice.partition, said }, 'An event cannot be stored; it is quarantined')
    slice.aside.set(record, {
      code: 'unstorable',
      detail: `event: the database refused it (${said}), expected values within its bounds. Mend the event and send it again under the same id.`,
    })
  }
}

const part = (batch: LogBatch, from: number, until: number): LogBatch => ({ ...batch, records: batch.records.slice(from, until), positions: batch.positions?.slice(from, until) ?? null })

const isUnstorable = (error: unknown): boolean => isDataError(error) || error instanceof Unstorable

function setAsideFull(slice: Slice, { facts }: CasesFull): void {
  const reason: Reason = { code: 'case_full', detail: `case: it has ${MAX_FACTS} facts already, the most that a case keeps. Check whether the key names one case only.` }
  const full: ReadonlySet<unknown> = facts
  for (const record of slice.records) if (full.has(record)) slice.aside.set(record satisfies LogRecord, reason)
}
