import { compare } from './ratio.ts'
import type { Ratio } from './ratio.ts'

/** Cross products up to this are whole numbers that a double holds exactly. */
const EXACT = 2 ** 53

/** The sign of values[i] − values[j], exactly; small fractions are crossed as plain whole numbers, large ones as big ones. */
export function comparer(values: readonly Ratio[]): (i: number, j: number) => number {
  const n = Float64Array.from(values, (value) => Number(value.n))
  const d = Float64Array.from(values, (value) => Number(value.d))
  const isSmall = largest(n) * largest(d) <= EXACT
  if (isSmall) return (i, j) => (n[i] ?? 0) * (d[j] ?? 1) - (n[j] ?? 0) * (d[i] ?? 1)
  return (i, j) => {
    const [a, b] = [values[i], values[j]]
    return a && b ? compare(a, b) : 0
  }
}

function largest(numbers: Float64Array): number {
  return numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0)
}
