import type { Placed } from '../../rubric/tree.ts'
import type { Leaf } from '../../rubric/indicator.schema.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import { compileRule } from '../../rule/compile-rule.ts'
import { decimal, scaledPoints } from '../../rule/rule.ts'
import type { RuleContext } from '../../rule/rule.ts'
import { namesOf } from '../../value/names.ts'
import { compileValue } from '../../value/value.ts'
import type { CompiledLeaf } from './compiled.ts'
import type { Reading } from '../types.ts'

/** The rounding of a rubric; two decimals, half up, where it has no points. */
export function roundingOf(rubric: Rubric): Pick<RuleContext, 'decimals' | 'mode'> {
  return { decimals: Number(rubric.points?.decimals ?? 2), mode: rubric.points?.mode ?? 'half_up' }
}

/** Its place, what is read, and what the tree asks of it. */
export interface LeafFrame extends Pick<CompiledLeaf, 'at' | 'notApplicable' | 'isFor' | 'keepsExact'> {
  readings: readonly Reading[]
}

/** One leaf compiled for a board; `at` is its place among the leaves. */
export function compileLeaf(rubric: Rubric, placed: Placed<Leaf>, { at, readings, ...structure }: LeafFrame): CompiledLeaf {
  const { indicator: leaf } = placed
  const names = namesOf(rubric)
  const context: RuleContext = { max: decimal(leaf.points ?? '0'), ...roundingOf(rubric), names }
  const rule = compileRule(leaf.rule, context)
  const value = leaf.value ? compileValue(leaf.value, names, rubric.rates ?? 'exact') : null
  const slots = [...(value?.slots ?? []), ...(rule.takes === 'items' ? rule.slots : [])]
  return {
    leaf, at, ancestors: placed.ancestors, value, rule, exactMax: context.max,
    max: scaledPoints(context.max, context), least: scaledPoints(rule.least, context), open: new Map(), ...structure,
    from: slots.reduce((from, slot) => Math.min(from, readings[slot]?.from ?? Infinity), slots.length > 0 ? Infinity : -Infinity),
  }
}
