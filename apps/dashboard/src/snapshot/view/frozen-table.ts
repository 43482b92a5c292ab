import type { IndicatorHead } from '@tierline/contracts/board'
import type { ComparedSnapshot, FrozenRow } from '@tierline/contracts/snapshot/content'
import { difference, signed } from '../../format/decimal.ts'

/** The columns of points: the top of the rubric's tree. */
export function branchesOf(heads: readonly IndicatorHead[]): IndicatorHead[] {
  return heads.filter(({ parent }) => parent === null)
}

/** Ranked rows by rank, and apart from them those that do not take part. */
export function partRows(rows: readonly FrozenRow[]): { ranked: FrozenRow[]; apart: FrozenRow[] } {
  const ranked = rows.filter(({ rank }) => rank !== null).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.order - b.order)
  return { ranked, apart: rows.filter(({ rank }) => rank === null).sort((a, b) => a.order - b.order) }
}

/** A unit against an earlier snapshot: its score's change, signed, and the places gained (positive is up); null where one side has none. */
export interface Compared {
  readonly change: string | null
  readonly places: number | null
}

/** How a row stands against the same unit in `earlier`; null where that snapshot does not know it. */
export function comparedWith(row: FrozenRow, earlier: ComparedSnapshot): Compared | null {
  const then = earlier.rows[row.unit]
  if (!then) return null
  const isCertain = row.score !== null && row.low === row.high
  return {
    change: isCertain && row.score !== null && then.score !== null ? signed(difference(row.score, then.score)) : null,
    places: row.rank === null || then.rank === null ? null : then.rank - row.rank,
  }
}

/** A score, or the range in which it must lie. */
export function scoreText({ score, low, high }: Pick<FrozenRow, 'score' | 'low' | 'high'>): string {
  if (low !== high) return `${low}–${high}`
  return score ?? '—'
}
