import { figure } from '../../exact/decimal.ts'
import { minus, over, times, ZERO } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { scaledText } from '../../exact/round.ts'
import { boundText, valueText } from '../../exact/show.ts'
import type { RuleOf } from '../../rubric/rule.schema.ts'
import { levelsReached, slotsOf } from '../../rule/best-level.ts'
import { stepsAway } from '../../rule/linear.ts'
import { awarded, isEscalated } from '../../rule/occurrences.ts'
import { decimal } from '../../rule/rule.ts'
import { stepsOf } from '../../rule/steps.ts'
import { keeps, keepsAll } from '../../value/condition.ts'
import { compileOperand } from '../../value/operand.ts'
import { decimalsOf, showIn, valueIn } from '../leaf-case.ts'
import type { LeafCase } from '../leaf-case.ts'
import type { TraceStep } from '../types.ts'
import { comparison, exactly, ruledPoints, say } from '../words.ts'

/** How the rule made points of the value: every bound that was compared, the arithmetic, the rounding. */
export function ruleTrace(input: LeafCase): TraceStep[] {
  const { rule } = input.leaf.leaf
  if (rule.kind === 'best_level') return input.score.points === null || input.score.claimed ? [] : levelTrace(input, rule)
  const value = valueIn(input)
  if (!value || input.score.state !== 'scored' || input.score.claimed) return []
  switch (rule.kind) {
    case 'steps': return stepsTrace(input, rule, value)
    case 'linear': return linearTrace(input, rule, value)
    case 'proportional': return proportionalTrace(input, rule, value)
    case 'per_occurrence': return occurrenceTrace(input, rule, value)
    case 'award': return [arithmetic(input, `${rule.each} × ${exactly(awarded(rule, value))}`, times(decimal(rule.each), awarded(rule, value)))]
    case 'missing_items': return rule.required === undefined ? [] : missingTrace(input, rule, value)
    case 'zero_on_any':
    case 'zero_on_none': return [occurred(input, value)]
    default: return []
  }
}

function stepsTrace(input: LeafCase, rule: RuleOf<'steps'>, value: Ratio): TraceStep[] {
  const show = showIn(input)
  return stepsOf(rule).map((step) => {
    const holds = keepsAll(value, step.bounds)
    const compared = step.bounds.map((bound) => `${comparison(show, value, bound)} ${keeps(value, bound) ? '✓' : '✗'}`).join('，')
    const points = ruledPoints(step.text)
    return { kind: 'bound' as const, holds, text: say(`${compared} → ${holds ? points.zh : '不适用'}`, `${compared.replaceAll('，', ', ')} → ${holds ? points.en : 'does not hold'}`) }
  })
}

function linearTrace(input: LeafCase, rule: RuleOf<'linear'>, value: Ratio): TraceStep[] {
  const show = showIn(input)
  const bound = { key: rule.better === 'higher' ? 'at_least' as const : 'at_most' as const, figure: figure(rule.base), text: rule.base }
  const isGood = keeps(value, bound)
  const compared: TraceStep = { kind: 'bound', holds: isGood, text: say(`${comparison(show, value, bound)} ${isGood ? '✓ → 满分' : '✗'}`, `${comparison(show, value, bound)} ${isGood ? '✓ → full marks' : '✗'}`) }
  if (isGood) return [compared]
  const steps = stepsAway(rule, value)
  const gap = minus(bound.figure, value)
  const distance = boundText(show, gap.n < 0n ? { n: -gap.n, d: gap.d } : gap).replace(' %', '')
  const unit = show === 'percent' ? say(' 个百分点', ' percentage points') : say('', '')
  const away: TraceStep = { kind: 'arithmetic', text: say(`与 ${boundText(show, bound.figure)} 相差 ${distance}${unit.zh}，计 ${exactly(steps)} 档`, `${distance}${unit.en} from ${boundText(show, bound.figure)}: ${exactly(steps)} steps`) }
  const { max } = { max: input.leaf.exactMax }
  const raw = minus(max, times(decimal(rule.change), steps))
  return [compared, away, arithmetic(input, `${exactly(max)} − ${rule.change} × ${exactly(steps)}`, raw)]
}

