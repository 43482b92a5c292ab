import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'

/** What must be equal, cell by cell: positions, every event with its place in the log, identities, cases as they stand, roll-ups, persons, tallies. Our own numbers of partitions may differ. */
const QUERIES = {
  log_position: 'select log, partition, next, skipped from log_position',
  event: 'select p.log, p.partition, e.position, e.time, e.unit, e.type, e.source, e.id, e.corrects, e.arrived, e.data from event e join log_position p on p.part = e.part',
  ledger: 'select * from ledger',
  cases: 'select kind, key, unit, opened_at, due_at, closed_at, flag, next_tick, jsonb_array_length(facts) as facts from cases',
  rollup: 'select * from rollup where value <> 0',
  rollup_day: 'select * from rollup_day where value <> 0',
  distinct_member: 'select * from distinct_member where n <> 0',
  tally: 'select source, hour, outcome, n from tally where n <> 0',
} as const

/** Every row as text, in a fixed order. */
export async function figures(db: Database): Promise<Record<string, string[]>> {
  const out: Record<string, string[]> = {}
  for (const [name, sql] of Object.entries(QUERIES)) out[name] = (await db.rows(raw<{ line: string }>(), `select t::text as line from (${sql}) as t order by 1`)).map(({ line }) => line)
  return out
}
