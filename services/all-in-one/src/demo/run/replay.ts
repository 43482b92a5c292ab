import type { NewJudgement } from '@tierline/contracts/judgement'
import type { SimulatedClock } from '@tierline/platform/clock'
import type { Days } from '../city/demo-city.ts'
import { DAY_MS } from '../stream/demo-day.ts'
import type { StreamDay } from '../stream/demo-stream.ts'
import type { DemoDoor } from './door.ts'
import { InFlight } from './in-flight.ts'

/** What a replay works with. */
export interface ReplayParts {
  city: Days
  door: DemoDoor
  clock: SimulatedClock
  /** By the day from which they hold, earliest first. */
  judgements: readonly NewJudgement[]
  /** Told after each day that was sent. */
  onDay(day: StreamDay, share: number): void
  /** Once aborted, no further day is begun. */
  signal: AbortSignal
}

/** Requests under way at once: enough that commits are shared, few enough that arrival stays within days of what happened. */
const REQUESTS = 6

/**
 * Replays the year through the door, day by day: the clock moves to the end of a day before its events are sent, so that they arrive when they should;
 * judgements are entered on the day from which they hold.
 */
export async function replayYear(parts: ReplayParts): Promise<void> {
  const { city, door, clock, signal } = parts
  const requests = new InFlight(REQUESTS)
  const waiting = [...parts.judgements]
  for (let n = 1; n <= city.replayDays && !signal.aborted; n++) {
    const { day, events } = city.nextDay()
    await requests.start(async () => {
      clock.advanceTo(day.start + DAY_MS - 1_000)
      await door.send(events.map(({ line }) => line))
      parts.onDay(day, n / city.replayDays)
    })
    const due = waiting.splice(0, countUntil(waiting, day.date))
    if (due.length > 0) await requests.start(() => door.enter('/v1/judgements', due))
  }
  await requests.settled()
}

function countUntil(judgements: readonly NewJudgement[], date: string): number {
  const later = judgements.findIndex(({ effective }) => effective > date)
  return later < 0 ? judgements.length : later
}
