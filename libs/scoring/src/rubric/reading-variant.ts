import type * as z from 'zod'
import { isBranch, Indicator, Leaf } from './indicator.schema.ts'
import type { Rubric } from './rubric.ts'
import { RubricFile } from './rubric.schema.ts'
import type { Ambiguity, AmbiguityOption } from './rubric.schema.ts'

type Issues = readonly z.core.$ZodIssue[]

/** The rubric under another reading of one of its ambiguities; null where it has no such ambiguity or option, or where the option changes nothing that can be scored. */
export function underReading(rubric: Rubric, ambiguityId: string, optionId: string): Rubric | null {
  const ambiguity = rubric.ambiguities?.find((entry) => entry.id === ambiguityId)
  const option = ambiguity?.options.find((entry) => entry.id === optionId)
  if (!ambiguity || !option || (option.id !== ambiguity.chosen && !isScorable(option))) return null
  const changed = variantOf(rubric, ambiguity, option)
  return 'rubric' in changed ? changed.rubric : null
}

/** Whether a reading changes anything that scores. */
export function isScorable(option: AmbiguityOption): boolean {
  return option.rule !== undefined || option.value !== undefined || option.indicators !== undefined || option.rubric !== undefined
}

/** The rubric with an option's changes laid over it, judged by the format's own schema. */
export function variantOf(rubric: Rubric, ambiguity: Pick<Ambiguity, 'leaf'>, option: AmbiguityOption): { rubric: Rubric } | { issues: Issues } {
  const issues: z.core.$ZodIssue[] = []
  const indicators = rubric.indicators.map((indicator) => {
    const read = Indicator.safeParse(overlaid(indicator, ambiguity, option))
    if (read.success) return read.data
    issues.push(...read.error.issues)
    return indicator
  })
  const top = CHANGEABLE.safeParse(option.rubric ?? {})
  if (!top.success) issues.push(...top.error.issues)
  if (issues.length > 0 || !top.success) return { issues }
  const given = Object.fromEntries(Object.entries(top.data).filter(([, value]) => value !== undefined))
  return { rubric: { ...rubric, ...given, indicators } }
}

const CHANGEABLE = RubricFile.pick({ ranking: true, tiers: true, conversion: true, vetoes: true, rates: true, points: true }).partial()

/** A leaf with an option's changes laid over its rule and value, as raw data for the schema to judge. */
export function leafUnder(leaf: Leaf, option: AmbiguityOption): unknown {
  const changes: Record<string, unknown> = {}
  if (option.rule) changes['rule'] = laidOver(leaf.rule, option.rule)
  if (option.value) changes['value'] = laidOver(leaf.value ?? {}, option.value)
  return { ...leaf, ...changes }
}

/** Fields laid over; where the kind differs, nothing of the old one stays. */
function laidOver(old: object, changes: Readonly<Record<string, unknown>>): unknown {
  const isOther = changes['kind'] !== undefined && changes['kind'] !== Reflect.get(old, 'kind')
  return isOther ? changes : { ...old, ...changes }
}

function overlaid(indicator: Indicator, ambiguity: Pick<Ambiguity, 'leaf'>, option: AmbiguityOption): unknown {
  const own = option.indicators?.[indicator.id] ?? {}
  if (isBranch(indicator)) return { ...indicator, children: indicator.children.map((child) => overlaid(child, ambiguity, option)), ...own }
  const leaf = indicator.id === ambiguity.leaf ? leafUnder(indicator, option) : indicator
  return { ...(leaf as object), ...own }
}
