import { describe, expect, it } from '@jest/globals'
import type { Heartbeat } from '@tierline/contracts/live'
import { freshnessAt, keepBeat, type Beat } from './freshness.ts'

// The server's clock is an hour ahead of the PC's; the monotone local clock starts at 0.
const SERVER = 1_700_000_000_000
const beat = (local: number, delay = 20): Beat => ({ server: SERVER + local - delay, local })

describe('freshness', () => {
  it.each([
    [0, 'live', 0], [9_900, 'live', 9], [10_000, 'late', 10], [60_000, 'late', 60], [60_100, 'lost', 60], [3_600_000, 'lost', 3600],
  ])('says after %i ms without a heartbeat: %s', (ms, state, ageSeconds) => {
    expect(freshnessAt([beat(5_000)], 5_000 + ms, 0)).toEqual({ state, ageSeconds })
  })
  it('does not care about the PC’s clock being wrong', () => {
    expect(freshnessAt([beat(1_000), beat(6_000)], 6_500, 0).state).toBe('live')
  })
  it('counts a heartbeat that was held up on its way as old', () => {
    const held = { server: SERVER + 5_000, local: 35_000 }
    expect(freshnessAt([beat(1_000, 0), held], 35_000, 0)).toEqual({ state: 'late', ageSeconds: 30 })
  })
  it('waits before the first heartbeat, then says so', () => {
    expect([3_000, 15_000, 90_000].map((ms) => freshnessAt([], ms, 0).state)).toEqual(['waiting', 'late', 'lost'])
  })
  it('forgets beats older than a minute, so that a server clock set back is soon believed', () => {
    const heartbeat = (now: number) => ({ now, build: 'b', demo: false, watermark: { instant: '', lastEventAt: null, lastArrivedAt: null, position: {} } }) satisfies Heartbeat
    let beats: Beat[] = [{ server: SERVER + 3_600_000, local: 0 }]
    for (let local = 5_000; local <= 60_000; local += 5_000) beats = keepBeat(beats, heartbeat(SERVER + local), local)
    expect(beats).toHaveLength(12)
    expect(freshnessAt(beats, 60_000, 0).state).toBe('live')
  })
})
