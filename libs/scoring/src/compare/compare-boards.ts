import type { BoardPlan, BoardRowCore, BoardScore, CellCore, ScoreState } from '../evaluate/types.ts'
import { indicatorHeads } from '../shown/board-head.ts'
import { rowOf } from '../shown/row-core.ts'
import type { Bilingual } from '../rubric/text.schema.ts'

/** A board that was scored, with what it was scored by. */
export interface ScoredBoard {
  plan: BoardPlan
  score: BoardScore
}

/** Where a unit stands on one of two boards. */
export type Standing = Pick<BoardRowCore, 'rank' | 'score' | 'low' | 'high' | 'tier'>

/** A leaf whose points or state differ; null where the rubric of that board has no such leaf. */
export interface LeafDifference {
  indicator: string
  number: string
  title: Bilingual
  before: { points: string | null; state: ScoreState } | null
  after: { points: string | null; state: ScoreState } | null
}

/** One unit on both boards, with the leaves that differ in the order of the document. */
export interface RowDifference {
  unit: string
  before: Standing
  after: Standing
  leaves: LeafDifference[]
}

/** Two boards of the same units: rows in the order of the second, and how many units have another rank, score or tier. */
export interface BoardDifference {
  moved: number
  rows: RowDifference[]
}

/** Who moves, by how much and through which leaves, from one board to the other. Units that only one of them has are left out. */
export function compareBoards(before: ScoredBoard, after: ScoredBoard): BoardDifference {
  const leaves = leavesOfBoth(before.plan, after.plan)
  const rows = after.score.rows.flatMap((row): RowDifference[] => {
    const old = before.score.byUnit.get(row.unit)
    if (!old) return []
    const [was, is] = [rowOf(before.plan, old), rowOf(after.plan, row)]
    return [{ unit: row.unit, before: standingOf(was), after: standingOf(is), leaves: leaves.flatMap((leaf) => differenceOf(leaf, was.cells[leaf.indicator], is.cells[leaf.indicator]) ?? []) }]
  })
  return { moved: rows.filter(isMoved).length, rows }
}

/** Whether a unit has another rank, score or tier. */
export function isMoved({ before, after }: Pick<RowDifference, 'before' | 'after'>): boolean {
  return before.rank !== after.rank || before.score !== after.score || before.tier !== after.tier
}

type LeafName = Pick<LeafDifference, 'indicator' | 'number' | 'title'>

/** By the order and the words of the second board; leaves that only the first has come after. */
function leavesOfBoth(before: BoardPlan, after: BoardPlan): LeafName[] {
  const names = new Map<string, LeafName>()
  for (const { rubric } of [after, before]) {
    for (const { id, number, title, leaf } of indicatorHeads(rubric)) if (leaf && !names.has(id)) names.set(id, { indicator: id, number, title })
  }
  return [...names.values()]
}

function differenceOf(leaf: LeafName, was: CellCore | undefined, is: CellCore | undefined): LeafDifference | null {
  const isSame = was && is && was.points === is.points && was.state === is.state && was.low === is.low && was.high === is.high
  return isSame ? null : { ...leaf, before: pointsOf(was), after: pointsOf(is) }
}

const pointsOf = (cell: CellCore | undefined): LeafDifference['before'] => (cell ? { points: cell.points, state: cell.state } : null)

const standingOf = ({ rank, score, low, high, tier }: BoardRowCore): Standing => ({ rank, score, low, high, tier })
