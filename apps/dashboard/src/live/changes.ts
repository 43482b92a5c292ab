import type { Board, BoardRow } from '@tierline/contracts/board'

/** Something a reader would remark on: a unit moved, crossed a tier line, or its score changed. */
export interface Change {
  readonly id: number
  /** The board's instant when it was seen. */
  readonly at: string
  readonly unit: string
  readonly kind: 'tier' | 'rank' | 'score'
  readonly from: string | null
  readonly to: string | null
  /** For `tier`: the line that was crossed belongs to this tier. */
  readonly line: string | null
  readonly isBetter: boolean
}

const KEPT = 60
let lastId = 0

/** What changed from one board to the next, the weightiest first: at most one entry a unit. */
export function changesBetween(before: Board, after: Board): Change[] {
  const old = new Map(before.rows.map((row) => [row.unit, row]))
  const found: Change[] = []
  for (const row of after.rows) {
    const was = old.get(row.unit)
    if (!was || was === row) continue
    const change = changeOf(was, row, after)
    if (change) found.push({ ...change, id: ++lastId, at: after.asOf, unit: row.unit })
  }
  return found.sort((a, b) => weight(a) - weight(b))
}

/** Adds the newest changes in front of the kept ones. */
export function keepChanges(kept: readonly Change[], fresh: readonly Change[]): Change[] {
  return [...fresh, ...kept].slice(0, KEPT)
}

type Found = Omit<Change, 'id' | 'at' | 'unit'>

function changeOf(was: BoardRow, row: BoardRow, board: Board): Found | null {
  if (was.tier !== row.tier && was.tier !== null && row.tier !== null) {
    const from = board.tiers.findIndex((tier) => tier.id === was.tier)
    const to = board.tiers.findIndex((tier) => tier.id === row.tier)
    return { kind: 'tier', from: was.tier, to: row.tier, line: board.tiers[Math.min(from, to)]?.id ?? null, isBetter: to < from }
  }
  if (was.rank !== row.rank && was.rank !== null && row.rank !== null) {
    return { kind: 'rank', from: String(was.rank), to: String(row.rank), line: null, isBetter: row.rank < was.rank }
  }
  if (was.score !== row.score && was.score !== null && row.score !== null) {
    return { kind: 'score', from: was.score, to: row.score, line: null, isBetter: Number(row.score) > Number(was.score) }
  }
  return null
}

function weight(change: Change): number {
  return { tier: 0, rank: 1, score: 2 }[change.kind]
}
