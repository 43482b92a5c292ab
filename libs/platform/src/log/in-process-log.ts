import type { LogRecord, Verdict } from '@tierline/contracts/log-record'
import { EventLog, Overloaded } from './event-log.ts'
import type { Lane, LogConsumer } from './event-log.ts'

interface Waiting {
  records: readonly LogRecord[]
  resolve(verdicts: Verdict[]): void
  reject(error: unknown): void
}

/** The embedded log's name in `log_position`; it has one partition. */
export const EMBEDDED_LOG = 'embedded'

/**
 * The event log of the embedded shape: appends that wait together share one commit (group commit), and each is answered after it.
 * The live lane is taken first. Nothing is kept here: a record that was not committed was never acknowledged.
 */
export class InProcessLog extends EventLog {
  private readonly lanes: Record<Lane, Waiting[]> = { live: [], backfill: [] }
  private waiting = 0
  private consumer: LogConsumer | null = null
  private running: Promise<void> | null = null
  private isStopped = false

  constructor(private readonly bounds = { batchRecords: 5_000, queuedRecords: 50_000 }) {
    super()
  }

  append(records: readonly LogRecord[], lane: Lane = 'live'): Promise<Verdict[]> {
    if (records.length === 0) return Promise.resolve([])
    const refusal = this.refusal(records.length)
    if (refusal) return Promise.reject(refusal)
    return new Promise((resolve, reject) => {
      this.lanes[lane].push({ records, resolve, reject })
      this.waiting += records.length
      this.wake()
    })
  }

  consume(consumer: LogConsumer): void {
    if (this.consumer) throw new Error('The in-process log has one consumer already; a second would count events twice.')
    this.consumer = consumer
    this.wake()
  }

  queued(): number {
    return this.waiting
  }

  /** What waits is above the stored position, and nothing else is. */
  inFlight(): Promise<number> {
    return Promise.resolve(this.waiting)
  }

  async stop(): Promise<void> {
    this.isStopped = true
    await this.running
  }

  private refusal(count: number): Overloaded | null {
    if (this.isStopped) return new Overloaded(5, 'The server is stopping and takes no more events. Send the same events again in a few seconds.')
    if (this.waiting > 0 && this.waiting + count > this.bounds.queuedRecords) {
      return new Overloaded(1, `${this.waiting} events wait to be committed, the bound is ${this.bounds.queuedRecords}. Send the same events again after a second.`)
    }
    return null
  }

  private wake(): void {
    if (this.running || !this.consumer || this.waitingLane().length === 0) return
    this.running = this.drain(this.consumer).finally(() => {
      this.running = null
      this.wake()
    })
  }

  private async drain(consumer: LogConsumer): Promise<void> {
    // One turn of the event loop lets requests that arrived together join the first commit.
    await new Promise(setImmediate)
    while (this.waitingLane().length > 0) await this.commitGroup(consumer, this.takeGroup(this.waitingLane()))
  }

  private waitingLane(): Waiting[] {
    return this.lanes.live.length > 0 ? this.lanes.live : this.lanes.backfill
  }

  private takeGroup(queue: Waiting[]): Waiting[] {
    const group: Waiting[] = []
    let count = 0
    for (let next = queue[0]; next && (count === 0 || count + next.records.length <= this.bounds.batchRecords); next = queue[0]) {
      count += next.records.length
      group.push(next)
      queue.shift()
    }
    return group
  }

  private async commitGroup(consumer: LogConsumer, group: Waiting[]): Promise<void> {
    const records = group.flatMap((waiting) => waiting.records)
    try {
      const verdicts = await consumer.consume({ log: EMBEDDED_LOG, partition: 0, records, positions: null })
      let from = 0
      for (const waiting of group) {
        waiting.resolve(verdicts.slice(from, from + waiting.records.length))
        from += waiting.records.length
      }
    } catch (error) {
      for (const waiting of group) waiting.reject(error)
    } finally {
      this.waiting -= records.length
    }
  }
}
