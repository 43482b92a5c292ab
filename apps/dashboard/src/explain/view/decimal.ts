import { difference } from '../../format/decimal.ts'

/** Exact sum of decimal strings, with as many places as the longest of them: `["5.00", "16.0"]` → `21.00`. */
export function addDecimals(values: readonly string[]): string {
  return values.reduce((sum, value) => difference(sum, negate(value)), '0')
}

/** −1, 0 or 1 as `a` is less than, equal to or greater than `b`, whatever their places. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 {
  const rest = difference(a, b)
  return isZero(rest) ? 0 : rest.startsWith('-') ? -1 : 1
}

/** True where the figure is nought, however it is written. */
export function isZero(value: string): boolean {
  return !/[1-9]/.test(value)
}

/** `part ÷ whole` between 0 and 1, for the length of a bar; never for a figure in text. */
export function share(part: string | null, whole: string | null): number {
  const ratio = Number(part) / Number(whole)
  return Number.isFinite(ratio) ? Math.min(1, Math.max(0, ratio)) : 0
}

function negate(value: string): string {
  return value.startsWith('-') ? value.slice(1) : `-${value}`
}
