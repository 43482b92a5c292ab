import type { UnitExplanation } from '@tierline/contracts/explanation'
import type { FrozenExplanation } from '@tierline/contracts/snapshot/content'

/** A kept explanation in the shape that the parts of the live one take. */
export function unfrozen(kept: FrozenExplanation): UnitExplanation {
  return { ...kept, trend: [] }
}
