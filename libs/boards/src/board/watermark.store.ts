import type { Watermark } from '@tierline/contracts/board'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

interface MarkRow {
  instant: number | null
  position: Record<string, string>
  last_event: number | null
  last_arrived: number | null
}

const Mark = raw<MarkRow>()
const Instant = raw<{ instant: number }>()

/** How far everything reaches that has been counted. */
export async function readWatermark(db: Statements, now: number): Promise<Watermark> {
  const row = await db.one(Mark,
    `select (select instant from clock) as instant,
       coalesce((select jsonb_object_agg(part::text, next::text) from log_position), '{}') as position,
       (select max(last_event) from unit_month) as last_event,
       (select max(last_arrived) from tally where outcome = 'counted') as last_arrived`)
  return watermarkOf({ instant: row.instant ?? now, position: row.position, lastEvent: row.last_event, lastArrived: row.last_arrived })
}

/** Where the stored clock stands. */
export async function readInstant(db: Statements): Promise<number | null> {
  return (await db.maybe(Instant, 'select instant from clock'))?.instant ?? null
}

/** A watermark as the contract has it. */
export function watermarkOf(mark: { instant: number; position: Record<string, string>; lastEvent: number | null; lastArrived: number | null }): Watermark {
  return { instant: isoOf(mark.instant), lastEventAt: isoOrNull(mark.lastEvent), lastArrivedAt: isoOrNull(mark.lastArrived), position: mark.position }
}

/** An instant as text, in UTC. */
export const isoOf = (instant: number): string => new Date(instant).toISOString()

/** The same; null stays null. */
export const isoOrNull = (instant: number | null): string | null => (instant === null ? null : isoOf(instant))
