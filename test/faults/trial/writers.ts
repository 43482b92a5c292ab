import { setTimeout as wait } from 'node:timers/promises'
import { IngestReply } from '@tierline/contracts/ingest'
import type { SentEvent } from '../../support/client.ts'
import { Random } from '../../support/random.ts'
import { happen } from './city.ts'

/** Where the writers send to; a gateway before all doors. */
export interface Address {
  url: string
  key: string
}

const WRITERS = 3
/** A door that says nothing for so long is asked again, with the same ids. */
const PATIENCE_MS = 8_000

/** Writers as they should be: each keeps its ids until somebody has acknowledged them, and sends the same ones again on any other answer. 30 % of what they send was sent before. */
export class Writers {
  readonly sent = new Map<string, SentEvent>()
  readonly acknowledged = new Set<string>()
  readonly poison = new Set<string>()
  retries = 0
  /** Between two requests of one writer. */
  pauseMs = 60
  private readonly random: Random
  private readonly ids: string[] = []
  private running: Promise<void>[] = []
  private isStopped = true

  constructor(private readonly address: Address, seed: number) {
    this.random = new Random(seed)
  }

  start(): void {
    if (!this.isStopped) return
    this.isStopped = false
    this.running = Array.from({ length: WRITERS }, () => this.run())
  }

  /** Resolves once everything that was sent is acknowledged. */
  async stop(): Promise<void> {
    this.isStopped = true
    await Promise.all(this.running)
  }

  /** Sends everything of this run once more, as a sender does that lost its notes. */
  async sendAllAgain(): Promise<void> {
    const all = [...this.sent.values()]
    for (let at = 0; at < all.length; at += 1_000) await this.untilAcknowledged(all.slice(at, at + 1_000))
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      await this.untilAcknowledged(this.request())
      await wait(this.pauseMs)
    }
  }

  private request(): SentEvent[] {
    return Array.from({ length: this.random.whole(1, 40) }, () => {
      const again = this.ids.length > 0 && this.random.chance(0.3) ? this.sent.get(this.random.one(this.ids)) : undefined
      return again ?? this.fresh()
    })
  }

  private fresh(): SentEvent {
    const { event, isPoison } = happen(this.random, this.sent.size)
    this.sent.set(event.id, event)
    this.ids.push(event.id)
    if (isPoison) this.poison.add(event.id)
    return event
  }

  private async untilAcknowledged(events: readonly SentEvent[]): Promise<void> {
    while (!(await this.post(events))) {
      this.retries += 1
      await wait(100)
    }
    for (const { id } of events) this.acknowledged.add(id)
  }

  private async post(events: readonly SentEvent[]): Promise<boolean> {
    const { url, key } = this.address
    try {
      const reply = await fetch(`${url}/v1/events`, {
        method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' }, signal: AbortSignal.timeout(PATIENCE_MS),
        body: events.map((event) => JSON.stringify(event)).join('\n'),
      })
      if (reply.status !== 200) return false
      const { accepted, rejected } = IngestReply.parse(await reply.json())
      if (rejected.length > 0) throw new Rejected(JSON.stringify(rejected[0]))
      return accepted === events.length
    } catch (error) {
      if (error instanceof Rejected) throw error
      return false
    }
  }
}

/** The writers send nothing that cannot be read: a rejection is a defect of the run. */
class Rejected extends Error {}
