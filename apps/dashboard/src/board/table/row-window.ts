/** The rows that are really in the document: `first` … `until` − 1, with the heights of what is left out above and below. */
export interface RowWindow {
  readonly first: number
  readonly until: number
  readonly abovePx: number
  readonly belowPx: number
}

/** Above this many rows the table is windowed: what is not drawn cannot make a re-ranking slow. */
export const WINDOWED_FROM = 80
const OVERSCAN = 6
const STRIDE = 4

/** Which of `count` rows of equal height are drawn when `topPx` of the list has been scrolled away and `viewPx` is seen; all of them on paper. */
export function rowWindow(list: { count: number; rowPx: number; topPx: number; viewPx: number; isPrinting?: boolean }): RowWindow {
  const { count, rowPx, topPx, viewPx } = list
  if (count <= WINDOWED_FROM || list.isPrinting) return { first: 0, until: count, abovePx: 0, belowPx: 0 }
  // In strides, so that a scroll of a few pixels changes nothing.
  const firstSeen = Math.floor(Math.max(0, topPx) / rowPx / STRIDE) * STRIDE
  const first = Math.min(Math.max(0, firstSeen - OVERSCAN), Math.max(0, count - 1))
  const until = Math.min(count, firstSeen + Math.ceil(viewPx / rowPx) + STRIDE + OVERSCAN)
  return { first, until, abovePx: first * rowPx, belowPx: (count - until) * rowPx }
}
