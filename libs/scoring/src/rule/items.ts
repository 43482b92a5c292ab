import type { JudgementFact } from '../evaluate/types.ts'
import { minus, plus, times, whole, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import { compileCondition } from '../value/condition.ts'
import type { FactsView } from '../value/facts-view.ts'
import { slotsOfRule } from './names-of-rule.ts'
import { decimal, within } from './rule.ts'
import type { ByItems, ItemsOutcome, RuleContext } from './rule.ts'

/** Whether an item is met, by facts or by the newest judgement on it; null where nobody knows. A judgement on the leaf as a whole speaks for every item. */
export function judgedMet(judgements: readonly JudgementFact[], item: string): JudgementFact | null {
  return judgements.find((judgement) => judgement.kind === 'met' && (judgement.item === undefined || judgement.item === item)) ?? null
}

/** `checklist`: the points of every item that is met. */
export function compileChecklist(rule: RuleOf<'checklist'>, context: RuleContext): ByItems {
  const items = rule.items.map((item) => ({ ...item, worth: decimal(item.points), holds: item.met_when && compileCondition(item.met_when, context.names) }))
  const reads = slotsOfRule(rule, context.names)
  const score = (view: FactsView, judgements: readonly JudgementFact[]): ItemsOutcome => {
    const met = items.map((item) => isMet(item, { view, judgements }))
    const sum = (counts: (state: boolean | null) => boolean): Ratio => items.reduce((total, item, at) => (counts(met[at] ?? null) ? plus(total, item.worth) : total), ZERO)
    return { low: sum((state) => state === true), high: sum((state) => state !== false), isWhole: !met.includes(null) }
  }
  return { takes: 'items', least: ZERO, ...reads, waitsFor: 'awaiting_judgement', score }
}

/** Facts can show that an item is met; that it is not met, only a person can say. */
function isMet(
  item: { id: string; holds?: ((view: FactsView) => boolean | null) | undefined },
  { view, judgements }: { view: FactsView; judgements: readonly JudgementFact[] },
): boolean | null {
  if (item.holds?.(view)) return true
  const judged = judgedMet(judgements, item.id)
  return judged && judged.value === 'true'
}

/** `missing_items` from a list: `each` points less for every listed one that is judged not to be there. */
export function compileMissingItems(rule: RuleOf<'missing_items'>, context: RuleContext): ByItems {
  const [each, items] = [decimal(rule.each), rule.items ?? []]
  const after = (missing: number): Ratio => {
    const points = minus(context.max, times(each, whole(BigInt(missing))))
    return within(points, { least: context.least, most: context.max })
  }
  const score = (_view: FactsView, judgements: readonly JudgementFact[]): ItemsOutcome => {
    const judged = items.map((item) => judgedMet(judgements, item.id))
    const missing = judged.filter((judgement) => judgement?.value === 'false').length
    const unknown = judged.filter((judgement) => judgement === null).length
    return { low: after(missing + unknown), high: after(missing), isWhole: unknown === 0 }
  }
  return { takes: 'items', least: context.least, slots: [], unsure: [], waitsFor: 'awaiting_judgement', score }
}
