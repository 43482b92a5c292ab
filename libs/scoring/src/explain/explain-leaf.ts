import { clauseOf, pointsText } from '../shown/board-head.ts'
import { leafCell } from '../shown/row-core.ts'
import { scaledText } from '../exact/round.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import { ambiguitiesOf } from './ambiguities.ts'
import { missingWords } from './gain/missing.ts'
import { decimalsOf, titleIn } from './leaf-case.ts'
import type { LeafCase } from './leaf-case.ts'
import { gateWords, leafNotes } from './leaf-notes.ts'
import { ruleSentence } from './rule-sentence.ts'
import { adjustmentTrace } from './trace/adjustment-trace.ts'
import { claimOf, claimTrace } from './trace/claim-trace.ts'
import { judgementTrace } from './trace/judgement-trace.ts'
import { referenceTrace } from './trace/reference-trace.ts'
import { ruleTrace } from './trace/rule/rule-trace.ts'
import { sharingTrace } from './trace/sharing-trace.ts'
import { sourceTrace } from './trace/source-trace.ts'
import { rankTrace } from './trace/rank-trace.ts'
import { stateTrace } from './trace/state-trace.ts'
import { valueTrace } from './trace/value-trace.ts'
import type { LeafExplanationCore, TraceStep } from './types.ts'
import { join, say } from './words.ts'

/** Why one leaf of one unit has its points: measures → value → bounds → arithmetic → points, the clause, what is missing, other readings. */
export function explainLeaf(input: LeafCase): LeafExplanationCore {
  const { plan, leaf, score } = input
  const { leaf: source } = leaf
  const claim = claimOf(input)
  const steps = [
    ...sourceTrace(input), ...referenceTrace(input), ...judgementTrace(input), ...claimTrace(claim), ...valueTrace(input), ...ruleTrace(input),
    ...rankTrace(input), ...adjustmentTrace(input), ...sharingTrace(input), ...stateTrace(input),
  ]
  const missing = missingHere(input)
  const text = (points: number): string => scaledText(points, decimalsOf(input))
  const hasPoints = source.points !== undefined
  return {
    indicator: source.id, number: source.number, path: leaf.ancestors.map((branch) => branch.title), title: source.title,
    cell: leafCell(plan.compiled, leaf.at, score),
    max: source.points === undefined ? null : source.penalty === 'true' ? text(0) : pointsText(plan.rubric, source.points), adjustedMax: hasPoints ? text(score.max) : null,
    lost: hasPoints && score.points !== null && source.bonus !== 'true' ? text(score.max - score.points) : null,
    state: score.state, bonus: source.bonus === 'true', rule: ruleWords(input), clause: clauseOf(plan.rubric, source),
    steps, claim, missing, paragraph: paragraphOf(input, steps, missing), ambiguities: ambiguitiesOf(plan.rubric, leaf, input.pointsUnder),
  }
}

/** Behind a shut gate nothing more counts until it opens. */
function missingHere(input: LeafCase): Bilingual | null {
  const { plan, leaf, board, facts } = input
  const missing = missingWords(input)
  const gated = board.byUnit.get(facts.unit)?.gated ?? []
  const shut = [leaf.leaf, ...leaf.ancestors].find(({ id }) => gated.includes(id))
  return missing && shut?.gate ? join([gateWords(shut.gate, (id) => titleIn(plan, id)), missing], '；', '; ') : missing
}

/** The rule in one sentence, with what stands beside it: gate, weight, for whom it is, what "not applicable" gives. */
function ruleWords({ plan, leaf }: LeafCase): Bilingual {
  return join([ruleSentence(leaf.leaf), ...leafNotes(leaf.leaf, (id) => titleIn(plan, id))], '；', '; ')
}

/** One paragraph for a phone call: the points, how they came about, what is missing, where it says so. */
function paragraphOf(input: LeafCase, steps: readonly TraceStep[], missing: Bilingual | null): Bilingual {
  const { leaf: source } = input.leaf
  const told = steps.filter((step) => step.kind === 'bound' ? step.holds !== false : step.kind !== 'measure' && step.kind !== 'attribute')
  const clause = clauseOf(input.plan.rubric, source)
  const heading = headingOf(input)
  return say(
    `${source.number} ${source.title.zh}：${heading.zh}。${told.map((step) => `${step.text.zh}。`).join('')}${missing ? `下一步：${missing.zh}。` : ''}依据：${clause}。`,
    `${source.number} ${source.title.en}: ${heading.en}. ${told.map((step) => `${step.text.en}. `).join('')}${missing ? `Next: ${missing.en}. ` : ''}Source: ${clause}.`,
  )
}

function headingOf(input: LeafCase): Bilingual {
  const { leaf, score } = input
  const text = (points: number): string => scaledText(points, decimalsOf(input))
  if (leaf.leaf.points === undefined) return say('只作统计', 'counted only')
  const of = leaf.leaf.penalty === 'true' ? say(`减分项，最多扣 ${text(-leaf.least)} 分`, `a penalty of at most ${text(-leaf.least)}`) : leaf.leaf.bonus === 'true' ? say(`加分项，最多 ${text(leaf.max)} 分`, `a bonus of at most ${text(leaf.max)}`) : say(`满分 ${text(score.max)} 分`, `of ${text(score.max)}`)
  if (score.points === null) return say(`尚未定分，可能得 ${text(score.low)}–${text(score.high)} 分（${of.zh}）`, `open, ${text(score.low)}–${text(score.high)} (${of.en})`)
  const claimed = score.claimed ? say('自报', 'claimed ') : say('得', '')
  return say(`${claimed.zh} ${text(score.points)} 分（${of.zh}）`, `${claimed.en}${text(score.points)} points (${of.en})`)
}
