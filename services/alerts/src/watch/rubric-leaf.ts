import type { Rubric } from '@tierline/scoring'

type Indicator = Rubric['indicators'][number]
/** A scored line of a rubric. */
export type RubricLeaf = Exclude<Indicator, { children: unknown }>

/** The leaf of this id; null where there is none, or it is a branch. */
export function leafOf({ indicators }: Pick<Rubric, 'indicators'>, id: string): RubricLeaf | null {
  for (const indicator of indicators) {
    if ('children' in indicator) {
      const found = leafOf({ indicators: indicator.children }, id)
      if (found) return found
    } else if (indicator.id === id) return indicator
  }
  return null
}
