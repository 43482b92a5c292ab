/** A sparkline of `values` in a box: its path and the point where it ends; null for fewer than two values. A level line lies in the middle. */
export function sparkPath(values: readonly number[], width: number, height: number): { path: string; end: readonly [number, number] } | null {
  const inset = 2
  if (values.length < 2) return null
  const low = Math.min(...values)
  const span = Math.max(...values) - low
  const points = values.map((value, index) => [
    round(inset + (index / (values.length - 1)) * (width - 2 * inset)),
    round(span === 0 ? height / 2 : inset + (1 - (value - low) / span) * (height - 2 * inset)),
  ] as const)
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')
  return { path, end: points[points.length - 1] ?? [0, 0] }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
