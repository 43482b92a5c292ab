import type { Random } from '../../random/random.ts'
import { dayOf, DAY_MS, HOUR_MS } from '../../stream/demo-day.ts'
import type { DemoEvent, NewEvent } from '../../stream/demo-event.ts'
import type { DemoStream, StreamDay } from '../../stream/demo-stream.ts'

/** Claims of 2020 that were taken on paper and come in only now. */
export interface LateClaimPlan {
  unit: string
  mark: string
  perDay: number
}

/** Late facts of an ended year, once the demo is live: they count in the period in which they happened, and the ended board moves. */
export class LateClaims implements DemoStream {
  private n = 0

  constructor(private readonly plan: LateClaimPlan, private readonly random: Random, private readonly write: (event: NewEvent) => DemoEvent) {}

  of(day: StreamDay): DemoEvent[] {
    if (!day.isLive) return []
    const { unit, mark, perDay } = this.plan
    return Array.from({ length: this.random.whole(0, 2 * perDay) }, () => {
      this.n += 1
      return this.write({
        id: `paper-${mark}-${this.n}`, type: 'code.claimed', unit,
        time: dayOf('2020-12-01').start + this.random.whole(0, 30) * DAY_MS + this.random.whole(8 * 60, 17 * 60) * 60_000,
        sent: day.start + 7 * HOUR_MS + this.random.whole(0, 15 * 3_600) * 1_000,
        data: { person: `${mark}-paper-${this.n}`, channel: 'paper' },
      })
    })
  }
}
