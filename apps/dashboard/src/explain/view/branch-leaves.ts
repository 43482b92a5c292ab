import type { IndicatorHead } from '@tierline/contracts/board'
import type { LeafExplanation, UnitExplanation } from '@tierline/contracts/explanation'

/** What an id in the address names: a leaf, a branch with the leaves below it, or nothing known. */
export type Named =
  | { readonly kind: 'leaf'; readonly leaf: LeafExplanation }
  | { readonly kind: 'branch'; readonly branch: UnitExplanation['branches'][number]; readonly leaves: readonly LeafExplanation[] }
  | { readonly kind: 'all' }
  | { readonly kind: 'unknown'; readonly id: string }

/** Finds what `id` names in an explanation; null names the whole unit. */
export function nameOf(id: string | null, explanation: Pick<UnitExplanation, 'leaves' | 'branches'>, heads: readonly Pick<IndicatorHead, 'id' | 'parent'>[]): Named {
  if (id === null) return { kind: 'all' }
  const leaf = explanation.leaves.find(({ indicator }) => indicator === id)
  if (leaf) return { kind: 'leaf', leaf }
  const branch = explanation.branches.find(({ indicator }) => indicator === id)
  if (!branch) return { kind: 'unknown', id }
  return { kind: 'branch', branch, leaves: explanation.leaves.filter(({ indicator }) => isUnder(indicator, id, heads)) }
}

/** True where `id` stands somewhere below `branch`. A tree that points back at itself ends the search. */
export function isUnder(id: string, branch: string, heads: readonly Pick<IndicatorHead, 'id' | 'parent'>[]): boolean {
  let at = id
  for (let steps = 0; steps <= heads.length; steps += 1) {
    const parent = heads.find((head) => head.id === at)?.parent ?? null
    if (parent === null) return false
    if (parent === branch) return true
    at = parent
  }
  return false
}
