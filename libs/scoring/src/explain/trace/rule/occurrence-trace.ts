import { minus, plus, times, ZERO } from '../../../exact/ratio.ts'
import type { Ratio } from '../../../exact/ratio.ts'
import type { RuleOf } from '../../../rubric/rule.schema.ts'
import { awarded, isEscalated } from '../../../rule/occurrences.ts'
import { decimal } from '../../../rule/rule.ts'
import { occurrencesOf, streamsOf } from '../../../rule/streams.ts'
import type { StreamOutcome } from '../../../rule/streams.ts'
import { triggersOf } from '../../../rule/triggers.ts'
import { compileOperand } from '../../../value/operand.ts'
import type { LeafCase } from '../../leaf-case.ts'
import type { TraceStep } from '../../types.ts'
import { exactly, join, say } from '../../words.ts'
import { arithmetic, fullMarks, noPoints, startText } from './arithmetic.ts'

/** `per_occurrence` of a value: what all of them cost, and where more than allowed lead to. */
export function occurrenceTrace(input: LeafCase, rule: RuleOf<'per_occurrence'>, value: Ratio): TraceStep[] {
  if (isEscalated(rule, value)) return [escalatedStep(rule, value)]
  return [arithmetic(input, `${startText(input)} − ${rule.each} × ${exactly(value)}`, minus(input.leaf.exactMax, times(decimal(rule.each ?? '0'), value)))]
}

function escalatedStep(rule: RuleOf<'per_occurrence'>, count: Ratio): TraceStep {
  const { above, points, consequence } = rule.escalation ?? { above: '0', points: '0', consequence: say('', '') }
  return { kind: 'bound', holds: true, text: say(`${exactly(count)} 次 > ${above} 次 → 得 ${points} 分，并${consequence.zh}`, `${exactly(count)} times > ${above} → ${points} points, and ${consequence.en}`) }
}

/** `per_occurrence` with streams: each stream with its count and charge, its cap, what counted once; then all of them. */
export function streamTrace(input: LeafCase, rule: RuleOf<'per_occurrence'>): TraceStep[] {
  const streams = streamsOf(rule, { view: input.view, names: input.plan.compiled.names })
  const once: TraceStep[] = rule.once_per_key === 'true' ? [{ kind: 'arithmetic', text: say('同一件只按扣分最多的一类计一次', 'what falls under several kinds counts once, where it costs most') }] : []
  const lines = [...once, ...streams.map(streamStep)]
  const all = occurrencesOf(streams)
  if (isEscalated(rule, all)) return [...lines, escalatedStep(rule, all)]
  const charges = streams.map(({ charge }) => charge ?? ZERO)
  const sum = charges.reduce<Ratio>((total, charge) => plus(total, charge), ZERO)
  return [...lines, arithmetic(input, `${startText(input)} − (${charges.map(exactly).join(' + ')})`, minus(input.leaf.exactMax, sum))]
}

function streamStep({ title, each, count, uncapped, charge }: StreamOutcome): TraceStep {
  if (!count || !uncapped || !charge) return { kind: 'arithmetic', text: say(`${title.zh}：次数未知`, `${title.en}: number unknown`) }
  const product = `${exactly(count)} × ${exactly(each)} = ${exactly(uncapped)}`
  const capped = uncapped === charge ? say('', '') : say(`，最多扣 ${exactly(charge)}`, `, at most ${exactly(charge)}`)
  return { kind: 'arithmetic', figure: exactly(charge), text: say(`${title.zh}：${product}${capped.zh}`, `${title.en}: ${product}${capped.en}`) }
}

/** `zero_on_any` and `zero_on_none` of a value. */
export function occurredStep(input: LeafCase, value: Ratio): TraceStep {
  const isFull = (value.n > 0n) === (input.leaf.leaf.rule.kind === 'zero_on_none')
  const outcome = isFull ? fullMarks(input) : noPoints(input)
  return { kind: 'bound', holds: isFull, text: say(`发生 ${exactly(value)} 次 → ${outcome.zh}`, `occurred ${exactly(value)} times → ${outcome.en}`) }
}

/** `zero_on_any` with triggers: each of them, and what they lead to. */
export function triggerTrace(input: LeafCase, rule: RuleOf<'zero_on_any'>): TraceStep[] {
  const triggers = triggersOf(rule, { view: input.view, names: input.plan.compiled.names })
  const occurred = triggers.filter(({ count }) => count !== null && count.n > 0n)
  const lines = triggers.map(({ title, count }): TraceStep => {
    if (!count) return { kind: 'bound', text: say(`${title.zh}：次数未知`, `${title.en}: number unknown`) }
    const mark = count.n > 0n ? '✗' : '✓'
    return { kind: 'bound', holds: count.n <= 0n, text: say(`${title.zh}：${exactly(count)} 次 ${mark}`, `${title.en}: ${exactly(count)} times ${mark}`) }
  })
  const outcome = occurred.length > 0 ? noPoints(input) : fullMarks(input)
  const named = occurred.length > 0 ? join(occurred.map(({ title }) => title), '、', ', ') : say('均未发生', 'none occurred')
  return [...lines, { kind: 'arithmetic', text: say(`${named.zh} → ${outcome.zh}`, `${named.en} → ${outcome.en}`) }]
}

/** `award`: how many earn it, and what they come to. */
export function awardTrace(input: LeafCase, rule: RuleOf<'award'>, value: Ratio): TraceStep[] {
  const earning = awarded(rule, value)
  const from = Number(rule.from ?? '1')
  const counted: TraceStep[] = from > 1 ? [{ kind: 'arithmetic', text: say(`从第 ${from} 个起计，${exactly(value)} 个中计 ${exactly(earning)} 个`, `from number ${from} on: ${exactly(earning)} of ${exactly(value)} count`) }] : []
  return [...counted, arithmetic(input, `${rule.each} × ${exactly(earning)}`, times(decimal(rule.each), earning))]
}

/** `missing_items` by number: required, done, missing, and what these cost. */
export function missingTrace(input: LeafCase, rule: RuleOf<'missing_items'>, value: Ratio): TraceStep[] {
  const required = compileOperand(rule.required ?? '0', input.plan.compiled.names)(input.view)
  if (!required) return []
  const gap = minus(required, value)
  const missing = gap.n < 0n ? ZERO : gap
  const counted: TraceStep = { kind: 'arithmetic', text: say(`应完成 ${exactly(required)}，已完成 ${exactly(value)}，缺 ${exactly(missing)}`, `${exactly(required)} required, ${exactly(value)} done, ${exactly(missing)} missing`) }
  return [counted, arithmetic(input, `${startText(input)} − ${rule.each} × ${exactly(missing)}`, minus(input.leaf.exactMax, times(decimal(rule.each), missing)))]
}
