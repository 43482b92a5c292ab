import type { Placed } from '../../rubric/tree.ts'
import type { Leaf } from '../../rubric/indicator.schema.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import { minus, ZERO } from '../../exact/ratio.ts'
import { compileRule } from '../../rule/compile-rule.ts'
import { decimal, scaledPoints } from '../../rule/rule.ts'
import type { CompiledRule, RuleContext } from '../../rule/rule.ts'
import { boundsOf } from '../../value/condition.ts'
import { namesOf } from '../../value/names.ts'
import type { Names } from '../../value/names.ts'
import { compileValue } from '../../value/value.ts'
import type { CompiledValue } from '../../value/value.ts'
import type { CompiledLeaf } from './compiled.ts'
import type { Reading } from '../types.ts'

/** The rounding of a rubric; two decimals, half up, where it has no points. */
export function roundingOf(rubric: Pick<Rubric, 'points'>): Pick<RuleContext, 'decimals' | 'mode'> {
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
  const context = contextOf(rubric, leaf, names)
  const rule = compileRule(leaf.rule, context)
  const rates = rubric.rates ?? 'exact'
  const value = leaf.value ? compileValue(leaf.value, names, rates) : null
  return {
    leaf, at, ancestors: placed.ancestors, value, rule, exactMax: context.max,
    max: scaledPoints(context.max, context), least: scaledPoints(rule.least, context), open: new Map(), ...structure,
    references: (leaf.references ?? []).map((reference) => ({ reference, value: compileValue(reference.value, names, rates), bounds: boundsOf(reference) })),
    from: startOf({ value, rule }, readings),
  }
}

/** A penalty takes up to its points: it gives 0 at most. */
function contextOf(rubric: Rubric, leaf: Leaf, names: Names): RuleContext {
  const points = decimal(leaf.points ?? '0')
  return leaf.penalty === 'true' ? { max: ZERO, least: minus(ZERO, points), ...roundingOf(rubric), names } : { max: points, least: ZERO, ...roundingOf(rubric), names }
}

/** When the first of its measures begins to count for the board; a leaf without measures has always begun. */
function startOf({ value, rule }: { value: CompiledValue | null; rule: CompiledRule }, readings: readonly Reading[]): number {
  const slots = [...(value?.slots ?? []), ...(rule.takes === 'items' ? rule.slots : [])]
  return slots.reduce((from, slot) => Math.min(from, readings[slot]?.starts ?? Infinity), slots.length > 0 ? Infinity : -Infinity)
}
