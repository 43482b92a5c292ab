import { raw } from '@tierline/platform/database/database'
import type { Transaction } from '@tierline/platform/database/database'
import { CLOCK_SOURCE } from '@tierline/scoring'
import type { FactEvent } from '@tierline/scoring'
import { factOf } from '../cases/case-row.ts'
import type { StoredFact } from '../cases/case-row.ts'

/** One stored cell of a roll-up table; `bucket` is epoch ms, or a day for `rollup_day`. */
export interface StoredCell {
  unit: string
  key: string
  bucket: number | string
  member: string | null
  value: bigint
}

const Cells = raw<StoredCell>()

/** All cells of one measure in the three tables; zeros are left out, for they say the same as no row. */
export async function readCells(tx: Transaction, measure: number): Promise<{ rollup: StoredCell[]; rollup_day: StoredCell[]; distinct_member: StoredCell[] }> {
  const [hours, days, members] = await Promise.all([
    tx.rows(Cells, 'select u.code as unit, r.key, r.bucket, null as member, r.value from rollup r join unit u on u.id = r.unit where r.measure = $1 and r.value <> 0', [measure]),
    tx.rows(Cells, 'select u.code as unit, r.key, r.bucket, null as member, r.value from rollup_day r join unit u on u.id = r.unit where r.measure = $1 and r.value <> 0', [measure]),
    tx.rows(Cells, `select u.code as unit, d.key, d.bucket, encode(d.member, 'hex') as member, d.n::int8 as value
                    from distinct_member d join unit u on u.id = d.unit where d.measure = $1 and d.n <> 0`, [measure]),
  ])
  return { rollup: hours, rollup_day: days, distinct_member: members }
}

/** The facts of cases from before an instant, whose events were dropped; those of the clock are read apart. */
export async function readFactsBefore(tx: Transaction, instant: number): Promise<FactEvent[]> {
  if (!Number.isFinite(instant)) return []
  const rows = await tx.rows(raw<{ fact: StoredFact }>(),
    `select fact from cases, jsonb_array_elements(facts) as fact where (fact ->> 0)::float8 < $1 and fact ->> 2 <> $2`, [instant, CLOCK_SOURCE])
  return rows.map(({ fact }) => factOf(fact))
}

/** The facts that the clock itself added: they are no events, and are read from the cases. */
export async function readClockFacts(tx: Transaction): Promise<FactEvent[]> {
  const rows = await tx.rows(raw<{ fact: StoredFact }>(),
    `select fact from cases, jsonb_array_elements(facts) as fact where kind = 'duty' and fact ->> 2 = $1`, [CLOCK_SOURCE])
  return rows.map(({ fact }) => factOf(fact))
}
