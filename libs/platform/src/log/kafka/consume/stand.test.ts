import { describe, expect, it } from '@jest/globals'
import type { KafkaMessage } from '../kafka-client.ts'
import { withHeartbeats } from './heartbeat.ts'
import { LiveFirst } from './live-first.ts'
import { slicesOf } from './slices.ts'
import { gapOf, Stand } from './stand.ts'

const bounds = { start: 10, end: 20 }

describe('a stored position held against the log', () => {
  it.each([
    ['at its start', { next: 10, missed: null }, null],
    ['at its end', { next: 20, missed: null }, null],
    ['below its start', { next: 9, missed: null }, { kind: 'trimmed', from: 9, until: 10 }],
    ['below its start, and missed', { next: 9, missed: 9 }, { kind: 'trimmed', from: 9, until: 10 }],
    ['above its end', { next: 21, missed: null }, { kind: 'rewound', from: 21, until: 10 }],
    ['inside, but the broker did not have it a moment ago', { next: 15, missed: 15 }, { kind: 'rewound', from: 15, until: 10 }],
    ['inside, and another one was missed before it was moved', { next: 15, missed: 9 }, null],
  ])('%s', (_, { next, missed }, gap) => {
    expect(gapOf({ next, missed, bounds })).toEqual(gap)
  })
})

describe('a batch', () => {
  it('is expected where the last one ended, or where control records lie between', () => {
    const stand = new Stand(0)
    stand.go(5)
    expect([stand.isExpected(5), stand.isExpected(4), stand.isExpected(7)]).toEqual([true, false, false])
    stand.suspect = 7
    stand.go(5)
    expect(stand.isExpected(7)).toBe(true)
    stand.advance(9, 10)
    expect([stand.isExpected(10), stand.isExpected(9), stand.isExpected(7)]).toEqual([true, false, false])
    stand.missed = 9
    expect(stand.isExpected(10)).toBe(false)
  })

  it('is cut by records and by bytes; one message may be larger', () => {
    const messages = [1, 1, 1, 9, 2, 2].map((size, offset) => ({ offset: String(offset), value: Buffer.alloc(size) }) as KafkaMessage)
    const sizes = (cut: { records: number; bytes: number }): number[] => [...slicesOf(messages, cut)].map((slice) => slice.length)
    expect(sizes({ records: 2, bytes: 100 })).toEqual([2, 2, 2])
    expect(sizes({ records: 4, bytes: 100 })).toEqual([3, 3])
    expect(sizes({ records: 9, bytes: 4 })).toEqual([3, 1, 2])
    expect([...slicesOf(messages, { records: 2, bytes: 3 })].flat()).toEqual(messages)
    expect([...slicesOf([], { records: 2, bytes: 3 })]).toEqual([])
  })
})

describe('imports', () => {
  it('wait while live records wait, and go on by themselves, so that they end', async () => {
    let [lag, asked] = [1_000, 0]
    const first = new LiveFirst(() => {
      asked += 1
      return lag
    })
    await first.wait(() => false)
    expect(asked).toBe(1)
    await first.timed(() => new Promise((resolve) => setTimeout(resolve, 20)))
    await first.wait(() => false)
    expect(asked).toBeGreaterThan(3)
    lag = 0
    const before = asked
    await first.wait(() => false)
    expect(asked).toBe(before + 1)
  })
})

describe('long work', () => {
  it('is told when a heartbeat was refused, and the refusal is thrown after it', async () => {
    let beats = 0
    const refused = new Error('rebalance')
    const heartbeat = (): Promise<void> => (++beats === 3 ? Promise.reject(refused) : Promise.resolve())
    let isTold = false
    await expect(withHeartbeats(heartbeat, 2, async (membership) => {
      while (!membership.isLost) await new Promise((resolve) => setTimeout(resolve, 1))
      isTold = true
    })).rejects.toBe(refused)
    expect(isTold).toBe(true)
  })
})
