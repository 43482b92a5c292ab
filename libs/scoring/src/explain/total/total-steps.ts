import { totalOf } from '../../evaluate/row/totals.ts'
import type { BoardPlan, ScoredRow } from '../../evaluate/types.ts'
import { plainText, scaledText } from '../../exact/round.ts'
import { decimal } from '../../rule/rule.ts'
import type { FactsView } from '../../value/facts-view.ts'
import type { TraceStep } from '../types.ts'
import { say, signed } from '../words.ts'
import { signedSum } from './branch-arithmetic.ts'
import { hasSay, partsOfTotal } from './outside-parts.ts'
import type { OutsidePart } from './outside-parts.ts'
import { titleIn } from '../leaf-case.ts'
import { tierSteps } from './tier-step.ts'
import { vetoSteps } from './veto-steps.ts'

/** One unit's total to be told. */
export interface TotalCase {
  plan: BoardPlan
  row: ScoredRow
  view: FactsView
}

/** The way from the base to the tier: bonus and gate, penalty, cap, vetoes, conversion, tier; only what has a say. */
export function totalSteps(input: TotalCase): TraceStep[] {
  if (!input.plan.compiled.hasPoints) return []
  return [...outsideSteps(input), ...capStep(input), ...vetoSteps(input), ...conversionStep(input), ...tierSteps(input)]
}

const textOf = ({ plan }: TotalCase) => (points: number): string => scaledText(points, plan.compiled.decimals)

function outsideSteps(input: TotalCase): TraceStep[] {
  const { plan: { compiled }, row } = input
  const text = textOf(input)
  const { base, outside } = partsOfTotal(compiled, row.leaves)
  const heard = outside.filter(hasSay)
  if (heard.length === 0) return []
  const sum = base.reduce((total, part) => total + part.points, 0)
  const line = base.length === 1 ? text(sum) : `${signedSum(base.map(({ points }) => text(points)))} = ${text(sum)}`
  const all = [sum, ...heard.map(({ counted }) => counted.points)]
  const total = all.reduce((whole, part) => whole + part, 0)
  return [
    { kind: 'arithmetic', figure: text(sum), text: say(`基础分 ${line}`, `base ${line}`) },
    ...heard.map((part) => outsideStep(input, part)),
    { kind: 'arithmetic', figure: text(total), text: say(`合计 ${signedSum(all.map(text))} = ${text(total)}`, `in all ${signedSum(all.map(text))} = ${text(total)}`) },
  ]
}

function outsideStep(input: TotalCase, { title, before, counted, gate, read }: OutsidePart): TraceStep {
  const text = textOf(input)
  const isPenalty = before.low < 0 || counted.points < 0
  const figure = before.low === before.high || counted.points !== 0 ? signed(text(before.points)) : `${text(before.low)}–${text(before.high)}`
  const name = isPenalty ? say(`减分“${title.zh}” ${figure}`, `penalty “${title.en}” ${figure}`) : say(`加分“${title.zh}” ${figure}`, `bonus “${title.en}” ${figure}`)
  if (!gate) return { kind: 'arithmetic', figure: text(counted.points), text: name }
  const { reads, line } = gate.gate
  const source = reads === null ? say('基础分', 'base') : titleIn(input.plan, idOf(input, reads))
  const compared = `${text(read ?? 0)} ${gate.isOpen ? '≥' : '<'} ${text(line)}`
  const isUnsure = gate.mayBeOpen && gate.mayBeShut
  const outcome = isUnsure ? say('未定是否计入', 'whether it counts is open') : gate.isOpen ? say('计入', 'it counts') : say('不计入', 'it does not count')
  const mark = gate.isOpen ? '✓' : '✗'
  return { kind: 'gate', holds: gate.isOpen, figure: text(counted.points), text: say(`${name.zh}：${source.zh} ${compared} ${mark} → ${outcome.zh}`, `${name.en}: ${source.en} ${compared} ${mark} → ${outcome.en}`) }
}

function idOf({ plan: { compiled } }: TotalCase, part: { leaf: number } | { branch: number }): string {
  return ('leaf' in part ? compiled.leaves[part.leaf]?.leaf.id : compiled.branches[part.branch]?.branch.id) ?? ''
}

function capStep(input: TotalCase): TraceStep[] {
  const { plan: { compiled }, row } = input
  const { base, outside } = partsOfTotal(compiled, row.leaves)
  const sum = [...base.map(({ points }) => points), ...outside.map(({ counted }) => counted.points)].reduce((total, part) => total + part, 0)
  const limited = totalOf(compiled, row.leaves).points
  if (sum === limited) return []
  const text = textOf(input)
  const words = sum > limited ? say(`${text(sum)} > ${text(limited)}，总分封顶 ${text(limited)}`, `${text(sum)} > ${text(limited)}: capped at ${text(limited)}`) : say(`${text(sum)} < 0，总分计 ${text(limited)}`, `${text(sum)} < 0: counted as ${text(limited)}`)
  return [{ kind: 'cap', figure: text(limited), text: words }]
}

function conversionStep(input: TotalCase): TraceStep[] {
  const { plan: { rubric }, row } = input
  const { conversion } = rubric
  if (!conversion || row.score === null) return []
  const { title, weight } = conversion
  if (weight === 'undeclared') return [{ kind: 'conversion', text: say(`${title.zh}：文件未公布权重，不折算`, `${title.en}: the weight is unpublished, so it is not converted`) }]
  const text = textOf(input)
  const converted = text(row.converted?.score ?? 0)
  const line = `${text(row.score)} × ${weight} ÷ ${plainText(decimal(rubric.points?.total ?? '100'))} = ${converted}`
  return [{ kind: 'conversion', figure: converted, text: say(`${title.zh}：${line}`, `${title.en}: ${line}`) }]
}
