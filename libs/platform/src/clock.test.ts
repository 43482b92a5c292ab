import { describe, expect, it } from '@jest/globals'
import { SimulatedClock } from './clock.ts'

describe('SimulatedClock', () => {
  it('stands still until it is moved, and never goes back', () => {
    const clock = new SimulatedClock(1_000)
    expect(clock.now()).toBe(1_000)
    clock.advanceTo(5_000)
    clock.advanceTo(2_000)
    expect(clock.now()).toBe(5_000)
  })

  it('runs at its speed from where it stands', async () => {
    const clock = new SimulatedClock(0)
    clock.runAt(1_000_000)
    const started = Date.now()
    while (Date.now() - started < 5) await new Promise(setImmediate)
    const running = clock.now()
    expect(running).toBeGreaterThanOrEqual(5_000_000)
    clock.runAt(0)
    const stopped = clock.now()
    expect(stopped).toBeGreaterThanOrEqual(running)
    expect(clock.now()).toBe(stopped)
  })
})
