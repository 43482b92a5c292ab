import type { Random } from '../random/random.ts'
import { HOUR_MS } from './demo-day.ts'
import type { DemoEvent, NewEvent } from './demo-event.ts'
import type { DemoStream, StreamDay } from './demo-stream.ts'

/** Events that happen now and then, each telling something of its own. */
export interface ScatteredPlan {
  type: string
  unit: string
  mark: string
  /** From which day on. */
  from: string
  /** Mean number a day, in the year and once the demo is live. */
  perDay: number
  livePerDay: number
  /** Weekdays only. */
  weekdays?: boolean
  data(random: Random, n: number, day: StreamDay): Record<string, unknown>
}

/** Services handled, check-ins, visits, survey answers: an even trickle over the hours of the day. */
export class Scattered implements DemoStream {
  private owed = 0
  private n = 0

  constructor(private readonly plan: ScatteredPlan, private readonly random: Random, private readonly write: (event: NewEvent) => DemoEvent) {}

  of(day: StreamDay): DemoEvent[] {
    const { type, unit, mark, from, perDay, livePerDay, weekdays = false } = this.plan
    if (day.date < from || (weekdays && !day.isLive && (day.weekday === 0 || day.weekday === 6))) return []
    const events: DemoEvent[] = []
    for (this.owed += day.isLive ? livePerDay : perDay; this.owed >= 1; this.owed -= 1) {
      this.n += 1
      const time = day.start + 8 * HOUR_MS + this.random.whole(0, 13 * 3_600) * 1_000
      events.push(this.write({ id: `${type}-${mark}-${this.n}`, type, unit, time, data: this.plan.data(this.random, this.n, day) }))
    }
    return events
  }
}
