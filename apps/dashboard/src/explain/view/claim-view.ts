import type { LeafExplanation } from '@tierline/contracts/explanation'
import { signed } from '../../format/decimal.ts'
import { isZero } from './decimal.ts'

/** A unit's own claim beside what counts: the points, and how far they lie from it, where something counts. */
export interface ClaimShown {
  readonly points: string
  /** Claimed − counted, signed; null where nothing counts yet or both agree. */
  readonly difference: string | null
}

/** What to show of a claim; null where there is none, or where the claim itself is what is shown. */
export function claimShown({ claim, cell }: Pick<LeafExplanation, 'claim' | 'cell'>): ClaimShown | null {
  if (!claim || cell.claimed) return null
  return { points: claim.points, difference: claim.difference === null || isZero(claim.difference) ? null : signed(claim.difference) }
}

/** What a leaf without settled points may come to, `1.00–4.00`; null where its points are certain. */
export function openRange({ cell }: Pick<LeafExplanation, 'cell'>): { low: string; high: string } | null {
  return cell.low === cell.high ? null : { low: cell.low, high: cell.high }
}
