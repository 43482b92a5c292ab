import { compare } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import { boundsOf, keepsAll } from '../value/condition.ts'
import type { Bound } from '../value/condition.ts'
import { decimal, scaledPoints } from './rule.ts'
import type { ByValue, RuleContext } from './rule.ts'

/** One step with its bounds parsed. */
export interface StepBounds {
  bounds: readonly Bound[]
  points: Ratio
  text: string
}

/** The steps of a rule, in the order of the document; parsed once a rule, for every row of a board asks what its next step is. */
export function stepsOf(rule: RuleOf<'steps'>): readonly StepBounds[] {
  const steps = parsed.get(rule) ?? rule.steps.map((step) => ({ bounds: boundsOf(step), points: decimal(step.points), text: step.points }))
  parsed.set(rule, steps)
  return steps
}

const parsed = new WeakMap<RuleOf<'steps'>, readonly StepBounds[]>()

/** `steps`: the points of the one step whose bounds the value keeps; the linter sees to it that there is exactly one. */
export function compileSteps(rule: RuleOf<'steps'>, context: RuleContext): ByValue {
  const steps = stepsOf(rule).map((step) => ({ ...step, scaled: scaledPoints(step.points, context) }))
  const find = (value: Ratio): (typeof steps)[number] | undefined => steps.find((step) => keepsAll(value, step.bounds))
  return {
    takes: 'value',
    least: steps.reduce((least, step) => (compare(step.points, least) < 0 ? step.points : least), context.max),
    exact: (value) => find(value)?.points ?? null,
    scaled: (value) => find(value)?.scaled ?? 0,
  }
}
