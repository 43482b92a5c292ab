import type { Random } from '../random/random.ts'
import { split } from '../random/split.ts'
import { DAY_MS, HOUR_MS } from './demo-day.ts'
import type { DemoDay } from './demo-day.ts'
import type { DemoEvent, NewEvent } from './demo-event.ts'
import type { DemoStream, StreamDay } from './demo-stream.ts'

/** How many different people of a unit claim a code in the days of its campaign. */
export interface ClaimPlan {
  unit: string
  /** Short mark of the unit in ids. */
  mark: string
  persons: number
  /** How much earlier days draw more people than later ones: 0 evenly, 1 twice the mean at the start and none at the end. */
  front: number
  /** People a day once the demo is live, beyond the plan. */
  live: number
}

/** Share of claims that somebody makes who has a code already: one person may hold several, and counts once. */
const AGAIN = 0.01

/** Claims of codes (申领): exactly the planned number of different people, some of them twice. */
export class Claims implements DemoStream {
  private readonly quotas: ReadonlyMap<number, number>
  private claimed = 0
  private codes = 0

  constructor(private readonly plan: ClaimPlan, campaign: readonly DemoDay[], private readonly random: Random, private readonly write: (event: NewEvent) => DemoEvent) {
    const n = campaign.length
    const parts = split(plan.persons, campaign.map((day, index) => (1 + plan.front * (1 - (2 * (index + 0.5)) / n)) * (day.weekday === 0 ? 0.6 : 1) * (0.6 + 0.8 * random.next())))
    this.quotas = new Map(campaign.map((day, index) => [day.start, parts[index] ?? 0]))
  }

  of(day: StreamDay): DemoEvent[] {
    const events: DemoEvent[] = []
    const quota = this.quotas.get(day.start) ?? (day.isLive ? this.plan.live : 0)
    for (let n = 0; n < quota; n++) {
      this.claimed += 1
      events.push(this.claim(day, this.claimed))
      if (this.random.chance(AGAIN)) events.push(this.claim(day, this.random.whole(1, this.claimed)))
    }
    return events
  }

  private claim(day: StreamDay, person: number): DemoEvent {
    const { mark, unit } = this.plan
    this.codes += 1
    // Within the day, from seven in the morning to ten at night.
    const time = day.start + 7 * HOUR_MS + Math.floor(this.random.next() * (15 / 24) * DAY_MS)
    return this.write({ id: `claim-${mark}-${this.codes}`, type: 'code.claimed', unit, time, data: { person: `${mark}-P${person}`, code: `${mark}-C${this.codes}`, channel: this.random.chance(0.7) ? 'app' : 'counter' } })
  }
}
