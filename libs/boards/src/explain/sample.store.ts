import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** A counted event as a sample shows it. */
export interface SampledEvent {
  source: string
  id: string
  type: string
  unit: number
  time: number
  arrived: number
  corrects: string | null
  data: Record<string, unknown>
}

/** A case with its facts: time, type, source, id, unit's code, corrects, data. */
export interface SampledCase {
  kind: string
  key: string
  facts: [number, string, string, string, string, string | null, Record<string, unknown>][]
}

const Event = raw<SampledEvent>()
const Case = raw<SampledCase>()

/** Events of a unit in a half-open window before an instant and a place, newest first. */
export async function readUnitEvents(db: Statements, about: { unit: number; types: readonly string[]; from: number; until: number; limit: number; offset: number }): Promise<SampledEvent[]> {
  return await db.rows(Event,
    `select source, id, type, unit, time, arrived, corrects, data from event
     where unit = $1 and type = any($2::text[]) and time >= $3 and time < $4 order by time desc, part desc, position desc limit $5 offset $6`,
    [about.unit, about.types, dateOf(about.from), dateOf(about.until), about.limit, about.offset])
}

/** Cases of a unit, newest first. */
export async function readUnitCases(db: Statements, about: { unit: number; kind: string; limit: number; offset: number }): Promise<SampledCase[]> {
  return await db.rows(Case,
    `select kind, key, facts from cases where unit = $1 and kind = $2 order by coalesce(closed_at, opened_at) desc nulls last, key limit $3 offset $4`,
    [about.unit, about.kind, about.limit, about.offset])
}

/** The events behind facts of cases. */
export async function readFactEvents(db: Statements, facts: readonly { unit: number; type: string; time: number; source: string; id: string }[]): Promise<SampledEvent[]> {
  return await db.rows(Event,
    `select e.source, e.id, e.type, e.unit, e.time, e.arrived, e.corrects, e.data
     from unnest($1::int4[], $2::text[], $3::timestamptz[], $4::text[], $5::text[]) as f (unit, type, time, source, id)
       join event e on e.unit = f.unit and e.type = f.type and e.time = f.time and e.source = f.source and e.id = f.id
     where e.time >= $6 and e.time <= $7 order by e.time desc, e.position desc`,
    [facts.map(({ unit }) => unit), facts.map(({ type }) => type), facts.map(({ time }) => new Date(time).toISOString()), facts.map(({ source }) => source), facts.map(({ id }) => id),
      dateOf(Math.min(...facts.map(({ time }) => time))), dateOf(Math.max(...facts.map(({ time }) => time)))])
}

/** Windows may be open-ended; the database's own limits are wide enough. */
function dateOf(instant: number): Date {
  return new Date(Math.min(Math.max(instant, 0), 253_370_764_800_000))
}
