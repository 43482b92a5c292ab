import { setTimeout as wait } from 'node:timers/promises'
import { Client } from '../../support/client.ts'
import type { SentEvent } from '../../support/client.ts'

/** Where the program listens just now; it moves with every start. */
export interface Place {
  url: string
  key: string
}

/** A sender as it should be: it sends the same events again until somebody has acknowledged them, and keeps what was acknowledged. */
export class RetryingSender {
  readonly acknowledged = new Set<string>()
  readonly sent = new Set<string>()
  retries = 0
  private isStopped = false
  private running: Promise<void> | null = null

  constructor(private readonly place: () => Place, private readonly make: () => SentEvent[]) {}

  start(): void {
    this.isStopped = false
    this.running = this.run()
  }

  /** Resolves once the last request has been acknowledged. */
  async stop(): Promise<void> {
    this.isStopped = true
    await this.running
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      const events = this.make()
      for (const { id } of events) this.sent.add(id)
      await this.sendUntilAcknowledged(events)
      for (const { id } of events) this.acknowledged.add(id)
    }
  }

  private async sendUntilAcknowledged(events: SentEvent[]): Promise<void> {
    for (;;) {
      try {
        const { url, key } = this.place()
        const reply = await new Client(url, key).events(events)
        if (reply.accepted === events.length && reply.quarantined.length === 0) return
        throw new Error(`refused: ${JSON.stringify(reply)}`)
      } catch (error) {
        if (error instanceof Error && error.message.startsWith('refused')) throw error
        this.retries += 1
        await wait(30)
      }
    }
  }
}
