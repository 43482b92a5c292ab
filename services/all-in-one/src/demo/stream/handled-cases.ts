import type { Random } from '../random/random.ts'
import { DAY_MS, HOUR_MS, dayAt } from './demo-day.ts'
import type { DemoDay } from './demo-day.ts'
import type { DemoEvent, NewEvent } from './demo-event.ts'
import { Agenda } from './demo-stream.ts'
import type { DemoStream, StreamDay } from './demo-stream.ts'

/** Cases that are submitted and handled: appeals (申诉) and proxy claims (代申领). */
export interface HandledCasePlan {
  kind: 'appeal' | 'claim'
  unit: string
  mark: string
  /** Pairs of cases from the first counted day on; their handling takes `meanHours` on average, exactly. */
  pairs: number
  meanHours: number
  /** Most that one case's handling is longer or shorter than the mean. */
  spreadHours: number
  /** Pairs a day once the demo is live. */
  livePairs: number
}

/** Handled cases in pairs, one as much longer as the other is shorter, so that the mean is met to the millisecond. */
export class HandledCases implements DemoStream {
  private readonly agenda = new Agenda((instant) => dayAt(instant).start)
  private readonly days: ReadonlyMap<number, number>
  private opened = 0

  constructor(private readonly plan: HandledCasePlan, counted: readonly DemoDay[], private readonly random: Random, private readonly write: (event: NewEvent) => DemoEvent) {
    // The last two days stay free, so that all are handled when the figures are taken.
    const usable = counted.slice(0, -2)
    this.days = new Map()
    for (let pair = 0; pair < plan.pairs; pair++) this.plus(usable[Math.floor(((pair + 0.5) * usable.length) / plan.pairs)])
  }

  of(day: StreamDay): DemoEvent[] {
    const pairs = day.isLive ? this.plan.livePairs : (this.days.get(day.start) ?? 0)
    for (let n = 0; n < pairs; n++) this.openPair(day)
    return this.agenda.take(day)
  }

  private plus(day: DemoDay | undefined): void {
    if (day) (this.days as Map<number, number>).set(day.start, (this.days.get(day.start) ?? 0) + 1)
  }

  private openPair(day: DemoDay): void {
    const { meanHours, spreadHours } = this.plan
    const apartMs = Math.floor(this.random.next() * spreadHours * 60) * 60_000
    this.open(day, meanHours * HOUR_MS + apartMs)
    this.open(day, meanHours * HOUR_MS - apartMs)
  }

  private open(day: DemoDay, handlingMs: number): void {
    const { kind, unit, mark } = this.plan
    this.opened += 1
    const key = `${mark}-${kind === 'appeal' ? 'S' : 'D'}${this.opened}`
    const time = day.start + 7 * HOUR_MS + Math.floor(this.random.next() * 0.5 * DAY_MS)
    this.agenda.put(this.write({ id: `${key}-1`, type: `${kind}.submitted`, unit, time, data: { [kind]: key, person: `${key}-P` } }))
    this.agenda.put(this.write({ id: `${key}-2`, type: `${kind}.handled`, unit, time: time + handlingMs, data: { [kind]: key, result: 'settled' } }))
  }
}
