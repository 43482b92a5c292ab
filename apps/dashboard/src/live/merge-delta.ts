import type { Board, BoardRow } from '@tierline/contracts/board'
import type { BoardDelta } from '@tierline/contracts/live'

/** What a delta makes of a board: a newer board, nothing (it is old news), or a gap that only a fetch can close. */
export type Merged = { kind: 'newer'; board: Board } | { kind: 'old' } | { kind: 'gap' }

/**
 * Adds a delta to a board. A delta that starts before the board's `seq` and ends after it applies as well:
 * its rows are whole, and the rows changed since `base` include those changed since the board. One that starts at its own
 * `seq` says that more than rows changed, which only a fetch can tell.
 */
export function mergeDelta(board: Board, delta: BoardDelta): Merged {
  if (delta.base === delta.seq && delta.seq >= board.seq) return { kind: 'gap' }
  if (delta.seq <= board.seq) return { kind: 'old' }
  if (delta.base > board.seq) return { kind: 'gap' }
  const rows = mergeRows(board.rows, delta)
  const { seq, asOf, provisional, summaries, watermark } = delta
  return { kind: 'newer', board: { ...board, seq, asOf, provisional, summaries, watermark, rows } }
}

function mergeRows(rows: readonly BoardRow[], { changes, removed }: BoardDelta): BoardRow[] {
  const gone = new Set([...removed, ...changes.map((row) => row.unit)])
  return [...rows.filter((row) => !gone.has(row.unit)), ...changes].sort(byRank)
}

/** Ranked rows by rank, equal ranks in official order; those that do not take part come last. */
export function byRank(a: BoardRow, b: BoardRow): number {
  const ranks = (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER)
  return ranks !== 0 ? ranks : a.order - b.order
}

/** A freshly fetched board in which every row that did not change is the very object already on screen. */
export function reuseRows(shown: Board, fetched: Board): Board {
  const known = new Map(shown.rows.map((row) => [row.unit, row]))
  const rows = fetched.rows.map((row) => {
    const old = known.get(row.unit)
    return old && JSON.stringify(old) === JSON.stringify(row) ? old : row
  })
  return { ...fetched, rows }
}
