/** A published text that is a number: the decimal as it is printed and what stands behind it. */
export interface Figure {
  decimal: string
  unit: string
  /** A difference, which is printed with its sign. */
  isSigned: boolean
}

const PUBLISHED = /^(\+?)(-?\d+(?:\.\d+)?)( %| h| min| 百分点)?$/

/** Reads a published text; null where it is words, a range or ✓. */
export function figureOf(text: string): Figure | null {
  const match = PUBLISHED.exec(text)
  return match?.[2] === undefined ? null : { decimal: match[2], unit: match[3] ?? '', isSigned: match[1] === '+' }
}

/** How many decimals a decimal text shows. */
export const decimalsOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0

/** a − b exactly, with as many decimals as the longer of them shows, signed: `+1.20`, `-0.05`, `0.00`. */
export function signedDifference(a: string, b: string): string {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b))
  const difference = scaled(a, decimals) - scaled(b, decimals)
  return `${difference > 0n ? '+' : ''}${unscaled(difference, decimals)}`
}

/** Sign of a − b, exactly. */
export function compareDecimals(a: string, b: string): number {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b))
  const difference = scaled(a, decimals) - scaled(b, decimals)
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}

/** The decimal with its point moved two places to the left: what a percentage is as a plain number, not a digit lost. */
export function hundredth(decimal: string): string {
  const decimals = decimalsOf(decimal) + 2
  return unscaled(scaled(decimal, decimals - 2), decimals)
}

/** Difference of two published texts in words: of rates in 百分点, of anything else in its unit; null where one of them is no number or they are of two kinds. */
export function publishedDifference(now: string | null, before: string | null): string | null {
  const [a, b] = [now === null ? null : figureOf(now), before === null ? null : figureOf(before)]
  if (!a || !b || a.unit !== b.unit) return null
  const difference = signedDifference(a.decimal, b.decimal)
  return a.unit === ' %' ? `${difference} 百分点` : `${difference}${a.unit}`
}

/** a + b exactly. */
export function sumOf(decimals: readonly string[]): string {
  const most = Math.max(0, ...decimals.map(decimalsOf))
  return unscaled(decimals.reduce((sum, one) => sum + scaled(one, most), 0n), most)
}

/** a ÷ b, half up (away from zero) to so many decimals; null where b is zero. */
export function quotient(a: string, b: string, decimals: number): string | null {
  const most = Math.max(decimalsOf(a), decimalsOf(b))
  const [n, d] = [scaled(a, most) * 10n ** BigInt(decimals), scaled(b, most)]
  if (d === 0n) return null
  const [size, by] = [n < 0n ? -n : n, d < 0n ? -d : d]
  const rounded = (2n * size + by) / (2n * by)
  return unscaled((n < 0n) === (d < 0n) ? rounded : -rounded, decimals)
}

/** a ÷ b in per cent, half up to two decimals; null where b is zero. */
export function percentOf(a: string, b: string): string | null {
  const share = quotient(a, b, 4)
  return share === null ? null : unscaled(scaled(share, 4), 2)
}

function scaled(decimal: string, decimals: number): bigint {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.')
  const digits = BigInt(whole + fraction.padEnd(decimals, '0'))
  return decimal.startsWith('-') ? -digits : digits
}

function unscaled(digits: bigint, decimals: number): string {
  const text = String(digits < 0n ? -digits : digits).padStart(decimals + 1, '0')
  const sign = digits < 0n ? '-' : ''
  return decimals === 0 ? sign + text : `${sign}${text.slice(0, -decimals)}.${text.slice(-decimals)}`
}
