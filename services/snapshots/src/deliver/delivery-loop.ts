import { raiseRevision } from '@tierline/platform/signal/revision.store'
import { SteadyLoop } from '@tierline/platform/loop/steady-loop'
import { openFrozen } from '../freeze/snapshot.store.ts'
import { STATE_WORDS } from '../model/words.ts'
import { deliver } from './deliveries.ts'
import type { Delivered, DeliveryParts } from './deliveries.ts'
import { noteOutcome, takeDue } from './delivery.store.ts'
import type { WaitingDelivery } from './delivery.store.ts'

export interface DeliveryLoopParts extends DeliveryParts {
  /** One second where a test does not choose. */
  everyMs?: number
}

/** Longer than any file takes to be written and sent. */
const TAKEN_MS = 10 * 60_000
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000
export const MOST_ATTEMPTS = 8
const SOON_MS = 100

/**
 * Hands out the files of issued snapshots, at least once each: 1 take what is due, with a lease; 2 write and hand it out; 3 write down what became of it.
 * A crash before 3 costs that the same files are handed out again when the lease is over: a folder then has the same file, a channel a second message with the same id.
 */
export class DeliveryLoop {
  private readonly loop: SteadyLoop
  private isStopped = false
  private end: (() => void) | null = null

  constructor(private readonly parts: DeliveryLoopParts) {
    const { platform: { logger }, everyMs = 1_000 } = parts
    this.loop = new SteadyLoop({ name: 'deliveries', work: () => this.pass(), pauseMs: everyMs, soonMs: SOON_MS, logger, complaint: 'a pass of the deliveries failed; it is tried again every second' })
  }

  start(): void {
    this.end = this.parts.platform.signal.subscribe('snapshot', () => this.loop.hurry())
    this.loop.start()
  }

  async stop(): Promise<void> {
    this.isStopped = true
    this.end?.()
    await this.loop.stop()
  }

  /** Hands out everything that is due; returns to how many targets it tried. */
  async pass(): Promise<number> {
    for (let tried = 0; ; tried++) {
      const now = this.parts.now()
      const waiting = this.isStopped ? null : await this.parts.platform.db.transaction((tx) => takeDue(tx, { now, until: now + TAKEN_MS }))
      if (!waiting) return tried
      await this.note(waiting, await this.attempt(waiting))
    }
  }

  private async attempt({ snapshot, target, files }: WaitingDelivery): Promise<Delivered> {
    const { platform } = this.parts
    try {
      const frozen = await openFrozen(platform.db, snapshot)
      if (!frozen) return { outcome: 'failed', detail: '快照已不存在' }
      if (frozen.state !== 'issued') return { outcome: 'failed', detail: `快照${STATE_WORDS[frozen.state]}，不再发送` }
      return await deliver(this.parts, frozen, { target, formats: files.map(({ format }) => format) })
    } catch (error) {
      platform.logger.warn({ err: error, snapshot, target }, 'files of a snapshot could not be handed out; it is tried again')
      return { outcome: 'retry', detail: error instanceof Error ? error.message : String(error) }
    }
  }

  private async note({ files, attempts }: WaitingDelivery, { outcome, detail }: Delivered): Promise<void> {
    const { db, signal } = this.parts.platform
    const at = this.parts.now()
    const isOver = outcome !== 'retry' || attempts + 1 >= MOST_ATTEMPTS
    const state = outcome === 'sent' ? 'sent' : isOver ? 'failed' : 'waiting'
    const due = isOver ? null : at + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts)
    const revision = await db.transaction(async (tx) => {
      await noteOutcome(tx, files.map(({ id }) => id), { state, at, due, detail: detail.slice(0, 1_000) })
      return await raiseRevision(tx, 'snapshot')
    })
    signal.publish('snapshot', revision)
  }
}
