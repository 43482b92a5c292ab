import type { Logger } from '@tierline/platform/logger'
import type { Escalation } from './escalation.ts'

/** The stored clock moves about once a second; looking more often finds nothing. */
const PAUSE_MS = 1_000

/** Looks for due escalations once a second; an error is logged once and tried again. */
export class EscalationLoop {
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> = Promise.resolve()
  private isStopped = false
  private isFailing = false

  constructor(private readonly escalation: Escalation, private readonly logger: Logger) {}

  start(): void {
    this.schedule(0)
  }

  /** Finishes the transaction at hand. */
  async stop(): Promise<void> {
    this.isStopped = true
    if (this.timer) clearTimeout(this.timer)
    await this.running
  }

  private schedule(afterMs: number): void {
    if (this.isStopped) return
    this.timer = setTimeout(() => { this.running = this.once() }, afterMs)
  }

  private async once(): Promise<void> {
    try {
      await this.escalation.pass()
      this.isFailing = false
    } catch (error) {
      if (!this.isFailing) this.logger.error({ err: error }, 'alerts cannot be escalated; tried again every second')
      this.isFailing = true
    }
    this.schedule(PAUSE_MS)
  }
}
