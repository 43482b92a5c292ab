import type { Cell } from '@tierline/contracts/board'
import type { LeafExplanation } from '@tierline/contracts/explanation'
import { compareDecimals } from './decimal.ts'

/** Points as they are written: one figure where they are certain, `low–high` where parts are unknown, a dash where there is nothing to say. */
export function pointsText(cell: Pick<Cell, 'points' | 'low' | 'high' | 'state'>): string {
  if (cell.state === 'not_applicable' && cell.points === null) return '—'
  if (cell.points !== null && compareDecimals(cell.low, cell.high) === 0) return cell.points
  return compareDecimals(cell.low, cell.high) === 0 ? cell.low : `${cell.low}–${cell.high}`
}

/** The full mark that counts: the adjusted one where not-applicable parts moved it. */
export function fullMark(leaf: Pick<LeafExplanation, 'max' | 'adjustedMax'>): string | null {
  return leaf.adjustedMax ?? leaf.max
}

/** True where the full mark was moved away from the printed one. */
export function isAdjusted({ max, adjustedMax }: Pick<LeafExplanation, 'max' | 'adjustedMax'>): boolean {
  return max !== null && adjustedMax !== null && compareDecimals(max, adjustedMax) !== 0
}

/** A leaf whose points are settled for the facts at hand. */
export function isKnown(cell: Pick<Cell, 'points'>): boolean {
  return cell.points !== null
}
