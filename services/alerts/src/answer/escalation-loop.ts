import type { Logger } from '@tierline/platform/logger'
import { SteadyLoop } from '@tierline/platform/loop/steady-loop'
import type { Escalation } from './escalation.ts'

/** The stored clock moves about once a second; looking more often finds nothing. */
const PAUSE_MS = 1_000

/** Looks for due escalations once a second. */
export class EscalationLoop {
  private readonly loop: SteadyLoop

  constructor(escalation: Escalation, logger: Logger) {
    this.loop = new SteadyLoop({ name: 'escalation', work: () => escalation.pass(), pauseMs: PAUSE_MS, logger, complaint: 'alerts cannot be escalated; tried again every second' })
  }

  start(): void {
    this.loop.start()
  }

  /** Finishes the transaction at hand. */
  async stop(): Promise<void> {
    await this.loop.stop()
  }
}
