import { compare, minus, times, whole, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import { compileOperand } from '../value/operand.ts'
import { decimal, within } from './rule.ts'
import type { ByValue, RuleContext } from './rule.ts'

/** `per_occurrence` of a value: `each` points less per occurrence, down to the floor; more occurrences than the escalation allows give its points instead. */
export function compilePerOccurrence(rule: RuleOf<'per_occurrence'>, context: RuleContext): ByValue {
  const least = rule.floor === undefined ? context.least : decimal(rule.floor)
  const each = decimal(rule.each ?? '0')
  const escalated = rule.escalation && decimal(rule.escalation.points)
  const exact = (count: Ratio): Ratio => {
    if (escalated && isEscalated(rule, count)) return escalated
    return within(minus(context.max, times(each, count)), { least, most: context.max })
  }
  return { takes: 'value', least: escalated && compare(escalated, least) < 0 ? escalated : least, exact }
}

/** Whether so many occurrences call for the rule's escalation. */
export function isEscalated(rule: RuleOf<'per_occurrence'>, count: Ratio): boolean {
  return rule.escalation !== undefined && compare(count, whole(BigInt(rule.escalation.above))) > 0
}

/** `zero_on_any` and `zero_on_none` of a value: all points or the least, by whether anything occurred. */
export function compileZeroOn(rule: RuleOf<'zero_on_any' | 'zero_on_none'>, context: RuleContext): ByValue {
  const isGood = (count: Ratio): boolean => (count.n > 0n) === (rule.kind === 'zero_on_none')
  return { takes: 'value', least: context.least, exact: (count) => (isGood(count) ? context.max : context.least) }
}

/** `award`: `each` points from the n-th occurrence on, up to the leaf's points. */
export function compileAward(rule: RuleOf<'award'>, context: RuleContext): ByValue {
  const each = decimal(rule.each)
  const limits = { least: ZERO, most: context.max }
  return { takes: 'value', least: ZERO, exact: (count) => within(times(each, awarded(rule, count)), limits) }
}

/** How many occurrences earn an award. */
export function awarded(rule: RuleOf<'award'>, count: Ratio): Ratio {
  const before = BigInt(rule.from ?? '1') - 1n
  return before > 0n ? atLeast(minus(count, whole(before)), ZERO) : count
}

/** `missing_items` by number: `each` points less for every one that lacks of the required number. */
export function compileMissingNumber(rule: RuleOf<'missing_items'>, context: RuleContext): ByValue {
  const each = decimal(rule.each)
  const required = compileOperand(rule.required ?? '0', context.names)
  return {
    takes: 'value',
    least: context.least,
    exact: (done, view) => {
      const wanted = required(view)
      return wanted && within(minus(context.max, times(each, atLeast(minus(wanted, done), ZERO))), { least: context.least, most: context.max })
    },
  }
}

function atLeast(value: Ratio, least: Ratio): Ratio {
  return compare(value, least) < 0 ? least : value
}
