import type { Ratio } from '../exact/ratio.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import type { FactsView } from '../value/facts-view.ts'
import type { Names } from '../value/names.ts'
import { compileOperand } from '../value/operand.ts'
import { slotsOfRule } from './names-of-rule.ts'
import type { ByItems, ItemsOutcome, RuleContext } from './rule.ts'
import { isUnheardOf } from './streams.ts'

/** How often one trigger occurred; null where its quantity is unknown. */
export interface TriggerOutcome {
  id: string
  title: Bilingual
  count: Ratio | null
}

/** How often each trigger of a rule occurred for one unit, in the order of the document. */
export function triggersOf(rule: RuleOf<'zero_on_any'>, { view, names }: { view: FactsView; names: Names }): TriggerOutcome[] {
  return compileCounts(rule, names)(view)
}

/** `zero_on_any` with triggers: all points, or the least as soon as one of them occurred once. */
export function compileTriggers(rule: RuleOf<'zero_on_any'>, context: RuleContext): ByItems {
  const { least, max: high } = context
  const countsOf = compileCounts(rule, context.names)
  const { slots, unsure } = slotsOfRule(rule, context.names)
  const score = (view: FactsView): ItemsOutcome => {
    if (isUnheardOf(view, slots)) return { low: least, high, isWhole: false }
    const counts = countsOf(view).map(({ count }) => count)
    if (counts.some((count) => count !== null && count.n > 0n)) return { low: least, high: least, isWhole: true }
    return counts.includes(null) ? { low: least, high, isWhole: false } : { low: high, high, isWhole: true }
  }
  return { takes: 'items', least, slots, unsure, waitsFor: 'no_data', score }
}

function compileCounts(rule: RuleOf<'zero_on_any'>, names: Names): (view: FactsView) => TriggerOutcome[] {
  const triggers = (rule.triggers ?? []).map(({ id, title, of }) => ({ id, title, count: compileOperand(of, names) }))
  return (view) => triggers.map(({ id, title, count }) => ({ id, title, count: count(view) }))
}
