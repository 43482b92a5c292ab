import type { Statements } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

const TallyRow = z.object({ source: z.string(), outcome: z.enum(['counted', 'duplicate', 'conflicting', 'quarantined', 'held', 'replay']), n: z.bigint(), last_arrived: z.nullable(z.number()) })
const HourRow = z.extend(z.omit(TallyRow, { last_arrived: true }), { hour: z.number() })
const PositionRow = z.object({ log: z.string(), partition: z.number(), part: z.number(), next: z.bigint(), skipped: z.bigint() })
const ImplausibleRow = z.object({
  kind: z.string(), key: z.string(), unit: z.string(), name: z.string(), flag: z.string(), opened_at: z.nullable(z.number()), closed_at: z.nullable(z.number()), total: z.bigint(),
})

export type TallyRow = z.infer<typeof TallyRow>
export type HourRow = z.infer<typeof HourRow>
export type PositionRow = z.infer<typeof PositionRow>

/** Sums over all hours, by source and outcome. */
export async function readTallies(db: Statements): Promise<TallyRow[]> {
  return await db.rows(TallyRow, 'select source, outcome, sum(n)::int8 as n, max(last_arrived) as last_arrived from tally group by source, outcome order by source, outcome')
}

/** The newest hours of each source. */
export async function readHours(db: Statements, hoursPerSource: number): Promise<HourRow[]> {
  return await db.rows(HourRow,
    `select source, hour, outcome, n from (
       select source, hour, outcome, n, dense_rank() over (partition by source order by hour desc) as place from tally where outcome <> 'replay'
     ) as ranked where place <= $1 order by source, hour desc, outcome`,
    [hoursPerSource],
  )
}

/** Where each partition of each log stands. */
export async function readPositions(db: Statements): Promise<PositionRow[]> {
  return await db.rows(PositionRow, 'select log, partition, part, next, skipped from log_position order by log, partition')
}

/** Cases whose facts contradict each other, newest first. */
export async function readImplausible(db: Statements, limit: number): Promise<z.infer<typeof ImplausibleRow>[]> {
  return await db.rows(ImplausibleRow,
    `select c.kind, c.key, u.code as unit, u.name, c.flag, c.opened_at, c.closed_at, count(*) over () as total
     from cases c join unit u on u.id = c.unit where c.flag = 'closed_before_opened' order by c.opened_at desc nulls last, c.kind, c.key limit $1`,
    [limit],
  )
}
