import { pointsText } from '../shown/board-head.ts'
import { branchCell, rowOf } from '../shown/row-core.ts'
import { viewOf } from '../evaluate/unit/score-unit.ts'
import { branchesOf } from '../evaluate/row/totals.ts'
import { countedPoints } from '../evaluate/row/sum.ts'
import { gatesOf } from '../evaluate/structure/gates.ts'
import type { BoardPlan, BoardScore, ScoredRow, UnitFacts } from '../evaluate/types.ts'
import { pointsUnder } from './alternatives.ts'
import { rubricAmbiguities } from './ambiguities.ts'
import { discrepanciesOf } from './discrepancies.ts'
import { explainLeaf } from './explain-leaf.ts'
import { branchArithmetic } from './total/branch-arithmetic.ts'
import { totalArithmetic } from './total/total-arithmetic.ts'
import { totalSteps } from './total/total-steps.ts'
import type { BranchExplanationCore, LeafExplanationCore, UnitExplanationCore } from './types.ts'

/** Why a unit has its score, down to the measures; the parts shown add up to the total. The unit must be on the board. */
export function explainUnit(plan: BoardPlan, facts: UnitFacts, board: BoardScore, instant: number): UnitExplanationCore {
  const row = board.byUnit.get(facts.unit)
  if (!row) throw new RangeError(`explainUnit: the unit ${facts.unit} is not on this board of ${plan.rubric.id}; score the board with it first`)
  const { unit, rank, score, low, high, tier, converted } = rowOf(plan, row)
  return {
    unit, rank, score, low, high, tier, converted, steps: totalSteps({ plan, row, view: viewOf(plan, facts, instant) }),
    arithmetic: totalArithmetic(plan, row), branches: explainBranches(plan, row), leaves: explainLeaves({ plan, facts, board, instant }, row),
    ambiguities: rubricAmbiguities(plan.rubric, plan.compiled.leaves), discrepancies: discrepanciesOf(plan.rubric, unit),
  }
}

interface Asked {
  plan: BoardPlan
  facts: UnitFacts
  board: BoardScore
  instant: number
}

/** Leaves by points lost, most first; open ones by what they may still lose. */
function explainLeaves({ plan, facts, board, instant }: Asked, row: ScoredRow): LeafExplanationCore[] {
  const view = viewOf(plan, facts, instant)
  const under = pointsUnder({ plan, facts, board, instant })
  const explained = plan.compiled.leaves.flatMap((leaf) => {
    const score = row.leaves[leaf.at]
    if (!score) return []
    const lost = leaf.leaf.bonus === 'true' ? 0 : score.max - countedPoints(score)
    return [{ lost, open: score.high - score.low, explanation: explainLeaf({ plan, leaf, score, facts, view, board, row, pointsUnder: under }) }]
  })
  return explained.sort((a, b) => b.lost - a.lost || b.open - a.open).map((entry) => entry.explanation)
}

function explainBranches(plan: BoardPlan, row: ScoredRow): BranchExplanationCore[] {
  const { compiled, rubric } = plan
  const [scores, gates] = [branchesOf(compiled, row.leaves), gatesOf(compiled, row.leaves)]
  return compiled.branches.map((entry, at) => {
    const { branch, parent } = entry
    const score = scores[at] ?? { points: null, low: 0, high: 0, max: 0, claimed: false, state: 'scored' }
    return {
      indicator: branch.id, parent, number: branch.number, title: branch.title, cell: branchCell(compiled, score),
      max: branch.points === undefined ? null : pointsText(rubric, branch.points), arithmetic: branchArithmetic({ compiled, leaves: row.leaves, gates: entry.isOutside ? gates : null }, entry, countedPoints(score)),
    }
  })
}
