import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

interface Newest {
  unit: number
  at: number | null
}

const Row = raw<Newest>()
const Arrived = raw<{ at: number | null }>()

/** The newest event of each unit since an instant (to the month), of whatever type. */
export async function readNewest(db: Statements, { units, since }: { units: readonly number[]; since: number }): Promise<Newest[]> {
  return await db.rows(Row, `select unit, max(last_event) as at from unit_month where unit = any($1::int4[]) and month >= date_trunc('month', $2::timestamptz at time zone 'Asia/Shanghai')::date group by unit`, [units, new Date(since)])
}

/** The newest event of a type of each unit since an instant. */
export async function readNewestOfType(db: Statements, { units, type, since }: { units: readonly number[]; type: string; since: number }): Promise<Newest[]> {
  return await db.rows(Row,
    `select u.unit, e.time as at from unnest($1::int4[]) as u (unit)
       cross join lateral (select time from event where unit = u.unit and type = $2 and time >= $3 order by time desc limit 1) as e`,
    [units, type, new Date(since)])
}

/** When something of a source was counted last, whichever unit it was about; null where nothing ever was. */
export async function readArrival(db: Statements, source: string): Promise<number | null> {
  return (await db.one(Arrived, `select max(last_arrived) as at from tally where source = $1 and outcome = 'counted'`, [source])).at
}

/** The same of one type, among the events about these units since an instant. */
export async function readArrivalOfType(db: Statements, { units, type, source, since }: { units: readonly number[]; type: string; source: string; since: number }): Promise<number | null> {
  return (await db.one(Arrived, `select max(arrived) as at from event where unit = any($1::int4[]) and type = $2 and source = $3 and time >= $4`, [units, type, source, new Date(since)])).at
}

/** For each unit the instants of its events in a span, in order, and the last one before it since `since`: of a type, of a source (when they arrived), or of any. */
export async function readInstants(db: Statements, about: { units: readonly number[]; type: string | null; source: string | null; since: number; from: number; until: number }): Promise<{ unit: number; before: number | null; times: number[] }[]> {
  return await db.rows(raw<{ unit: number; before: number | null; times: number[] }>(),
    `select unit, max(at) filter (where at < $5) as before, coalesce(array_agg(distinct floor(extract(epoch from at) * 1000)::float8) filter (where at >= $5), '{}') as times
     from (select unit, case when $3::text is null then time else arrived end as at from event where unit = any($1::int4[]) and ($2::text is null or type = $2) and ($3::text is null or source = $3) and time >= $4 and time < $6) as e
     group by unit`,
    [about.units, about.type, about.source, new Date(about.since), new Date(about.from), new Date(about.until)])
}
