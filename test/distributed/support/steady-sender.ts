import { setTimeout as wait } from 'node:timers/promises'
import type { Client, SentEvent } from '../../support/client.ts'

const BATCH_EVENTS = 20
const PAUSE_MS = 60
const PATIENCE_MS = 90_000

/** Sends small batches one after the other, each until it is acknowledged, as a sender does that may not lose anything; keeps the ledger of what was acknowledged. */
export class SteadySender {
  /** Ids that the door has acknowledged. */
  readonly acknowledged = new Set<string>()
  /** Tries that got no acknowledgement. */
  refusals = 0
  private isStopped = false
  private readonly running: Promise<void>

  constructor(private readonly client: Client, private readonly make: (index: number) => SentEvent) {
    this.running = this.run()
  }

  /** Resolves once so many more events have been acknowledged. */
  async more(count: number): Promise<void> {
    const goal = this.acknowledged.size + count
    while (this.acknowledged.size < goal && !this.isStopped) await Promise.race([wait(50), this.running])
  }

  /** Finishes the batch at hand. */
  async stop(): Promise<void> {
    this.isStopped = true
    await this.running
  }

  private async run(): Promise<void> {
    for (let from = 0; !this.isStopped; from += BATCH_EVENTS) {
      const batch = Array.from({ length: BATCH_EVENTS }, (_, index) => this.make(from + index))
      await this.untilAcknowledged(batch)
      for (const { id } of batch) this.acknowledged.add(id)
      await wait(PAUSE_MS)
    }
  }

  private async untilAcknowledged(batch: readonly SentEvent[]): Promise<void> {
    for (const deadline = Date.now() + PATIENCE_MS; ;) {
      const fault = await this.client.events(batch).then(() => null, (error: Error) => error)
      if (fault === null) return
      this.refusals += 1
      if (Date.now() > deadline) throw new Error(`A batch was not acknowledged within ${PATIENCE_MS / 1000} s; last: ${fault.message}`)
      await wait(250)
    }
  }
}
