import { figure } from '../exact/decimal.ts'
import { ceil, compare, floor, minus, over, plus, times, whole, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import { decimal, within } from './rule.ts'
import type { ByValue, RuleContext } from './rule.ts'

/** `linear`: so many points at the base, `change` less for every `per` on the wrong side of it and `gain` more for every `per` on the good side, between the floor and the leaf's points. */
export function compileLinear(rule: RuleOf<'linear'>, context: RuleContext): ByValue {
  const least = rule.floor === undefined ? context.least : decimal(rule.floor)
  const atBase = rule.at_base === undefined ? context.max : decimal(rule.at_base)
  const [change, gain] = [decimal(rule.change), decimal(rule.gain ?? '0')]
  const limits = { least, most: context.max }
  const exact = (value: Ratio): Ratio => {
    const steps = stepsFrom(rule, value)
    const worth = steps.n < 0n ? change : gain
    return within(worth.n === 0n ? atBase : plus(atBase, times(worth, steps)), limits)
  }
  return { takes: 'value', least, exact }
}

/** How many steps a value lies on the wrong side of the base, by the rule's reading of a partial step; 0 where it is good enough. */
export function stepsAway(rule: RuleOf<'linear'>, value: Ratio): Ratio {
  const steps = stepsFrom(rule, value)
  return steps.n < 0n ? minus(ZERO, steps) : ZERO
}

/** How many steps a value lies on the good side of the base, by the rule's reading of a partial step; 0 where it is not. */
export function stepsBeyond(rule: RuleOf<'linear'>, value: Ratio): Ratio {
  const steps = stepsFrom(rule, value)
  return steps.n > 0n ? steps : ZERO
}

/** Steps from the base, positive on the good side. */
function stepsFrom(rule: RuleOf<'linear'>, value: Ratio): Ratio {
  const { base, per } = figuresOf(rule)
  const distance = rule.better === 'higher' ? minus(value, base) : minus(base, value)
  const steps = over(distance, per) ?? ZERO
  if (rule.partial === undefined || rule.partial === 'pro_rata') return steps
  const isUp = (rule.partial === 'started') === steps.n > 0n
  return whole(isUp ? ceil(steps) : floor(steps))
}

function figuresOf(rule: RuleOf<'linear'>): { base: Ratio; per: Ratio } {
  const known = parsed.get(rule)
  if (known) return known
  const figures = { base: figure(rule.base), per: figure(rule.per) }
  parsed.set(rule, figures)
  return figures
}

const parsed = new WeakMap<RuleOf<'linear'>, { base: Ratio; per: Ratio }>()

/** `proportional`: value ÷ full value × points, between nothing and the leaf's points; nothing under `from`. */
export function compileProportional(rule: RuleOf<'proportional'>, context: RuleContext): ByValue {
  const full = figure(rule.full)
  const from = rule.from === undefined ? null : figure(rule.from)
  const limits = { least: ZERO, most: context.max }
  const exact = (value: Ratio): Ratio => (from && compare(value, from) < 0 ? ZERO : within(times(context.max, over(value, full) ?? ZERO), limits))
  return { takes: 'value', least: ZERO, exact }
}
