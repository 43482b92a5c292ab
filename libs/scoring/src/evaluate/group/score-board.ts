import { decidePeers, leavesNow } from './peers.ts'
import type { DecidedLeaves, Member } from './peers.ts'
import { rankRows } from './rank-rows.ts'
import { scoreRow } from '../row/score-row.ts'
import { rescoreFew } from './rescore-few.ts'
import { isSameScore } from './same-leaf.ts'
import { summariesOf } from './summaries.ts'
import type { BoardPlan, BoardScore, ScoredRow, UnitScore } from '../types.ts'

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
  return rescoreFew(plan, board, changed) ?? rescoreAll(plan, board, changed)
}

function rescoreAll(plan: BoardPlan, board: BoardScore, changed: readonly UnitScore[]): BoardScore {
  const { compiled } = plan
  const members = membersOf(board, changed)
  const decided = decidePeers(compiled, members)
  const rows = rankRows(compiled, members.map((member, at) => rowFor(plan, member, { decided, at })))
  const byUnit = new Map<string, ScoredRow>()
  const moved: string[] = []
  for (const row of rows) {
    byUnit.set(row.unit, row)
    if (board.byUnit.get(row.unit) !== row) moved.push(row.unit)
  }
  const scores = members.map(({ own }) => own)
  return { rows, byUnit, summaries: summariesOf(plan, scores), provisional: scores.some((score) => score.provisional), changed: moved }
}

/** The board's units with their changed scores, then those that join it. */
function membersOf(board: BoardScore, changed: readonly UnitScore[]): Member[] {
  const fresh = new Map(changed.map((score) => [score.unit, score]))
  const members = board.rows.map((before): Member => {
    const score = fresh.get(before.unit)
    return { own: score && !isSameScore(score, before.own) ? score : before.own, before }
  })
  for (const own of fresh.values()) if (!board.byUnit.has(own.unit)) members.push({ own, before: undefined })
  return members
}

interface Decision {
  decided: DecidedLeaves
  /** The member's place. */
  at: number
}

function rowFor({ compiled }: BoardPlan, { own, before }: Member, decision: Decision): ScoredRow {
  if (before?.own === own && isDecidedAlike(before, decision)) return before
  return scoreRow(compiled, own, leavesNow(compiled, { own, before }, decision))
}

function isDecidedAlike(before: ScoredRow, { decided, at }: Decision): boolean {
  for (const [leaf, scores] of decided) if (scores[at] !== before.decided[leaf]) return false
  return true
}
