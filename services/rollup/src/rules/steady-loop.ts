import type { Logger } from '@tierline/platform/logger'

/** Runs one piece of work again and again with a pause between; a failure is logged and tried again, a stop waits for the running piece. */
export class SteadyLoop {
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> = Promise.resolve()
  private isStopped = false

  constructor(private readonly loop: { name: string; pauseMs: number; work(): Promise<unknown>; logger: Logger }) {}

  start(): void {
    this.schedule(0)
  }

  /** Does the next piece now instead of after the pause. */
  hurry(): void {
    if (this.timer) this.schedule(0)
  }

  async stop(): Promise<void> {
    this.isStopped = true
    if (this.timer) clearTimeout(this.timer)
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
    try {
      await this.loop.work()
    } catch (error) {
      this.loop.logger.error({ err: error, loop: this.loop.name }, 'a piece of steady work failed; it is tried again')
    }
    this.schedule(this.loop.pauseMs)
  }
}
