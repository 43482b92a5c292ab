import { parseDecimal } from '../../exact/decimal.ts'
import { plus, ZERO } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { roundScaled, scaledText } from '../../exact/round.ts'
import { decimalsOf } from '../leaf-case.ts'
import type { LeafCase } from '../leaf-case.ts'
import type { TraceStep } from '../types.ts'
import { say, signed } from '../words.ts'
import { whoWords } from './judgement-trace.ts'

/** What named persons added to the leaf's points or took from them, each with its reason; and where the leaf's limits let less of it count. */
export function adjustmentTrace(input: LeafCase): TraceStep[] {
  const { leaf, score, view } = input
  if (score.state === 'not_applicable') return []
  const adjusted = view.judgementsOf(leaf.leaf.id).filter(({ kind, item }) => kind === 'adjusted' && item === undefined)
  const steps = adjusted.map((judgement): TraceStep => {
    const [points, who] = [signed(judgement.value), whoWords(judgement)]
    return { kind: 'adjustment', figure: judgement.value, text: say(`调整 ${points} 分（${who.zh}）`, `Adjusted by ${points} (${who.en})`) }
  })
  return steps.length === 0 ? [] : [...steps, ...limitStep(input, adjusted.map(({ value }) => value))]
}

function limitStep(input: LeafCase, values: readonly string[]): TraceStep[] {
  const { score, plan } = input
  const sum = values.reduce<Ratio>((total, value) => plus(total, parseDecimal(value) ?? ZERO), ZERO)
  const asked = Number(roundScaled(sum, plan.compiled.decimals, plan.compiled.mode))
  if (asked === score.adjustment) return []
  const text = (points: number): string => signed(scaledText(points, decimalsOf(input)))
  return [{ kind: 'adjustment', figure: scaledText(score.adjustment, decimalsOf(input)), text: say(`调整合计 ${text(asked)} 分，限于本项范围，计入 ${text(score.adjustment)} 分`, `${text(asked)} in all; within the limits of the leaf ${text(score.adjustment)} counts`) }]
}
