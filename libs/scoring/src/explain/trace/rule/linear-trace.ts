import { figure } from '../../../exact/decimal.ts'
import { compare, minus, over, plus, times, ZERO } from '../../../exact/ratio.ts'
import type { Ratio } from '../../../exact/ratio.ts'
import { boundText, valueText } from '../../../exact/show.ts'
import type { RuleOf } from '../../../rubric/rule.schema.ts'
import { stepsAway, stepsBeyond } from '../../../rule/linear.ts'
import { decimal } from '../../../rule/rule.ts'
import { keeps } from '../../../value/condition.ts'
import { showIn } from '../../leaf-case.ts'
import type { LeafCase } from '../../leaf-case.ts'
import type { TraceStep } from '../../types.ts'
import { comparison, exactly, say } from '../../words.ts'
import { arithmetic, fullMarks, noPoints } from './arithmetic.ts'

/** `linear`: the base compared, how many steps away, what they cost or gain. */
export function linearTrace(input: LeafCase, rule: RuleOf<'linear'>, value: Ratio): TraceStep[] {
  const bound = { key: rule.better === 'higher' ? 'at_least' as const : 'at_most' as const, figure: figure(rule.base), text: rule.base }
  const isGood = keeps(value, bound)
  const atBase = rule.at_base === undefined ? input.leaf.exactMax : decimal(rule.at_base)
  const gained = isGood && rule.gain !== undefined ? stepsBeyond(rule, value) : ZERO
  const [full, compared] = [atBase === input.leaf.exactMax ? fullMarks(input) : say(`${exactly(atBase)} 分`, `${exactly(atBase)} points`), comparison(showIn(input), value, bound)]
  const step: TraceStep = { kind: 'bound', holds: isGood, text: say(`${compared} ${isGood ? `✓ → ${full.zh}` : '✗'}`, `${compared} ${isGood ? `✓ → ${full.en}` : '✗'}`) }
  if (isGood && gained.n === 0n) return [step]
  const steps = isGood ? gained : stepsAway(rule, value)
  const [sign, each] = isGood ? ['+', rule.gain ?? '0'] : ['−', rule.change]
  const raw = isGood ? plus(atBase, times(decimal(each), steps)) : minus(atBase, times(decimal(each), steps))
  return [step, away(input, { value, base: bound.figure, steps }), arithmetic(input, `${exactly(atBase)} ${sign} ${each} × ${exactly(steps)}`, raw)]
}

function away(input: LeafCase, { value, base, steps }: { value: Ratio; base: Ratio; steps: Ratio }): TraceStep {
  const show = showIn(input)
  const gap = minus(base, value)
  const distance = boundText(show, gap.n < 0n ? { n: -gap.n, d: gap.d } : gap).replace(' %', '')
  const unit = show === 'percent' ? say(' 个百分点', ' percentage points') : say('', '')
  const from = boundText(show, base)
  return { kind: 'arithmetic', text: say(`与 ${from} 相差 ${distance}${unit.zh}，计 ${exactly(steps)} 档`, `${distance}${unit.en} from ${from}: ${exactly(steps)} steps`) }
}

/** `proportional`: whether it counts at all, and the share of the full value. */
export function proportionalTrace(input: LeafCase, rule: RuleOf<'proportional'>, value: Ratio): TraceStep[] {
  const show = showIn(input)
  const line = arithmetic(input, `${exactly(input.leaf.exactMax)} × ${valueText(show, value)} ÷ ${rule.full}`, times(input.leaf.exactMax, over(value, figure(rule.full)) ?? ZERO))
  if (rule.from === undefined) return [line]
  const bound = { key: 'at_least' as const, figure: figure(rule.from), text: rule.from }
  const holds = compare(value, bound.figure) >= 0
  const [compared, none] = [comparison(show, value, bound), noPoints(input)]
  const step: TraceStep = { kind: 'bound', holds, text: say(`${compared} ${holds ? '✓' : `✗ → ${none.zh}`}`, `${compared} ${holds ? '✓' : `✗ → ${none.en}`}`) }
  return holds ? [step, line] : [step]
}

/** `imported`: the other scheme's score in proportion, or the band of its rank. */
export function importedTrace(input: LeafCase, rule: RuleOf<'imported'>, value: Ratio): TraceStep[] {
  const full = rule.full ?? '100'
  if (rule.of === 'score') return [arithmetic(input, `${exactly(input.leaf.exactMax)} × ${exactly(value)} ÷ ${full}`, times(input.leaf.exactMax, over(value, figure(full)) ?? ZERO))]
  const { zh, en } = rule.scheme
  return [arithmeticOfRank(input, say(`在${zh}中第 ${exactly(value)} 名`, `rank ${exactly(value)} in ${en}`))]
}

function arithmeticOfRank(input: LeafCase, place: { zh: string; en: string }): TraceStep {
  const points = input.row.decided[input.leaf.at]?.exact
  const given = points ? exactly(points) : givenText(input)
  return { kind: 'bound', holds: true, text: say(`${place.zh} → ${given} 分`, `${place.en} → ${given} points`) }
}

function givenText(input: LeafCase): string {
  return arithmetic(input, '', ZERO).figure ?? ''
}
