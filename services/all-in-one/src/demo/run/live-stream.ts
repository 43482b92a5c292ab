import type { SimulatedClock } from '@tierline/platform/clock'
import type { Logger } from '@tierline/platform/logger'
import type { Days } from '../city/demo-city.ts'
import { HOUR_MS } from '../stream/demo-day.ts'
import type { DemoEvent } from '../stream/demo-event.ts'
import type { StreamDay } from '../stream/demo-stream.ts'
import type { DemoDoor } from './door.ts'

/** What the live stream works with. */
export interface LiveParts {
  city: Days
  door: DemoDoor
  clock: SimulatedClock
  logger: Logger
  /** Simulated ms per real ms. */
  speed: number
}

const STEP_MS = 250
const MORNING = 7 * HOUR_MS
const EVENING = 22.5 * HOUR_MS
/** After a failed request. */
const PAUSE_MS = 2_000

/**
 * Goes on after the year, without end: the clock runs faster than the real one, nights are skipped, and what the city does is sent as its time comes.
 * Holds one day's events at most. The year turns into the next; monthly boards go on, those of 2021 are final.
 */
export class LiveStream {
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> = Promise.resolve()
  private isStopped = false
  private today: { day: StreamDay; events: DemoEvent[]; sent: number }

  constructor(private readonly parts: LiveParts) {
    this.today = { ...parts.city.nextDay(), sent: 0 }
  }

  start(): void {
    const { clock, speed } = this.parts
    clock.advanceTo(this.today.day.start + MORNING)
    clock.runAt(speed)
    this.plan(0)
  }

  /** Sends nothing more; what is under way is finished. */
  async stop(): Promise<void> {
    this.isStopped = true
    if (this.timer) clearTimeout(this.timer)
    this.parts.clock.runAt(0)
    await this.running
  }

  private plan(pauseMs: number): void {
    if (this.isStopped) return
    this.timer = setTimeout(() => { this.running = this.step().then(() => this.plan(STEP_MS), (error: unknown) => this.tryLater(error)) }, pauseMs)
  }

  private async step(): Promise<void> {
    const now = this.parts.clock.now()
    if (now >= this.today.day.start + EVENING) await this.sleepTillMorning()
    else await this.sendUntil(now)
  }

  /** Nights are skipped: what is left of the day is sent, and the next morning begins. */
  private async sleepTillMorning(): Promise<void> {
    await this.sendUntil(Infinity)
    this.today = { ...this.parts.city.nextDay(), sent: 0 }
    this.parts.clock.advanceTo(this.today.day.start + MORNING)
  }

  private async sendUntil(instant: number): Promise<void> {
    const { events, sent } = this.today
    let until = sent
    while ((events[until]?.sent ?? Infinity) <= instant && until < events.length) until++
    await this.parts.door.send(events.slice(sent, until).map(({ line }) => line))
    this.today.sent = until
  }

  private tryLater(error: unknown): void {
    if (!this.isStopped) this.parts.logger.warn({ err: error }, 'the demo could not send its events and tries them again')
    this.plan(PAUSE_MS)
  }
}
