/** Where a row stands, in px from the top of the window. */
export interface Place {
  readonly top: number
  readonly height: number
}

/** A row that must glide: it starts `fromPx` away from where it now stands. */
export interface Glide {
  readonly key: string
  readonly fromPx: number
}

/**
 * Which rows glide after a change of order: those seen before or after, none that did not move. A row that comes from or
 * goes far outside glides in from just beyond the edge, so that nothing flies across the whole table.
 */
export function glidesBetween(before: ReadonlyMap<string, Place>, after: ReadonlyMap<string, Place>, viewHeight: number): Glide[] {
  const glides: Glide[] = []
  for (const [key, now] of after) {
    const was = before.get(key)
    if (!was || Math.abs(was.top - now.top) < 1) continue
    if (!isSeen(was, viewHeight) && !isSeen(now, viewHeight)) continue
    glides.push({ key, fromPx: nearEdge(was, viewHeight) - nearEdge(now, viewHeight) })
  }
  return glides
}

function isSeen({ top, height }: Place, viewHeight: number): boolean {
  return top + height > 0 && top < viewHeight
}

function nearEdge({ top, height }: Place, viewHeight: number): number {
  return Math.min(Math.max(top, -height), viewHeight)
}
