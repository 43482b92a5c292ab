import type { Rule } from '../rubric/rule.schema.ts'
import type { Operand } from '../rubric/value.schema.ts'
import { companionOf } from '../value/hidden-names.ts'
import type { Names } from '../value/names.ts'
import { namesIn } from '../value/operand.ts'

/** The measures and attributes that a rule itself asks for, beside the leaf's value. */
export function namesOfRule(rule: Rule): string[] {
  return operandsOfRule(rule).flatMap(namesIn)
}

/** What a rule itself counts, beside the leaf's value. */
export function operandsOfRule(rule: Rule): Operand[] {
  switch (rule.kind) {
    case 'missing_items': return rule.required === undefined ? [] : [rule.required]
    case 'checklist': return rule.items.flatMap((item) => (item.met_when ? [item.met_when.of] : []))
    case 'best_level': return rule.levels.map((level) => level.of)
    case 'per_occurrence': return (rule.streams ?? []).map(({ of }) => of)
    case 'zero_on_any': return (rule.triggers ?? []).map(({ of }) => of)
    default: return []
  }
}

/** Where the measures of a rule stand, and their companions. */
export function slotsOfRule(rule: Rule, names: Names): { slots: number[]; unsure: number[] } {
  const own = namesOfRule(rule)
  const slotsOf = (measures: readonly string[]): number[] => measures.flatMap((name) => names.measures.get(name)?.slot ?? [])
  return { slots: slotsOf(own), unsure: slotsOf(own.map(companionOf)) }
}
