import type { BoardRow } from '@tierline/contracts/board'

/** Units that stand elsewhere than at the baseline, the furthest moved first; new ones last. */
export function moversOf(rows: readonly BoardRow[]): { row: BoardRow; places: number | null }[] {
  return rows
    .filter((row) => row.rank !== null && row.rank !== row.previousRank)
    .map((row) => ({ row, places: row.previousRank === null ? null : row.previousRank - (row.rank ?? 0) }))
    .sort((a, b) => Math.abs(b.places ?? 0) - Math.abs(a.places ?? 0) || a.row.order - b.row.order)
}
