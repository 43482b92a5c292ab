import { describe, expect, it } from '@jest/globals'
import { calmPainter } from './calm-painter.ts'

/** A painter on a clock that a test moves by hand. */
function openPainter(intervalMs = 1000) {
  let now = 0
  let timers: { at: number; work: () => void }[] = []
  const paints: number[] = []
  let waits = 0
  const painter = calmPainter({
    paint: () => void paints.push(now), waiting: () => void waits++, intervalMs: () => intervalMs,
    timing: {
      now: () => now,
      after(ms, work) {
        const timer = { at: now + ms, work }
        timers.push(timer)
        return () => (timers = timers.filter((one) => one !== timer))
      },
    },
  })
  function advance(ms: number): void {
    const until = now + ms
    for (;;) {
      const next = timers.filter((one) => one.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      timers = timers.filter((one) => one !== next)
      now = next.at
      next.work()
    }
    now = until
  }
  return { painter, paints, waits: () => waits, advance }
}

describe('the calm painter', () => {
  it('paints the first news at once', () => {
    const { painter, paints } = openPainter()
    painter.request()
    expect(paints).toEqual([0])
  })
  it('paints at most once a second however much comes, and never forgets the last', () => {
    const { painter, paints, advance } = openPainter()
    for (let ms = 0; ms < 5_000; ms += 50) {
      painter.request()
      advance(50)
    }
    advance(2_000)
    expect(paints).toEqual([0, 1000, 2000, 3000, 4000, 5000])
  })
  it('paints every delta without calm', () => {
    const { painter, paints } = openPainter(0)
    painter.request()
    painter.request()
    expect(paints).toHaveLength(2)
  })
  it('stands still while it is held, counts, and paints when let go', () => {
    const { painter, paints, waits, advance } = openPainter()
    painter.hold(true)
    painter.request()
    advance(10_000)
    painter.request()
    expect([paints.length, waits()]).toEqual([0, 2])
    painter.hold(false)
    expect(paints).toEqual([10_000])
  })
  it('does not paint at a planned time when it has been held since', () => {
    const { painter, paints, waits, advance } = openPainter()
    painter.request()
    painter.request()
    painter.hold(true)
    advance(3_000)
    expect([paints, waits()]).toEqual([[0], 1])
  })
  it('paints once on demand though held, and nothing where nothing waits', () => {
    const { painter, paints } = openPainter()
    painter.force()
    painter.hold(true)
    painter.request()
    painter.force()
    painter.force()
    expect(paints).toHaveLength(1)
  })
})
