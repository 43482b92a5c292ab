import { over, times } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { valueText } from '../../exact/show.ts'
import type { RuleOf } from '../../rubric/rule.schema.ts'
import { bestOf, placePointsOf } from '../../rule/rank.ts'
import { showIn, valueIn } from '../leaf-case.ts'
import type { LeafCase } from '../leaf-case.ts'
import { peersOf } from '../peer-values.ts'
import type { TraceStep } from '../types.ts'
import { exactly, say } from '../words.ts'
import { arithmetic } from './rule/arithmetic.ts'

/** The rank that the peers gave with whoever shares it, or the best value of the group, and the points of it. */
export function rankTrace(input: LeafCase): TraceStep[] {
  const { rule } = input.leaf.leaf
  if (rule.kind !== 'rank' || input.score.place === null || input.score.claimed) return []
  return rule.to_best ? bestTrace(input, rule) : [placeStep(input, rule, input.score.place)]
}

function placeStep({ score, row, leaf, board }: LeafCase, rule: RuleOf<'rank'>, place: number): TraceStep {
  const band = placePointsOf(rule).find(({ from, to }) => place >= from && place <= to)
  const isSettled = row.decided[leaf.at]?.points !== null
  const points = isSettled ? say(`${exactly(band?.points ?? { n: 0n, d: 1n })} 分`, `${exactly(band?.points ?? { n: 0n, d: 1n })} points`) : say('得分未定', 'points open')
  const tied = peersOf({ board, leaf }).sharing.get(place) ?? 0
  const shared = tied > 1 ? say(`，与 ${tied - 1} 个单位并列 `, `, shared with ${tied - 1}`) : say('', '')
  return {
    kind: 'rank', figure: String(place),
    text: say(`组内第 ${place} 名（共 ${score.placeOf} 个单位有数）${shared.zh}→ ${points.zh}`, `rank ${place} of ${score.placeOf} units with a value${shared.en} → ${points.en}`),
  }
}

function bestTrace(input: LeafCase, rule: RuleOf<'rank'>): TraceStep[] {
  const { leaf, score } = input
  const [own, best] = [valueIn(input), bestValue(input, rule)]
  if (!own || !best) return []
  const text = (value: Ratio): string => valueText(showIn(input), value)
  const isHigh = rule.direction === 'desc'
  const step: TraceStep = {
    kind: 'rank', figure: text(best),
    text: say(`组内${isHigh ? '最高' : '最低'}值 ${text(best)}（本单位第 ${score.place} 名，共 ${score.placeOf} 个单位有数）`, `${isHigh ? 'highest' : 'lowest'} value of the group ${text(best)} (own rank ${score.place} of ${score.placeOf})`),
  }
  const [part, whole] = isHigh ? [own, best] : [best, own]
  const share = best.n > 0n && own.n > 0n ? over(part, whole) : null
  return share && input.row.decided[leaf.at]?.points !== null ? [step, arithmetic(input, `${exactly(leaf.exactMax)} × ${text(part)} ÷ ${text(whole)}`, times(leaf.exactMax, share))] : [step]
}

function bestValue(input: LeafCase, rule: RuleOf<'rank'>): Ratio | null {
  return bestOf(peersOf(input).rising.map(({ value }) => value), rule.direction)
}
