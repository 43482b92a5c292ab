import type { LeafExplanation } from '@tierline/contracts/explanation'
import { compareDecimals, isZero } from '../../explain/view/decimal.ts'

/** A leaf that could still gain, and how much. */
export interface Gain { readonly leaf: LeafExplanation; readonly points: string }

/** Leaves that lost points, the greatest possible gain first; a leaf without known loss gains what lies between low and high. */
export function gainsOf(leaves: readonly LeafExplanation[]): Gain[] {
  return leaves
    .map((leaf) => ({ leaf, points: possibleGain(leaf) }))
    .filter((gain): gain is Gain => gain.points !== null && !isZero(gain.points) && !gain.points.startsWith('-'))
    .sort((a, b) => compareDecimals(b.points, a.points))
}

/** A bonus is not lost, and what a penalty took cannot be gained back. */
function possibleGain({ lost, bonus, max }: LeafExplanation): string | null {
  return bonus || (max !== null && isZero(max)) ? null : lost
}
