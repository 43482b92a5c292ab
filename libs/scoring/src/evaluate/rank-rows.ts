import { compare } from '../exact/ratio.ts'
import type { CompiledBoard } from './compiled.ts'
import type { ScoredRow } from './types.ts'

/** Ranks the rows that take part, by published score or exact value; rows that stay as they were are the same objects. Ties follow the unit's code on screen only. */
export function rankRows(compiled: CompiledBoard, rows: readonly ScoredRow[]): ScoredRow[] {
  const ranked = rows.filter((row) => row.unrankedBecause === null).sort((a, b) => order(compiled, a, b) || byCode(a, b))
  const others = rows.filter((row) => row.unrankedBecause !== null).sort(byCode)
  let rank = 0
  const placed = ranked.map((row, index) => {
    const above = ranked[index - 1]
    if (!above || order(compiled, above, row) !== 0) rank = compiled.ties === 'dense' ? rank + 1 : index + 1
    return withPlace(row, rank, above ? (above.score ?? 0) - (row.score ?? 0) : null)
  })
  return [...placed, ...others.map((row) => withPlace(row, null, null))]
}

function order(compiled: CompiledBoard, a: ScoredRow, b: ScoredRow): number {
  const { ranking } = compiled
  if (ranking.by !== 'value') return (b.score ?? 0) - (a.score ?? 0)
  const [left, right] = [a.leaves[ranking.leaf]?.value, b.leaves[ranking.leaf]?.value]
  if (!left || !right) return 0
  return ranking.direction === 'desc' ? compare(right, left) : compare(left, right)
}

function byCode(a: ScoredRow, b: ScoredRow): number {
  return a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : 0
}

function withPlace(row: ScoredRow, rank: number | null, gapAbove: number | null): ScoredRow {
  return row.rank === rank && row.gapAbove === gapAbove ? row : { ...row, rank, gapAbove }
}
