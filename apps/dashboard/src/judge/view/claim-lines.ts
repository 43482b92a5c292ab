import type { BoardRow, Cell, IndicatorHead } from '@tierline/contracts/board'
import { difference, sum } from '../../format/decimal.ts'

/** A leaf's claim beside what counts; `difference` is claimed − counted, null while nothing certain counts. */
export interface ClaimLine {
  readonly head: IndicatorHead
  readonly cell: Cell
  readonly full: string | null
  readonly difference: string | null
}

/** The leaves of a unit in the order of the document; only those that it claims, or all. */
export function claimLines(heads: readonly IndicatorHead[], row: Pick<BoardRow, 'cells'>, isWhole: boolean): ClaimLine[] {
  return heads.flatMap((head) => {
    const cell = row.cells[head.id]
    if (!head.leaf || !cell || (!isWhole && cell.claim === null)) return []
    return [{ head, cell, full: cell.adjustedMax ?? head.max, difference: cell.claim === null || cell.points === null ? null : difference(cell.claim, cell.points) }]
  })
}

/** Sums over the claimed leaves: all claims, what counts of them, and the difference, the last two only where everything counted is known. */
export function claimSums(lines: readonly ClaimLine[]): { claimed: string; counted: string | null; difference: string | null } {
  const claimed = lines.filter(({ cell }) => cell.claim !== null)
  const total = sum(claimed.map(({ cell }) => cell.claim ?? '0'))
  const isKnown = claimed.every(({ cell }) => cell.points !== null)
  const counted = isKnown ? sum(claimed.map(({ cell }) => cell.points ?? '0')) : null
  return { claimed: total, counted, difference: counted === null ? null : difference(total, counted) }
}
