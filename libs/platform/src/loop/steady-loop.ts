import type { Logger } from '../logger.ts'

/** What is done again and again, and how often. */
export interface SteadyWork {
  name: string
  work(): Promise<unknown>
  /** From the end of one piece to the next. */
  pauseMs: number
  /** The same where somebody has asked for it meanwhile; 0 where absent. */
  soonMs?: number
  logger: Logger
  /** What the log says when a piece fails. */
  complaint?: string
}

/** Runs one piece of work again and again with a pause between. A failure is logged once, until a piece succeeds, and tried again; a stop waits for the running piece. */
export class SteadyLoop {
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> = Promise.resolve()
  private isStopped = false
  private isHurried = false
  private isFailing = false

  constructor(private readonly loop: SteadyWork) {}

  start(): void {
    this.schedule(0)
  }

  /** Does the next piece soon instead of after the pause; while one runs, soon after it. However often it is called, that is one piece. */
  hurry(): void {
    if (this.isHurried) return
    this.isHurried = true
    if (this.timer) this.schedule(this.loop.soonMs ?? 0)
  }

  async stop(): Promise<void> {
    this.isStopped = true
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    await this.running
  }

  private schedule(afterMs: number): void {
    if (this.timer) clearTimeout(this.timer)
    if (this.isStopped) return
    this.timer = setTimeout(() => {
      this.timer = null
      this.running = this.once()
    }, afterMs)
  }

  private async once(): Promise<void> {
    const { name, logger, complaint = 'a piece of steady work failed; it is tried again, and not logged again until it succeeds' } = this.loop
    this.isHurried = false
    try {
      await this.loop.work()
      this.isFailing = false
    } catch (error) {
      if (!this.isFailing) logger.error({ err: error, loop: name }, complaint)
      this.isFailing = true
    }
    this.schedule(this.isHurried ? this.loop.soonMs ?? 0 : this.loop.pauseMs)
  }
}
