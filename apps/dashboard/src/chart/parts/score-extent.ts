/** Lowest and highest value of a score axis. */
export interface Extent { readonly min: number; readonly max: number; readonly interval: number }

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]

/**
 * Axis bounds that hold every value and the tier line next above and next below them, on round figures;
 * a score axis that starts above 0 is right here because its marks are lines, never bars.
 */
export function scoreExtent(values: readonly number[], lines: readonly number[]): Extent {
  const all = values.filter(Number.isFinite)
  if (all.length === 0) return { min: 0, max: 100, interval: 20 }
  const low = Math.min(...all)
  const high = Math.max(...all)
  const below = lines.filter((line) => line <= low)
  const above = lines.filter((line) => line >= high)
  const from = below.length > 0 ? Math.min(low, Math.max(...below)) : low
  const until = above.length > 0 ? Math.max(high, Math.min(...above)) : high
  const step = roundStep(until - from)
  return { min: Math.floor(from / step - 0.25) * step, max: Math.ceil(until / step + 0.25) * step, interval: step }
}

function roundStep(range: number): number {
  return STEPS.find((step) => step * 5 >= range) ?? Math.ceil(range / 5)
}
