import { figure } from '../exact/decimal.ts'
import { ceil, compare, floor, minus, over, times, whole, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import { decimal } from './rule.ts'
import type { ByValue, RuleContext } from './rule.ts'

/** `linear`: full points at the base and better, `change` points less for every `per` away from it, down to the floor. */
export function compileLinear(rule: RuleOf<'linear'>, context: RuleContext): ByValue {
  const least = decimal(rule.floor ?? '0')
  const change = decimal(rule.change)
  const exact = (value: Ratio): Ratio => {
    const points = minus(context.max, times(change, stepsAway(rule, value)))
    return compare(points, least) < 0 ? least : points
  }
  return { takes: 'value', least, exact }
}

/** How many steps a value lies on the wrong side of the base, by the rule's reading of a partial step; 0 where it is good enough. */
export function stepsAway(rule: RuleOf<'linear'>, value: Ratio): Ratio {
  const base = figure(rule.base)
  const distance = rule.better === 'higher' ? minus(base, value) : minus(value, base)
  const steps = distance.n <= 0n ? ZERO : over(distance, figure(rule.per)) ?? ZERO
  if (rule.partial === 'whole') return whole(floor(steps))
  return rule.partial === 'started' ? whole(ceil(steps)) : steps
}

/** `proportional`: value ÷ full value × points, between nothing and the leaf's points. */
export function compileProportional(rule: RuleOf<'proportional'>, context: RuleContext): ByValue {
  const full = figure(rule.full)
  const exact = (value: Ratio): Ratio => {
    const points = times(context.max, over(value, full) ?? ZERO)
    if (points.n < 0n) return ZERO
    return compare(points, context.max) > 0 ? context.max : points
  }
  return { takes: 'value', least: ZERO, exact }
}
