import type { BoardRow, IndicatorHead } from '@tierline/contracts/board'
import type { Bilingual } from '@tierline/contracts/text'

/** More figures than these do not fit beside a unit's name. */
const MOST_COLUMNS = 6

/** The leaves whose values are listed beside units that do not take part: those that say anything, where they are few. */
export function apartColumns(indicators: readonly IndicatorHead[], rows: readonly BoardRow[]): IndicatorHead[] {
  const told = indicators.filter((head) => head.leaf && rows.some((row) => (row.cells[head.id]?.value ?? null) !== null))
  return told.length > MOST_COLUMNS ? [] : told
}

/** The reason that all of them share, so that it is said once; null where they differ. */
export function sharedReason(rows: readonly BoardRow[]): Bilingual | null {
  const first = rows[0]?.unrankedBecause ?? null
  return first && rows.every((row) => row.unrankedBecause?.zh === first.zh) ? first : null
}

/** The indicators by which the units can be ranked: those that give points to somebody. */
export function rankable(indicators: readonly IndicatorHead[], rows: readonly BoardRow[]): IndicatorHead[] {
  return indicators.filter((head) => rows.some((row) => (row.cells[head.id]?.points ?? null) !== null))
}
