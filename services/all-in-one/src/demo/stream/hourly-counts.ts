import type { Random } from '../random/random.ts'
import { split } from '../random/split.ts'
import { HOUR_MS } from './demo-day.ts'
import type { DemoDay } from './demo-day.ts'
import type { DemoEvent, NewEvent } from './demo-event.ts'
import type { DemoStream, StreamDay } from './demo-stream.ts'

/** A place that reports how many it counted, and how busy it is beside the others. */
export interface CountingPoint {
  id: string
  weight: number
}

/** What an hourly report counts. */
export interface HourlyCount {
  type: 'code.verified' | 'code.shown'
  unit: string
  /** Field that names the place. */
  field: 'checkpoint' | 'channel'
  points: readonly CountingPoint[]
  /** First and last hour of the day that is reported. */
  hours: readonly [first: number, last: number]
  /** Share of the hours in which a place counts anyone at all. */
  busy: number
  /** What all reports of the year come to. */
  total: number
  /** Reports an hour once the demo is live; 0 where it is over by then. */
  liveReports: number
}

/** Hourly counts of a unit's places: the reports of the year add up to its total exactly, whatever the dice say. */
export class HourlyCounts implements DemoStream {
  private readonly quotas: ReadonlyMap<number, number>
  private readonly usual: number

  constructor(private readonly count: HourlyCount, year: readonly DemoDay[], private readonly random: Random, private readonly write: (event: NewEvent) => DemoEvent) {
    const parts = split(count.total, year.map((day) => (day.weekday === 0 || day.weekday === 6 ? 0.7 : 1) * (0.85 + 0.3 * random.next())))
    this.quotas = new Map(year.map((day, index) => [day.start, parts[index] ?? 0]))
    this.usual = Math.round(count.total / year.length)
  }

  of(day: StreamDay): DemoEvent[] {
    const quota = this.quotas.get(day.start) ?? (day.isLive && this.count.liveReports > 0 ? this.usual : 0)
    if (quota === 0) return []
    const slots = this.slotsOf(day)
    const counts = split(quota, slots.map(({ weight }) => weight))
    return slots.flatMap(({ point, time }, index) => {
      const n = counts[index] ?? 0
      return n === 0 ? [] : [this.write({ id: `${this.count.type}-${this.count.unit}-${point}-${time / 1_000}`, type: this.count.type, unit: this.count.unit, time, data: { [this.count.field]: point, count: n } })]
    })
  }

  /** A report is made at the end of what it counts, so that it falls into the hour that it is about. */
  private slotsOf(day: StreamDay): { point: string; time: number; weight: number }[] {
    const { points, hours: [first, last], busy, liveReports } = this.count
    const reports = day.isLive ? liveReports : 1
    const slots: { point: string; time: number; weight: number }[] = []
    for (const { id, weight } of points) {
      const offset = this.random.whole(0, 55) * 1_000
      for (let report = first * reports; report < (last + 1) * reports; report++) {
        if (!this.random.chance(busy)) continue
        slots.push({ point: id, time: day.start + Math.floor(((report + 1) * HOUR_MS) / reports) - 60_000 + offset, weight: weight * rush(Math.floor(report / reports)) * (0.7 + 0.6 * this.random.next()) })
      }
    }
    // A day on which every place stayed silent would lose its quota.
    const [place] = points
    if (slots.length === 0 && place) slots.push({ point: place.id, time: day.start + 12 * HOUR_MS - 60_000, weight: 1 })
    return slots
  }
}

/** Mornings and the hour after work are busier. */
function rush(hour: number): number {
  return hour === 8 || hour === 9 || hour === 17 ? 1.8 : 1
}
