import type { Statements } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

const Instant = z.object({ instant: z.number() })

/** The stored instant. The clock never goes back: an earlier instant changes nothing. */
export async function moveClock(db: Statements, instant: number): Promise<number> {
  const row = await db.one(Instant,
    `insert into clock (instant) values (to_timestamp($1::float8 / 1000))
     on conflict (single) do update set instant = greatest(clock.instant, excluded.instant) returning instant`,
    [instant],
  )
  return row.instant
}

/** Where the clock stands; before its first tick, at the beginning of time. */
export async function readClock(db: Statements): Promise<number> {
  return (await db.maybe(Instant, 'select instant from clock'))?.instant ?? -Infinity
}
