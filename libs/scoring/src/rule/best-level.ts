import { compare, plus, times, whole, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import type { FactsView } from '../value/facts-view.ts'
import { keysIn } from '../value/operand.ts'
import { slotsOfRule } from './names-of-rule.ts'
import { decimal } from './rule.ts'
import type { ByItems, RuleContext } from './rule.ts'

/** What a level comes to: its items that do not count at a higher level, and the points. */
export interface LevelOutcome {
  id: string
  count: number
  points: Ratio
}

/** `best_level`: every item counts once, at its highest level; a level pays flat or per item, once it has enough items. */
export function compileBestLevel(rule: RuleOf<'best_level'>, context: RuleContext): ByItems {
  const slots = slotsOf(rule, context)
  const score = (view: FactsView): ReturnType<ByItems['score']> => {
    if (view.isSilent && view.isEmpty(slots)) return { low: ZERO, high: context.max, isWhole: false }
    const sum = levelsReached(rule, { view, slots }).reduce((total, level) => plus(total, level.points), ZERO)
    const points = compare(sum, context.max) > 0 ? context.max : sum
    return { low: points, high: points, isWhole: true }
  }
  return { takes: 'items', least: ZERO, slots, unsure: slotsOfRule(rule, context.names).unsure, waitsFor: 'no_data', score }
}

/** The slots of the levels' measures, best level first. */
export function slotsOf(rule: RuleOf<'best_level'>, context: Pick<RuleContext, 'names'>): number[] {
  return rule.levels.map((level) => context.names.measures.get(level.of)?.slot ?? -1)
}

/** Each level's own items and points, best level first. */
export function levelsReached(rule: RuleOf<'best_level'>, { view, slots }: { view: FactsView; slots: readonly number[] }): LevelOutcome[] {
  return rule.levels.map((level, at) => {
    const count = keysIn(view, slots.slice(at, at + 1), slots.slice(0, at)).size
    const isReached = count >= Number(level.at_least)
    const pays = level.pays === 'each' ? times(decimal(level.points), whole(BigInt(count))) : decimal(level.points)
    return { id: level.id, count, points: isReached ? pays : ZERO }
  })
}
