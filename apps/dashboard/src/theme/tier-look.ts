import type { TierLine } from '@tierline/contracts/board'
import { TIER_SHAPES } from './tokens.ts'

/** How a tier is shown: its place from the best (0), its shape, and its colours as CSS. */
export interface TierLook {
  readonly index: number
  readonly shape: string
  readonly color: string
  readonly tint: string
}

/** The look of the tier `id` among the board's tiers (best first), or null where it is none of them. */
export function tierLook(tiers: readonly TierLine[], id: string | null): TierLook | null {
  const index = tiers.findIndex((tier) => tier.id === id)
  return index < 0 ? null : lookAt(index)
}

/** The look of the tier at a place from the best; beyond five it is the fifth. */
export function lookAt(place: number): TierLook {
  const index = Math.min(place, TIER_SHAPES.length - 1)
  return { index, shape: TIER_SHAPES[index] ?? '', color: `var(--tier-${index + 1})`, tint: `var(--tier-${index + 1}-tint)` }
}
