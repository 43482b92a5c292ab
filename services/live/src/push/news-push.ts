import type { AlertsMoved } from '@tierline/contracts/alert/alert'
import type { SnapshotsMoved } from '@tierline/contracts/snapshot/snapshot'
import type { Logger } from '@tierline/platform/logger'
import type { RevisedTopic, Signal } from '@tierline/platform/signal/signal'

/** What it pushes with; `read` says where everything of the topic stands. */
export interface NewsPushParts<Moved> {
  topic: RevisedTopic
  signal: Signal
  logger: Logger
  read(): Promise<Moved>
}

/** Between two messages to everybody. */
export const NEWS_PAUSE_MS = 1_000
/** All who connect within a moment share one reading. */
const FRESH_MS = 250

/** Tells everybody that something of a topic has changed, at most once a second and always of the last change; and a newcomer at once. The signal is made good by the platform's poll where it is lost. */
export class NewsPush<Moved extends { revision: number }> {
  private unsubscribe: (() => void) | null = null
  private toAll: ((message: Moved) => void) | null = null
  private timer: NodeJS.Timeout | null = null
  private notBefore = 0
  private reading: { at: number; result: Promise<Moved> } | null = null
  private newest: Moved | null = null
  private isFailing = false

  constructor(private readonly parts: NewsPushParts<Moved>) {}

  start(toAll: (message: Moved) => void): void {
    this.toAll = toAll
    this.unsubscribe = this.parts.signal.subscribe(this.parts.topic, () => this.due())
  }

  stop(): void {
    this.unsubscribe?.()
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.toAll = null
  }

  /** Where the topic stands at this moment, for one who has just connected; null while it cannot be read. */
  async current(): Promise<Moved | null> {
    const now = performance.now()
    if (!this.reading || now - this.reading.at > FRESH_MS) this.reading = { at: now, result: this.parts.read() }
    return await this.heed(this.reading.result)
  }

  /** A change that comes while a message waits is in that message, for it is read only when it goes out. */
  private due(): void {
    if (this.timer || !this.toAll) return
    this.timer = setTimeout(() => void this.push(), Math.max(0, this.notBefore - performance.now()))
  }

  private async push(): Promise<void> {
    this.timer = null
    this.notBefore = performance.now() + NEWS_PAUSE_MS
    const moved = await this.heed(this.parts.read())
    if (moved) this.toAll?.(moved)
    // Without the reading nobody has heard of the change yet.
    else this.due()
  }

  private async heed(reading: Promise<Moved>): Promise<Moved | null> {
    try {
      const moved = await reading
      this.isFailing = false
      // A reading that began before a change may end after the message about it; nobody is told the older state last.
      if (!this.newest || moved.revision >= this.newest.revision) this.newest = moved
      return this.newest
    } catch (error) {
      if (!this.isFailing) this.parts.logger.warn({ err: error, topic: this.parts.topic }, 'no push of news: where the topic stands cannot be read; tried again every second')
      this.isFailing = true
      return null
    }
  }
}

/** The news of alerts. */
export class AlertPush extends NewsPush<AlertsMoved> {}
/** The news of snapshots and freeze plans. */
export class SnapshotPush extends NewsPush<SnapshotsMoved> {}
