/** A list of rows of one height: which units stand in it from the top, and where it begins, in px from the top of the window. */
export interface Standing {
  readonly units: readonly string[]
  readonly topPx: number
  readonly rowPx: number
}

/** A row that must glide: it starts `fromPx` away from where it now stands. */
export interface Glide {
  readonly unit: string
  readonly fromPx: number
}

/**
 * Which rows glide after a change of order: those seen before or after, none that did not move. A row that comes from or
 * goes far outside glides from just beyond the edge, so that nothing flies across the whole table. Reckoned from the order
 * alone: measuring every row would make the browser lay the table out twice.
 */
export function glidesBetween(before: Standing, after: Standing, viewPx: number): Glide[] {
  const old = new Map(before.units.map((unit, index) => [unit, before.topPx + index * before.rowPx]))
  return after.units.flatMap((unit, index): Glide[] => {
    const was = old.get(unit)
    const now = after.topPx + index * after.rowPx
    if (was === undefined || Math.abs(was - now) < 1) return []
    const seen = [was, now].some((top) => top + after.rowPx > 0 && top < viewPx)
    return seen ? [{ unit, fromPx: nearEdge(was, after.rowPx, viewPx) - nearEdge(now, after.rowPx, viewPx) }] : []
  })
}

function nearEdge(top: number, rowPx: number, viewPx: number): number {
  return Math.min(Math.max(top, -rowPx), viewPx)
}
