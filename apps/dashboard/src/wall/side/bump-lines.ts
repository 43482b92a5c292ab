import type { BoardRow } from '@tierline/contracts/board'

/** One unit's way through the ranks: `ranks` from the oldest point to now. */
export interface BumpLine {
  readonly row: BoardRow
  readonly ranks: readonly number[]
}

/** Ranks over time for the units that now stand first, reckoned among all ranked units whose series are equally long. */
export function bumpLines(rows: readonly BoardRow[], limit: number): BumpLine[] {
  const ranked = rows.filter((row) => row.rank !== null)
  const length = Math.max(0, ...ranked.map((row) => row.spark.length))
  const whole = ranked.filter((row) => row.spark.length === length)
  if (length < 2 || whole.length < 2) return []
  const ranksAt = Array.from({ length }, (_, index) => ranksOf(whole, index))
  return whole
    .map((row) => ({ row, ranks: ranksAt.map((ranks) => ranks.get(row.unit) ?? whole.length) }))
    .sort((a, b) => (a.row.rank ?? 0) - (b.row.rank ?? 0) || a.row.order - b.row.order)
    .slice(0, limit)
}

// Places without ties, so that no two lines end at the same point: equal scores stand in today's order.
function ranksOf(rows: readonly BoardRow[], index: number): Map<string, number> {
  const sorted = [...rows].sort((a, b) => (b.spark[index] ?? 0) - (a.spark[index] ?? 0) || (a.rank ?? 0) - (b.rank ?? 0) || a.order - b.order)
  return new Map(sorted.map((row, place) => [row.unit, place + 1]))
}

/** The path of a line in a box of `width` × `height` px that shows ranks 1 … `places`; worse ranks leave it at the lower edge. */
export function bumpPath(ranks: readonly number[], box: { width: number; height: number; places: number }): string {
  return ranks.map((rank, index) => `${index === 0 ? 'M' : 'L'}${bumpX(index, ranks.length, box.width)} ${bumpY(rank, box)}`).join('')
}

/** The height at which a rank is drawn. */
export function bumpY(rank: number, { height, places }: { height: number; places: number }): number {
  const step = height / places
  return Math.round((Math.min(rank, places + 0.6) - 0.5) * step * 10) / 10
}

function bumpX(index: number, count: number, width: number): number {
  return Math.round((index / (count - 1)) * width * 10) / 10
}
