import { isBranch, Leaf } from './indicator.schema.ts'
import type { Indicator } from './indicator.schema.ts'
import type { Rubric } from './rubric.ts'
import type { Ambiguity, AmbiguityOption } from './rubric.schema.ts'

/** The rubric under another reading of one of its ambiguities; null where it has no such ambiguity, option or leaf to change. */
export function underReading(rubric: Rubric, ambiguityId: string, optionId: string): Rubric | null {
  const ambiguity = rubric.ambiguities?.find((entry) => entry.id === ambiguityId)
  const option = ambiguity?.options.find((entry) => entry.id === optionId)
  if (!ambiguity?.leaf || !option) return null
  return { ...rubric, indicators: rubric.indicators.map((indicator) => changed(indicator, ambiguity, option)) }
}

/** A leaf with an option's changes laid over its rule and value, as raw data for the schema to judge. */
export function leafUnder(leaf: Leaf, option: AmbiguityOption): unknown {
  const changes: Record<string, unknown> = {}
  if (option.rule) changes['rule'] = { ...leaf.rule, ...option.rule }
  if (option.value) changes['value'] = { ...leaf.value, ...option.value }
  return { ...leaf, ...changes }
}

function changed(indicator: Indicator, ambiguity: Ambiguity, option: AmbiguityOption): Indicator {
  if (isBranch(indicator)) return { ...indicator, children: indicator.children.map((child) => changed(child, ambiguity, option)) }
  return indicator.id === ambiguity.leaf ? Leaf.parse(leafUnder(indicator, option)) : indicator
}
