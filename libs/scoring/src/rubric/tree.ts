import { isBranch } from './indicator.schema.ts'
import type { Branch, Indicator, Leaf } from './indicator.schema.ts'

/** An indicator with its place in the tree. */
export interface Placed<T extends Indicator = Indicator> {
  indicator: T
  parent: Branch | null
  /** From the root to the indicator's parent. */
  ancestors: readonly Branch[]
  /** Path in the file. */
  path: string
}

/** Every indicator in the order of the document, parents before children. */
export function placedIndicators(indicators: readonly Indicator[], ancestors: readonly Branch[] = [], path = 'indicators'): Placed[] {
  return indicators.flatMap((indicator, index) => {
    const here: Placed = { indicator, parent: ancestors.at(-1) ?? null, ancestors, path: `${path}[${index}]` }
    return isBranch(indicator) ? [here, ...placedIndicators(indicator.children, [...ancestors, indicator], `${here.path}.children`)] : [here]
  })
}

/** The leaves in the order of the document. */
export function placedLeaves(indicators: readonly Indicator[]): Placed<Leaf>[] {
  return placedIndicators(indicators).filter((placed): placed is Placed<Leaf> => !isBranch(placed.indicator))
}

/** The leaves below an indicator, or itself. */
export function leavesOf(indicator: Indicator): Leaf[] {
  return isBranch(indicator) ? indicator.children.flatMap(leavesOf) : [indicator]
}
