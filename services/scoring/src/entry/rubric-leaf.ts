import type { Rubric } from '@tierline/scoring'

type Indicator = Rubric['indicators'][number]

/** A leaf of a rubric's tree. */
export type RubricLeaf = Exclude<Indicator, { children: unknown }>

/** Every leaf of a rubric, in the order of the document. */
export function leavesOf(indicators: readonly Indicator[]): RubricLeaf[] {
  return indicators.flatMap((indicator) => ('children' in indicator ? leavesOf(indicator.children) : [indicator]))
}

/** The leaf of this id. */
export function leafOf(rubric: Rubric, id: string): RubricLeaf | undefined {
  return leavesOf(rubric.indicators).find((leaf) => leaf.id === id)
}

/** Ids of the items that a leaf's rule lists. */
export function itemsOf({ rule }: RubricLeaf): string[] {
  return 'items' in rule ? (rule.items ?? []).map(({ id }) => id) : []
}
