import * as z from 'zod/mini'
import { UnitExplanation } from '@tierline/contracts/explanation'

/** An explanation as a snapshot keeps it: without the trend, which moves with the day of looking. */
export const FrozenExplanation = z.omit(UnitExplanation, { trend: true })
export type FrozenExplanation = z.infer<typeof FrozenExplanation>

/** A kept explanation in the shape that the parts of the live one take. */
export function unfrozen(kept: FrozenExplanation): UnitExplanation {
  return { ...kept, trend: [] }
}
