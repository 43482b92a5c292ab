/** When a newer state may reach the screen: at once after a quiet second, else at the end of it; never while it is held. */
export interface CalmPainter {
  /** There is something newer to show. */
  request(): void
  /** Shows what waits, held or not. */
  force(): void
  /** Nothing may move (the pointer rests on a row, or the keyboard's focus does). */
  hold(held: boolean): void
  stop(): void
}

/** Clock and timer, so that tests need no waiting. */
export interface Timing {
  now(): number
  after(ms: number, work: () => void): () => void
}

const browserTiming: Timing = {
  now: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}

/** A painter that calls `paint` at most once every `intervalMs()`; `waiting` is called instead while it is held. */
export function calmPainter(how: { paint(): void; waiting(): void; intervalMs(): number; timing?: Timing }): CalmPainter {
  const timing = how.timing ?? browserTiming
  let lastPaint = -Infinity
  let isHeld = false
  let isDue = false
  let cancel: (() => void) | null = null

  function paint(): void {
    cancel?.()
    cancel = null
    isDue = false
    lastPaint = timing.now()
    how.paint()
  }
  function plan(): void {
    if (isHeld) return how.waiting()
    if (cancel) return
    const rest = lastPaint + how.intervalMs() - timing.now()
    if (rest <= 0) return paint()
    cancel = timing.after(rest, () => {
      cancel = null
      if (isHeld) how.waiting()
      else paint()
    })
  }
  return {
    request() {
      isDue = true
      plan()
    },
    force: () => isDue && paint(),
    hold(held) {
      isHeld = held
      if (!held && isDue) plan()
    },
    stop: () => cancel?.(),
  }
}
