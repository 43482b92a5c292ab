import type { Operand, ValueRule } from '../rubric/value.schema.ts'
import { namesIn } from './operand.ts'

/** Kinds that divide one operand by another of the same unit and span. */
type FractionRule = Extract<ValueRule, { kind: 'ratio' | 'share' | 'mean' | 'per_capita' | 'completion' | 'inspection' }>

/** Numerator and denominator of the kinds that divide. */
export function fractionOf(rule: FractionRule): { numerator: Operand; denominator: Operand } {
  switch (rule.kind) {
    case 'ratio': return { numerator: rule.numerator, denominator: rule.denominator }
    case 'share': return { numerator: rule.part, denominator: rule.whole }
    case 'mean': return { numerator: rule.total, denominator: rule.count }
    case 'per_capita': return { numerator: rule.of, denominator: rule.people }
    case 'completion': return { numerator: rule.of, denominator: rule.target }
    case 'inspection': return { numerator: rule.passed, denominator: rule.inspected }
  }
}

export function isFraction(rule: ValueRule): rule is FractionRule {
  return 'zero_denominator' in rule && rule.kind !== 'change' && rule.kind !== 'to_peers_mean'
}

/** Every name that a value uses. */
export function namesOfValue(rule: ValueRule): string[] {
  if (rule.kind === 'count') return namesIn(rule.of)
  if (rule.kind === 'condition') return rule.all.flatMap((condition) => namesIn(condition.of))
  if (rule.kind === 'stated' || rule.kind === 'points_of') return []
  if (rule.kind === 'change' || rule.kind === 'to_peers_mean') return [...namesIn(rule.of), ...(rule.per === undefined ? [] : namesIn(rule.per))]
  if (rule.kind === 'best_facility') return [rule.part, rule.whole]
  const { numerator, denominator } = fractionOf(rule)
  return [...namesIn(numerator), ...namesIn(denominator)]
}
