import type { Rule } from '../rubric/rule.schema.ts'
import { namesIn } from '../value/operand.ts'

/** The measures and attributes that a rule itself asks for, beside the leaf's value. */
export function namesOfRule(rule: Rule): string[] {
  switch (rule.kind) {
    case 'missing_items': return rule.required ? namesIn(rule.required) : []
    case 'checklist': return rule.items.flatMap((item) => (item.met_when ? namesIn(item.met_when.of) : []))
    case 'best_level': return rule.levels.map((level) => level.of)
    default: return []
  }
}
