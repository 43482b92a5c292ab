import { decidePeers, isSameLeaf, isSameRatio } from './peers.ts'
import type { DecidedLeaves } from './peers.ts'
import { rankRows } from './rank-rows.ts'
import { scoreRow } from './score-row.ts'
import { summariesOf } from './summaries.ts'
import type { BoardPlan, BoardScore, LeafScore, ScoredRow, UnitScore } from './types.ts'

/** Peers' rules, branches, totals, tiers and ranks of all units of the group; the order in which the units come makes no difference. */
export function scoreBoard(plan: BoardPlan, scores: readonly UnitScore[], instant: number): BoardScore {
  return rescore(plan, EMPTY, scores, instant)
}

const EMPTY: BoardScore = { rows: [], byUnit: new Map(), summaries: [], provisional: false, changed: [] }

/**
 * The board after some units changed (or joined): equal to scoring all of it again. Rows that stay the same are the same objects;
 * `changed` names the others. The instant is that of the changed scores; it is here so that a caller cannot forget it.
 */
export function rescore(plan: BoardPlan, board: BoardScore, changed: readonly UnitScore[], _instant: number): BoardScore {
  const { compiled } = plan
  const scores = replaced(board, changed)
  const decided = decidePeers(compiled, scores, board)
  const rows = scores.map((own, at) => rowFor({ plan, before: board.byUnit.get(own.unit), own, decided, at }))
  const ranked = rankRows(compiled, rows)
  return {
    rows: ranked, byUnit: new Map(ranked.map((row) => [row.unit, row])), summaries: summariesOf(plan, scores), provisional: scores.some((score) => score.provisional),
    changed: ranked.filter((row) => board.byUnit.get(row.unit) !== row).map((row) => row.unit),
  }
}

function replaced(board: BoardScore, changed: readonly UnitScore[]): UnitScore[] {
  const scores = new Map<string, UnitScore>()
  for (const row of board.rows) scores.set(row.unit, row.own)
  for (const score of changed) if (!isSameScore(score, scores.get(score.unit))) scores.set(score.unit, score)
  return [...scores.values()]
}

/** A unit that was touched but comes out the same keeps its row. */
function isSameScore(a: UnitScore, b: UnitScore | undefined): boolean {
  return b !== undefined && a.provisional === b.provisional && a.leaves.every((leaf, at) => isSameLeaf(leaf, b.leaves[at]))
    && a.marks.every((mark, at) => isSameRatio(mark, b.marks[at] ?? null))
}

interface RowInput {
  plan: BoardPlan
  before: ScoredRow | undefined
  own: UnitScore
  decided: DecidedLeaves
  /** The unit's place among the scores. */
  at: number
}

function rowFor({ plan, before, own, decided, at }: RowInput): ScoredRow {
  if (before?.own === own && isDecidedAlike(before, decided, at)) return before
  return scoreRow(plan.compiled, own, withDecided(own, decided, at))
}

function isDecidedAlike(before: ScoredRow, decided: DecidedLeaves, at: number): boolean {
  for (const [leaf, scores] of decided) if (scores[at] !== before.leaves[leaf]) return false
  return true
}

/** A unit's leaves with the peers' rules decided; its own array where it has none. */
function withDecided(own: UnitScore, decided: DecidedLeaves, at: number): readonly LeafScore[] {
  if (decided.size === 0) return own.leaves
  const leaves = [...own.leaves]
  for (const [leaf, scores] of decided) {
    const score = scores[at]
    if (score) leaves[leaf] = score
  }
  return leaves
}
