/** An exact rational; `d` is positive. Not necessarily in lowest terms. */
export interface Ratio {
  readonly n: bigint
  readonly d: bigint
}

export const ZERO: Ratio = { n: 0n, d: 1n }
export const ONE: Ratio = { n: 1n, d: 1n }

/** A whole number as a ratio. */
export function whole(n: bigint): Ratio {
  return { n, d: 1n }
}

/** Sign of a − b, exactly. */
export function compare(a: Ratio, b: Ratio): number {
  const left = a.n * b.d
  const right = b.n * a.d
  return left < right ? -1 : left > right ? 1 : 0
}

export function plus(a: Ratio, b: Ratio): Ratio {
  return a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d }
}

/** The sum of many; those over one denominator are added first, so that a large group's sum stays small. */
export function sumOf(values: readonly Ratio[]): Ratio {
  const byDenominator = new Map<bigint, bigint>()
  for (const { n, d } of values) byDenominator.set(d, (byDenominator.get(d) ?? 0n) + n)
  let parts = [...byDenominator].map(([d, n]): Ratio => ({ n, d }))
  while (parts.length > 1) parts = parts.filter((_, at) => at % 2 === 0).map((part, at) => reduced(plus(part, parts[2 * at + 1] ?? ZERO)))
  return parts[0] ?? ZERO
}

export function minus(a: Ratio, b: Ratio): Ratio {
  return a.d === b.d ? { n: a.n - b.n, d: a.d } : { n: a.n * b.d - b.n * a.d, d: a.d * b.d }
}

export function times(a: Ratio, b: Ratio): Ratio {
  return { n: a.n * b.n, d: a.d * b.d }
}

/** a ÷ b; null where b is zero. */
export function over(a: Ratio, b: Ratio): Ratio | null {
  if (b.n === 0n) return null
  return b.n > 0n ? { n: a.n * b.d, d: a.d * b.n } : { n: -a.n * b.d, d: -a.d * b.n }
}

/** The largest whole number not above a. */
export function floor(a: Ratio): bigint {
  const quotient = a.n / a.d
  return a.n % a.d < 0n ? quotient - 1n : quotient
}

/** The smallest whole number not below a. */
export function ceil(a: Ratio): bigint {
  return -floor({ n: -a.n, d: a.d })
}

/** The same number in lowest terms, for display and hashing. */
export function reduced(a: Ratio): Ratio {
  let [x, y] = [a.n < 0n ? -a.n : a.n, a.d]
  while (y !== 0n) [x, y] = [y, x % y]
  return x <= 1n ? a : { n: a.n / x, d: a.d / x }
}
