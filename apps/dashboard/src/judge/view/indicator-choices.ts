import type { IndicatorHead } from '@tierline/contracts/board'

/** An indicator as an entry of the tree; branches head their leaves and cannot be chosen. */
export interface IndicatorChoice {
  readonly head: IndicatorHead
  readonly depth: number
}

/** The tree of a board's indicators in the order of the document. */
export function indicatorChoices(heads: readonly IndicatorHead[]): IndicatorChoice[] {
  const parents = new Map(heads.map((head) => [head.id, head.parent]))
  return heads.map((head) => ({ head, depth: depthOf(head.id, parents) }))
}

function depthOf(id: string, parents: ReadonlyMap<string, string | null>): number {
  const parent = parents.get(id) ?? null
  return parent === null ? 0 : 1 + depthOf(parent, parents)
}
