import { compare } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import type { LeafScore, UnitScore } from '../types.ts'

/** Whether two leaves show the same in every field. */
export function isSameLeaf(a: LeafScore, b: LeafScore | undefined): boolean {
  return a === b || (b !== undefined && a.points === b.points && a.low === b.low && a.high === b.high && a.max === b.max && a.state === b.state && a.claimed === b.claimed
    && a.claim === b.claim && a.adjustment === b.adjustment && a.place === b.place && a.placeOf === b.placeOf && isSameRatio(a.exact, b.exact) && isSameRatio(a.numerator, b.numerator) && isSameRatio(a.denominator, b.denominator))
}

/** Whether two figures are equal, or both missing. */
export function isSameRatio(a: Ratio | null, b: Ratio | null): boolean {
  return a === b || (a !== null && b !== null && compare(a, b) === 0)
}

/** Whether two scores of a unit show the same: one that was touched but comes out the same keeps its row. */
export function isSameScore(a: UnitScore, b: UnitScore): boolean {
  return a.provisional === b.provisional && a.leaves.every((leaf, at) => isSameLeaf(leaf, b.leaves[at]))
    && a.marks.every((mark, at) => isSameRatio(mark, b.marks[at] ?? null)) && a.vetoes.every((veto, at) => veto === b.vetoes[at])
}
