import { compare, floor } from './ratio.ts'
import type { Ratio } from './ratio.ts'

/** How a number is rounded to its last place: half away from zero, half to even, or cut off. */
export type RoundingMode = 'half_up' | 'half_even' | 'truncate'

const HALF: Ratio = { n: 1n, d: 2n }

/** A ratio × 10^decimals, rounded to a whole number; −0.5 rounds away from zero with half_up. */
export function roundScaled(value: Ratio, decimals: number, mode: RoundingMode): bigint {
  const negative = value.n < 0n
  const scaled = { n: (negative ? -value.n : value.n) * 10n ** BigInt(decimals), d: value.d }
  const cut = floor(scaled)
  const side = mode === 'truncate' ? -1 : compare({ n: scaled.n - cut * scaled.d, d: scaled.d }, HALF)
  const up = side > 0 || (side === 0 && (mode === 'half_up' || cut % 2n === 1n))
  const rounded = up ? cut + 1n : cut
  return negative ? -rounded : rounded
}

/** A scaled whole number as decimal text with exactly that many decimals: 9600 → `96.00`. */
export function scaledText(scaled: bigint | number, decimals: number): string {
  const text = String(scaled < 0 ? -scaled : scaled).padStart(decimals + 1, '0')
  const sign = scaled < 0 ? '-' : ''
  return decimals === 0 ? sign + text : `${sign}${text.slice(0, -decimals)}.${text.slice(-decimals)}`
}

/** A ratio as decimal text, rounded half up to that many decimals. */
export function ratioText(value: Ratio, decimals: number): string {
  return scaledText(roundScaled(value, decimals, 'half_up'), decimals)
}

/** A ratio as the shortest exact decimal text; rounded half up to six decimals where it has none. */
export function plainText(value: Ratio): string {
  if (value.n % value.d === 0n) return String(value.n / value.d)
  return ratioText(value, 6).replace(/0+$/, '').replace(/\.$/, '')
}
