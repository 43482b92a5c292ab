import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import { CLOCK_SOURCE } from '@tierline/scoring'

/** A counted event as folding takes it. */
export interface EventRow {
  part: number
  position: bigint
  unit: number
  type: string
  source: string
  id: string
  corrects: string | null
  time: number
  data: Record<string, unknown>
}

const Event = raw<EventRow>()

/** Which events: facts of cases from every unit (a case may change hands), other types of these units only, and nothing that happened later than `until`. */
export interface EventFilter {
  caseTypes: readonly string[]
  otherTypes: readonly string[]
  units: readonly number[]
  until: number
}

/** The next page of counted events after a place in the log; what happened before events were dropped is left out, for only some of it may still be there. */
export async function readEventPage(db: Statements, filter: EventFilter, after: { part: number; position: bigint }, limit: number): Promise<EventRow[]> {
  return await db.rows(Event,
    `select part, position, unit, type, source, id, corrects, time, data from event
     where (part, position) > ($1::int2, $2::int8) and time <= $3 and time >= coalesce((select instant from kept_from where what = 'events'), '-infinity')
       and (type = any($4::text[]) or (type = any($5::text[]) and unit = any($6::int4[])))
     order by part, position limit $7`,
    [after.part, after.position, new Date(filter.until), filter.caseTypes, filter.otherTypes, filter.units, limit])
}

/** The facts of cases from before events were dropped: time, type, source, id, unit's code, corrects, data; those of the clock (of duties) are not among them. */
export type DroppedFact = [number, string, string, string, string, string | null, Record<string, unknown>]

/** Cases keep their facts when the events behind them are dropped. */
export async function readDroppedFacts(db: Statements, kinds: readonly string[]): Promise<DroppedFact[]> {
  const rows = await db.rows(raw<{ fact: DroppedFact }>(),
    `select fact from kept_from k, cases c, jsonb_array_elements(c.facts) as fact
     where k.what = 'events' and c.kind = any($1::text[]) and fact ->> 2 <> $2 and to_timestamp((fact ->> 0)::float8 / 1000) < k.instant`, [kinds, CLOCK_SOURCE])
  return rows.map(({ fact }) => fact)
}

/** From when on events are kept; null where none was ever dropped. */
export async function readEventsKeptFrom(db: Statements): Promise<number | null> {
  return (await db.maybe(raw<{ instant: number }>(), `select instant from kept_from where what = 'events'`))?.instant ?? null
}
