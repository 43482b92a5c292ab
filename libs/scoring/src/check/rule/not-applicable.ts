import { isBranch, isOutside } from '../../rubric/indicator.schema.ts'
import type { Leaf } from '../../rubric/indicator.schema.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import { leavesOf, placedIndicators } from '../../rubric/tree.ts'
import type { Placed } from '../../rubric/tree.ts'
import type { FaultList } from '../fault-list.ts'

/** What a leaf gives where it does not apply: points that are shared out need a scope that holds the leaf and another one to take them. */
export function checkNotApplicable({ indicator: leaf, ancestors, path }: Placed<Leaf>, faults: FaultList, rubric: Rubric): void {
  const treatment = leaf.not_applicable
  if (typeof treatment !== 'object') return
  const where = `${path}.not_applicable`
  if (isOutside(leaf) || ancestors.some(isOutside)) faults.add(where, 'points of a bonus or penalty shared out', 'a leaf of the base', 'write exclude')
  const { scope } = treatment
  const found = scope === undefined ? null : placedIndicators(rubric.indicators).find(({ indicator }) => indicator.id === scope)?.indicator
  if (found === undefined || (found && !isBranch(found))) {
    faults.add(`${where}.scope`, `"${scope ?? ''}"`, 'the id of a branch', 'correct it, or leave it out for all of the base')
    return
  }
  if (scope !== undefined && !ancestors.some(({ id }) => id === scope)) faults.add(`${where}.scope`, `"${scope}", which does not hold the leaf`, `one of ${ancestors.map(({ id }) => id).join(', ') || 'its branches, but it has none'}`, 'name a branch above the leaf')
  const others = (found ? leavesOf(found) : rubric.indicators.flatMap(leavesOf)).filter((other) => other.id !== leaf.id && !isOutside(other))
  if (others.length === 0) faults.add(where, 'nothing beside it to take its points', 'another leaf of the base in the scope', 'widen the scope, or write exclude')
}
