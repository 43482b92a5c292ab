import type { Logger } from '../logger.ts'

/** Whether something that is to be heard of regularly is there, with one line in the log when it goes away and one when it is back. */
export class Uptime {
  private heardAt: number
  private state: 'new' | 'up' | 'away' | 'closed' = 'new'
  private lastError: unknown = null

  constructor(private readonly parts: { awayMs: number; logger: Pick<Logger, 'info' | 'warn'> }) {
    this.heardAt = performance.now()
  }

  heard(): void {
    this.heardAt = performance.now()
    if (this.state === 'closed') return
    if (this.state === 'away') this.parts.logger.info({}, 'signals are back')
    this.state = 'up'
    this.lastError = null
  }

  /** Keeps the reason for the log. */
  note(error: unknown): void {
    this.lastError = error
  }

  isUp(): boolean {
    return this.state === 'up' && this.isRecent()
  }

  /** Looks whether it has been silent for too long; to be called now and then. */
  look(): void {
    if (this.state === 'closed' || this.state === 'away' || this.isRecent()) return
    this.state = 'away'
    this.parts.logger.warn({ err: this.lastError }, 'Redis does not carry signals: what changed is found by polling, once a second, until it is back')
  }

  close(): void {
    this.state = 'closed'
  }

  private isRecent(): boolean {
    return performance.now() - this.heardAt <= this.parts.awayMs
  }
}
