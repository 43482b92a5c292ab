import type { Cell } from '@tierline/contracts/board'
import { parseDecimal, ratios } from '@tierline/scoring'
import type { Ratio } from '@tierline/scoring'

const HUNDRED = ratios.whole(100n)
const WHOLE = /^-?\d+$/

/** How a rubric compares its percentages: exactly, or as they are printed. */
export type Rates = 'exact' | 'percent_2dp'

/** A cell's figure without its unit of measure (98.5 for 98.5 %), exact where its fraction is known, else as it is printed; null where it has none. */
export function figureOf(cell: Cell, rates: Rates): Ratio | null {
  if (cell.value === null) return null
  const isPercent = cell.value.endsWith('%')
  const fraction = isPercent && rates === 'percent_2dp' ? null : fractionOf(cell)
  const isExact = isPercent || (WHOLE.test(cell.numerator ?? '') && WHOLE.test(cell.denominator ?? ''))
  const value = fraction && isExact ? ratios.over(fraction.numerator, fraction.denominator) : null
  if (value) return isPercent ? ratios.times(value, HUNDRED) : value
  return parseDecimal(cell.value.replace(/ (?:%|h|min)$/, '').replaceAll(',', ''))
}

/** Numerator and denominator of a cell; null where it is no fraction. */
export function fractionOf({ numerator, denominator }: Pick<Cell, 'numerator' | 'denominator'>): { numerator: Ratio; denominator: Ratio } | null {
  const [above, below] = [parseDecimal(numerator ?? ''), parseDecimal(denominator ?? '')]
  return above && below ? { numerator: above, denominator: below } : null
}

/** Whether a cell shows a percentage. */
export const isPercent = ({ value }: Pick<Cell, 'value'>): boolean => value !== null && value.endsWith('%')
