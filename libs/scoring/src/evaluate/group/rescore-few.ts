import { scoreRow } from '../row/score-row.ts'
import type { CompiledBoard } from '../plan/compiled.ts'
import type { BoardPlan, BoardScore, ScoredRow, UnitScore } from '../types.ts'
import { PatchedMap } from './patched-map.ts'
import { leavesNow } from './peers.ts'
import type { DecidedLeaves } from './peers.ts'
import { isSameLeaf, isSameScore } from './same-leaf.ts'
import { summariesOf } from './summaries.ts'

/** So many changed units are put to their new places one by one; more are sorted with all others. */
const FEW = 16

/**
 * The board after a few units changed that move nobody else but by their places: the usual case of a live board. Null where it takes the whole board
 * (a unit joins or leaves the ranking, a leaf that looks at peers has moved, or rows are told apart by more than their score).
 */
export function rescoreFew(plan: BoardPlan, board: BoardScore, changed: readonly UnitScore[]): BoardScore | null {
  const { compiled } = plan
  if (changed.length > FEW || compiled.ranking.by !== 'score' || compiled.thenBy.length > 0) return null
  const moves: Move[] = []
  for (const own of new Map(changed.map((score) => [score.unit, score])).values()) {
    const before = board.byUnit.get(own.unit)
    if (!before || hasMovedPeers(compiled, own, before)) return null
    if (isSameScore(own, before.own)) continue
    const after = scoreRow(compiled, own, leavesNow(compiled, { own, before }, { decided: NOTHING, at: 0 }))
    if (before.unrankedBecause !== null || after.unrankedBecause !== null) return null
    moves.push({ before, after })
  }
  return moves.length === 0 ? { ...board, changed: [] } : moved(plan, board, moves)
}

const NOTHING: DecidedLeaves = new Map()

interface Move {
  before: ScoredRow
  after: ScoredRow
}

/** A leaf that reads another indicator's points may move with any leaf. */
function hasMovedPeers({ peers }: CompiledBoard, own: UnitScore, before: ScoredRow): boolean {
  return peers.some(({ leaf, pointsOf }) => {
    const now = own.leaves[leaf]
    return pointsOf !== null || !now || !isSameLeaf(now, before.own.leaves[leaf])
  })
}

function moved(plan: BoardPlan, board: BoardScore, moves: readonly Move[]): BoardScore {
  const rows = [...board.rows]
  let ranked = countRanked(rows)
  const touched: number[] = []
  for (const { before } of moves) {
    const at = placeIn(rows, before, ranked--)
    rows.splice(at, 1)
    touched.push(at)
  }
  for (const { after } of moves) {
    const at = placeIn(rows, after, ranked++)
    rows.splice(at, 0, after)
    touched.push(at)
  }
  // Rows behind the last of these, and behind those that a later move pushed on, stand where they stood.
  const span = { from: Math.min(...touched), until: Math.max(...touched) + moves.length }
  const placed = renumbered(plan.compiled, { rows, ranked, span, fresh: new Set(moves.map(({ after }) => after)) })
  const byUnit = PatchedMap.of(board.byUnit, placed.map((row) => [row.unit, row] as const))
  const summaries = plan.compiled.summaries.length === 0 ? board.summaries : summariesOf(plan, rows.map(({ own }) => own))
  const provisional = board.provisional ? rows.some(({ own }) => own.provisional) : moves.some(({ after }) => after.own.provisional)
  return { rows, byUnit, summaries, provisional, changed: placed.map(({ unit }) => unit) }
}

/** Rows that are ranked stand before the others. */
function countRanked(rows: readonly ScoredRow[]): number {
  let [from, until] = [0, rows.length]
  while (from < until) {
    const middle = (from + until) >> 1
    if (rows[middle]?.unrankedBecause === null) from = middle + 1
    else until = middle
  }
  return from
}

/** Where a row stands, or ought to stand, among the first so many rows: by score, then by code. */
function placeIn(rows: readonly ScoredRow[], row: ScoredRow, ranked: number): number {
  let [from, until] = [0, ranked]
  while (from < until) {
    const middle = (from + until) >> 1
    const other = rows[middle]
    if (other && comesBefore(other, row)) from = middle + 1
    else until = middle
  }
  return from
}

function comesBefore(a: ScoredRow, b: ScoredRow): boolean {
  const [first, second] = [a.score ?? 0, b.score ?? 0]
  return first === second ? a.unit < b.unit : first > second
}

/**
 * Gives the ranked rows of the span, and those behind it as far as they change with it, their ranks and gaps in place; rows that have them already stay the same objects.
 * The others come back with the fresh ones, in their order.
 */
function renumbered({ ties }: CompiledBoard, { rows, ranked, span, fresh }: { rows: ScoredRow[]; ranked: number; span: { from: number; until: number }; fresh: ReadonlySet<ScoredRow> }): ScoredRow[] {
  const placed: ScoredRow[] = []
  let above: ScoredRow | undefined = rows[span.from - 1]
  let isBehind = false
  for (let at = span.from; at < ranked && !isBehind; at++) {
    const row = rows[at] as ScoredRow
    const score = row.score ?? 0
    const isLevel = above !== undefined && (above.score ?? 0) === score
    const rank = isLevel ? above?.rank ?? 1 : ties === 'dense' ? (above?.rank ?? 0) + 1 : at + 1
    const gapAbove = above ? (above.score ?? 0) - score : null
    above = row.rank === rank && row.gapAbove === gapAbove ? row : { ...row, rank, gapAbove }
    rows[at] = above
    if (above !== row || fresh.has(row)) placed.push(above)
    isBehind = at > span.until && above === row
  }
  return placed
}
