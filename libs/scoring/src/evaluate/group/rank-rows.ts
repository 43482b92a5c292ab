import { comparer } from '../../exact/order.ts'
import { ZERO } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { valueOf } from '../../value/value.ts'
import type { CompiledBoard } from '../plan/compiled.ts'
import { tieBreaker } from './tie-break.ts'
import type { LeafScore, ScoredRow } from '../types.ts'

/** Ranks the rows that take part, by published score or exact value; rows that stay as they were are the same objects. Ties follow the unit's code on screen only. */
export function rankRows(compiled: CompiledBoard, rows: readonly ScoredRow[]): ScoredRow[] {
  const taking = rows.filter((row) => row.unrankedBecause === null)
  const others = rows.filter((row) => row.unrankedBecause !== null).sort(byCode)
  const order = orderOf(compiled, taking)
  const sorted = [...taking.keys()].sort((i, j) => order(i, j) || byCode(taking[i], taking[j]))
  const placed: ScoredRow[] = []
  let rank = 0
  for (const [index, at] of sorted.entries()) {
    const [row, aboveAt] = [taking[at], sorted[index - 1]]
    if (aboveAt === undefined || order(aboveAt, at) !== 0) rank = compiled.ties === 'dense' ? rank + 1 : index + 1
    const above = aboveAt === undefined ? undefined : taking[aboveAt]
    if (row) placed.push(withPlace(row, rank, above ? (above.score ?? 0) - (row.score ?? 0) : null))
  }
  for (const row of others) placed.push(withPlace(row, null, null))
  return placed
}

/** The exact value that ranks a row. */
export function rankingValue(compiled: CompiledBoard, leaves: readonly LeafScore[]): Ratio | null {
  const { ranking } = compiled
  const score = ranking.by === 'value' ? leaves[ranking.leaf] : undefined
  return score && ranking.by === 'value' ? valueOf(compiled.leaves[ranking.leaf]?.value ?? null, score) : null
}

/** Which of two rows comes first: negative where the first does, 0 where they are level. */
function orderOf(compiled: CompiledBoard, rows: readonly ScoredRow[]): (i: number, j: number) => number {
  const first = firstOrderOf(compiled, rows)
  if (compiled.thenBy.length === 0) return first
  const further = tieBreaker(compiled, rows)
  return (i, j) => first(i, j) || further(i, j)
}

function firstOrderOf(compiled: CompiledBoard, rows: readonly ScoredRow[]): (i: number, j: number) => number {
  const { ranking } = compiled
  if (ranking.by !== 'value') {
    const scores = rows.map((row) => row.score ?? 0)
    return (i, j) => (scores[j] ?? 0) - (scores[i] ?? 0)
  }
  const compareAt = comparer(rows.map((row) => rankingValue(compiled, row.leaves) ?? ZERO))
  return ranking.direction === 'desc' ? (i, j) => compareAt(j, i) : compareAt
}

function byCode(a: ScoredRow | undefined, b: ScoredRow | undefined): number {
  if (!a || !b || a.unit === b.unit) return 0
  return a.unit < b.unit ? -1 : 1
}

/** Whether two rows of a unit, made by one plan, differ in their places at most: all else follows from the unit's own score and its decided leaves, and rows that stay share these. */
export function isSameButPlace(a: ScoredRow, b: ScoredRow): boolean {
  return a.own === b.own && a.decided === b.decided
}

function withPlace(row: ScoredRow, rank: number | null, gapAbove: number | null): ScoredRow {
  return row.rank === rank && row.gapAbove === gapAbove ? row : { ...row, rank, gapAbove }
}
