import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

const Count = raw<{ n: bigint | null }>()

/** Stored events of these units in a half-open span (epoch ms) that were not counted yet when the log stood at a position; null where events of the span have been dropped. */
export async function countLate(db: Statements, { from, until, units, position }: { from: number; until: number; units: readonly number[]; position: Readonly<Record<string, string>> }): Promise<number | null> {
  const { n } = await db.one(Count,
    `select case when $1::timestamptz < coalesce((select instant from kept_from where what = 'events'), '-infinity') then null else
       (select count(*) from event where time >= $1 and time < $2 and unit = any($3::int4[]) and position >= coalesce(($4::jsonb ->> part::text)::int8, 0)) end as n`,
    [new Date(from), new Date(until), units, JSON.stringify(position)])
  return n === null ? null : Number(n)
}
