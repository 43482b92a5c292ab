import type { CompiledBranch, Part } from '../evaluate/plan/compiled.ts'
import { pointsText } from '../shown/board-head.ts'
import { branchCell, rowOf } from '../shown/row-core.ts'
import { viewOf } from '../evaluate/unit/score-unit.ts'
import { branchesOf } from '../evaluate/row/totals.ts'
import type { BoardPlan, BoardScore, BranchScore, ScoredRow, UnitFacts } from '../evaluate/types.ts'
import { scaledText } from '../exact/round.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import { pointsUnder } from './alternatives.ts'
import { rubricAmbiguities } from './ambiguities.ts'
import { discrepanciesOf } from './discrepancies.ts'
import { explainLeaf } from './explain-leaf.ts'
import type { BranchExplanationCore, LeafExplanationCore, UnitExplanationCore } from './types.ts'
import { same, say } from './words.ts'

/** Why a unit has its score, down to the measures; the parts shown add up to the total. The unit must be on the board. */
export function explainUnit(plan: BoardPlan, facts: UnitFacts, board: BoardScore, instant: number): UnitExplanationCore {
  const row = board.byUnit.get(facts.unit)
  if (!row) throw new RangeError(`explainUnit: the unit ${facts.unit} is not on this board of ${plan.rubric.id}; score the board with it first`)
  const { unit, rank, score, low, high, tier, converted } = rowOf(plan, row)
  return {
    unit, rank, score, low, high, tier, converted, steps: [],
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
    const lost = leaf.leaf.bonus === 'true' ? 0 : score.max - (score.points ?? score.low)
    return [{ lost, open: score.high - score.low, explanation: explainLeaf({ plan, leaf, score, facts, view, board, row, pointsUnder: under }) }]
  })
  return explained.sort((a, b) => b.lost - a.lost || b.open - a.open).map((entry) => entry.explanation)
}

function explainBranches(plan: BoardPlan, row: ScoredRow): BranchExplanationCore[] {
  const { compiled, rubric } = plan
  const scores = branchesOf(compiled, row.leaves)
  return compiled.branches.map((entry, at) => {
    const { branch, parent } = entry
    const score = scores[at] ?? { points: null, low: 0, high: 0, max: 0, claimed: false, state: 'scored' }
    return {
      indicator: branch.id, parent, number: branch.number, title: branch.title, cell: branchCell(compiled, score),
      max: branch.points === undefined ? null : pointsText(rubric, branch.points), arithmetic: branchArithmetic(plan, { entry, score, scores, row }),
    }
  })
}

interface BranchCase {
  entry: CompiledBranch
  score: BranchScore
  scores: readonly BranchScore[]
  row: ScoredRow
}

function branchArithmetic(plan: BoardPlan, { entry, score, scores, row }: BranchCase): Bilingual {
  return sumWords(plan, { parts: entry.parts, scores, row, result: score.points ?? score.low, cap: entry.cap })
}

/** The total written out; where a value ranks instead of points, the value. */
function totalArithmetic(plan: BoardPlan, row: ScoredRow): Bilingual {
  const { compiled } = plan
  if (!compiled.hasPoints) return row.score === null ? say('文件未规定分值', 'The document prints no points') : same(`${scaledText(row.score, compiled.decimals)} %`)
  return sumWords(plan, { parts: compiled.roots, scores: branchesOf(compiled, row.leaves), row, result: row.score ?? row.low, cap: compiled.cap })
}

interface SumCase {
  parts: readonly Part[]
  scores: readonly BranchScore[]
  row: ScoredRow
  result: number
  cap: number
}

/** `5.00 + 16.00 + 55.00 + 20.00 = 96.00`; open parts stand with what is certain, a cap is named where it binds. */
function sumWords({ compiled }: BoardPlan, { parts, scores, row, result, cap }: SumCase): Bilingual {
  const text = (points: number): string => scaledText(points, compiled.decimals)
  const points = parts.map((part) => {
    const score = 'leaf' in part ? row.leaves[part.leaf] : scores[part.branch]
    return score ? score.points ?? score.low : 0
  })
  const sum = points.reduce((total, part) => total + part, 0)
  const line = points.length === 1 ? text(sum) : `${points.map(text).join(' + ')} = ${text(sum)}`
  if (sum <= cap) return same(line)
  return say(`${line}，封顶 ${text(result)}`, `${line}, capped at ${text(result)}`)
}
