import type { UnitExplanation } from '@tierline/contracts/explanation'
import { difference as subtract } from '../../format/decimal.ts'
import { addDecimals, isZero } from './decimal.ts'

/** One leaf as a part of the total; `points` is its certain part. */
export interface Part {
  readonly indicator: string
  readonly low: string
  readonly high: string
}

/** The total written out from its parts. `adjustment*` is what caps, weights or pools change after adding: sum + adjustment = total, exactly. */
export interface PartsSum {
  readonly parts: readonly Part[]
  readonly sumLow: string
  readonly sumHigh: string
  readonly adjustmentLow: string | null
  readonly adjustmentHigh: string | null
  readonly low: string
  readonly high: string
  readonly certain: boolean
}

/** Adds the leaves to the cent and names what is left between their sum and the total shown. */
export function sumParts(explanation: Pick<UnitExplanation, 'leaves' | 'low' | 'high'>): PartsSum {
  const parts = explanation.leaves
    .filter(({ cell }) => cell.state !== 'not_applicable' || cell.points !== null)
    .map(({ indicator, cell }) => ({ indicator, low: cell.low, high: cell.high }))
  const sumLow = addDecimals(parts.map(({ low }) => low))
  const sumHigh = addDecimals(parts.map(({ high }) => high))
  return {
    parts, sumLow, sumHigh,
    adjustmentLow: difference(explanation.low, sumLow),
    adjustmentHigh: difference(explanation.high, sumHigh),
    low: explanation.low,
    high: explanation.high,
    certain: isZero(subtract(explanation.high, explanation.low)),
  }
}

/** Points lost over all leaves whose loss is known. */
export function lostInAll(explanation: Pick<UnitExplanation, 'leaves'>): string {
  return addDecimals(explanation.leaves.flatMap(({ lost }) => (lost === null ? [] : [lost])))
}

function difference(total: string, sum: string): string | null {
  const rest = subtract(total, sum)
  return isZero(rest) ? null : rest
}
