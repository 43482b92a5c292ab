import { Random } from '../random/random.ts'
import { Dated } from '../stream/dated.ts'
import { dayAt, dayOf, DAY_MS } from '../stream/demo-day.ts'
import type { DemoEvent } from '../stream/demo-event.ts'
import type { DemoStream, StreamDay } from '../stream/demo-stream.ts'
import { COUNTIES } from './liuan/county.ts'
import { countyDates } from './liuan/county-dates.ts'
import { countyStreams } from './liuan/county-streams.ts'
import { checkPointDates, checkPointStreams, townshipStreams } from './ningguo/ningguo-streams.ts'
import type { Township } from './ningguo/ningguo-streams.ts'
import { Trouble } from './trouble.ts'
import { FIGURES_DAY } from './liuan/zone.ts'
import { zoneDates, zoneStreams } from './liuan/zone-streams.ts'

/** What the demo city takes from the rules folder: the printed targets of 宁国 and its check points. */
export interface CityFacts {
  townships: readonly Township[]
  checkPoints: readonly string[]
}

/** The first day of which something is told. */
export const FIRST_DAY = '2020-04-20'
/** Used unless another seed is asked for. */
export const DEFAULT_SEED = 'liuan-2021'

/** A story day by day: so many days to replay, then live ones without end. */
export interface Days {
  readonly replayDays: number
  nextDay(): { day: StreamDay; events: DemoEvent[] }
}

/** The demo city: every event of every day, in order of sending; the same seed tells the same story. Days are asked for one after the other. */
export class DemoCity implements Days {
  private readonly streams: readonly DemoStream[]
  private readonly lastOfYear = dayOf(FIGURES_DAY).start
  private next = dayOf(FIRST_DAY).start

  constructor(facts: CityFacts, seed: string = DEFAULT_SEED) {
    this.streams = [
      ...townshipStreams(facts.townships, seed), ...checkPointStreams(facts.checkPoints, seed), new Dated(checkPointDates(facts.checkPoints)),
      ...COUNTIES.flatMap((county) => [...countyStreams(county, seed), new Dated(countyDates(county, seed))]),
      ...zoneStreams(seed), new Dated(zoneDates()),
      new Trouble(new Random(`${seed}/trouble`)),
    ]
  }

  /** Days that are replayed before the demo goes live. */
  get replayDays(): number {
    return Math.round((this.lastOfYear - dayOf(FIRST_DAY).start) / DAY_MS) + 1
  }

  /** The next day and its events; live from the day after the figures on, without end. */
  nextDay(): { day: StreamDay; events: DemoEvent[] } {
    const day: StreamDay = { ...dayAt(this.next), isLive: this.next > this.lastOfYear }
    this.next += DAY_MS
    const events = this.streams.flatMap((stream) => stream.of(day))
    return { day, events: events.sort((a, b) => a.sent - b.sent) }
  }
}
