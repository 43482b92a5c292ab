import type { Show } from '../rubric/value.schema.ts'
import { compare } from './ratio.ts'
import type { Ratio } from './ratio.ts'
import { plainText, ratioText } from './round.ts'

/** Most decimals that a percentage gets to show on which side of a bound it lies. */
const CLOSEST = 6

/** A value as people read it: `98.21 %`, `10.50 h`, `18.25 min`, `96.00` points, `12`, `0.0131`; a condition as ✓ or ✗. */
export function valueText(show: Show, value: Ratio): string {
  if (show === 'percent') return percentText(value, 2)
  if (show === 'hours') return `${ratioText(value, 2)} h`
  if (show === 'minutes') return `${ratioText(value, 2)} min`
  if (show === 'points') return pointsText(value)
  if (show === 'yes_no') return value.n === 0n ? '✗' : '✓'
  return value.n % value.d === 0n ? String(value.n / value.d) : ratioText(value, 4)
}

/** The same with as many decimals as it takes to see on which side of the bound it lies (79.9996 % is not 80.00 %). */
export function valueTextBeside(show: Show, value: Ratio, bound: Ratio): string {
  if (show !== 'percent' || compare(value, bound) === 0) return valueText(show, value)
  for (let decimals = 2; decimals <= CLOSEST; decimals++) {
    if (percentText(value, decimals) !== percentText(bound, decimals)) return percentText(value, decimals)
  }
  return `${grouped(plainText(value))}`
}

/** A bound in the value's terms, no longer than it must be: `80 %`, `12 h`. */
export function boundText(show: Show, bound: Ratio): string {
  if (show === 'percent') return `${plainText({ n: bound.n * 100n, d: bound.d })} %`
  if (show === 'hours') return `${plainText(bound)} h`
  return show === 'minutes' ? `${plainText(bound)} min` : plainText(bound)
}

/** A plain number with its thousands parted: 43,269. */
export function grouped(decimalText: string): string {
  const [whole = '', fraction] = decimalText.split('.')
  const parted = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction === undefined ? parted : `${parted}.${fraction}`
}

/** A numerator or denominator: whole numbers in full, anything else with two decimals. */
export function partText(value: Ratio): string {
  return value.n % value.d === 0n ? String(value.n / value.d) : ratioText(value, 2)
}

/** Points with two decimals, or with as many as they have. */
function pointsText(value: Ratio): string {
  const plain = plainText(value)
  return (plain.split('.')[1] ?? '').length > 2 ? plain : ratioText(value, 2)
}

function percentText(value: Ratio, decimals: number): string {
  return `${ratioText({ n: value.n * 100n, d: value.d }, decimals)} %`
}
