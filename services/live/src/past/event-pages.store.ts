import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

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

/** The next page of counted events after a place in the log. */
export async function readEventPage(db: Statements, filter: EventFilter, after: { part: number; position: bigint }, limit: number): Promise<EventRow[]> {
  return await db.rows(Event,
    `select part, position, unit, type, source, id, corrects, time, data from event
     where (part, position) > ($1::int2, $2::int8) and time <= $3 and (type = any($4::text[]) or (type = any($5::text[]) and unit = any($6::int4[])))
     order by part, position limit $7`,
    [after.part, after.position, new Date(filter.until), filter.caseTypes, filter.otherTypes, filter.units, limit])
}