function proportionalTrace(input: LeafCase, rule: RuleOf<'proportional'>, value: Ratio): TraceStep[] {
  const raw = times(input.leaf.exactMax, over(value, figure(rule.full)) ?? ZERO)
  return [arithmetic(input, `${exactly(input.leaf.exactMax)} × ${valueText(showIn(input), value)} ÷ ${rule.full}`, raw)]
}

function occurrenceTrace(input: LeafCase, rule: RuleOf<'per_occurrence'>, value: Ratio): TraceStep[] {
  const max = input.leaf.exactMax
  const line = arithmetic(input, `${exactly(max)} − ${rule.each} × ${exactly(value)}`, minus(max, times(decimal(rule.each ?? '0'), value)))
  if (!rule.escalation || !isEscalated(rule, value)) return [line]
  const { above, points, consequence } = rule.escalation
  return [line, { kind: 'bound', holds: true, text: say(`${exactly(value)} 次 > ${above} 次 → 得 ${points} 分，并${consequence.zh}`, `${exactly(value)} times > ${above} → ${points} points, and ${consequence.en}`) }]
}

function missingTrace(input: LeafCase, rule: RuleOf<'missing_items'>, value: Ratio): TraceStep[] {
  const required = compileOperand(rule.required ?? '0', input.plan.compiled.names)(input.view)
  if (!required) return []
  const gap = minus(required, value)
  const missing = gap.n < 0n ? ZERO : gap
  const max = input.leaf.exactMax
  const counted: TraceStep = { kind: 'arithmetic', text: say(`应完成 ${exactly(required)}，已完成 ${exactly(value)}，缺 ${exactly(missing)}`, `${exactly(required)} required, ${exactly(value)} done, ${exactly(missing)} missing`) }
  return [counted, arithmetic(input, `${exactly(max)} − ${rule.each} × ${exactly(missing)}`, minus(max, times(decimal(rule.each), missing)))]
}

function occurred(input: LeafCase, value: Ratio): TraceStep {
  const isFull = input.score.points === input.leaf.max
  return { kind: 'bound', holds: isFull, text: say(`发生 ${exactly(value)} 次 → ${isFull ? '满分' : '不得分'}`, `occurred ${exactly(value)} times → ${isFull ? 'full marks' : 'no points'}`) }
}

function levelTrace(input: LeafCase, rule: RuleOf<'best_level'>): TraceStep[] {
  const levels = levelsReached(rule, { view: input.view, slots: slotsOf(rule, { names: input.plan.compiled.names }) })
  const lines = rule.levels.map((level, at): TraceStep => {
    const reached = levels[at] ?? { count: 0, points: ZERO, id: level.id }
    const holds = reached.count >= Number(level.at_least)
    return { kind: 'bound', holds, text: say(
      `${level.title.zh}：${reached.count} ≥ ${level.at_least} ${holds ? `✓ → ${exactly(reached.points)} 分` : '✗ → 0 分'}`,
      `${level.title.en}: ${reached.count} ≥ ${level.at_least} ${holds ? `✓ → ${exactly(reached.points)}` : '✗ → 0'}`,
    ) }
  })
  const sum = levels.reduce((total, level) => total + Number(level.points.n * 1000n / level.points.d), 0)
  return [...lines, arithmetic(input, levels.map((level) => exactly(level.points)).join(' + '), { n: BigInt(sum), d: 1000n })]
}

/** One line of arithmetic that ends in the points given, with the limit and the rounding that came between. */
function arithmetic(input: LeafCase, expression: string, raw: Ratio): TraceStep {
  const given = scaledText(input.score.points ?? 0, decimalsOf(input))
  const result = exactly(raw)
  const isSame = raw.n * 10n ** BigInt(decimalsOf(input)) === BigInt(input.score.points ?? 0) * raw.d
  const tail = isSame ? say('', '') : say(` → ${given}（限幅或取 ${decimalsOf(input)} 位小数）`, ` → ${given} (limits, or rounded to ${decimalsOf(input)} decimals)`)
  return { kind: isSame ? 'arithmetic' : 'rounding', figure: given, text: say(`${expression} = ${result}${tail.zh}`, `${expression} = ${result}${tail.en}`) }
}

