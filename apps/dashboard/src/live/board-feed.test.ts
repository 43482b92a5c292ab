import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { Board } from '@tierline/contracts/board'
import type { BoardDelta } from '@tierline/contracts/live'
import { fixtureBoard, fixtureDelta } from '../testing/fixture-board.ts'
import { fixtureRandom } from '../testing/fixture-random.ts'
import { startFeed } from './board-feed.ts'
import { mergeDelta } from './merge-delta.ts'

/** A server with one board and one listener. */
function openServer() {
  const random = fixtureRandom(3)
  let board = fixtureBoard({ units: 8 })
  const heard: Board[] = []
  const failures: unknown[] = []
  let listener: { delta(delta: BoardDelta): void; joined(seq: number): void } | null = null
  let fetches = 0
  let isDown = false
  const stop = startFeed({
    fetch: () => {
      fetches++
      return isDown ? Promise.reject(new Error('down')) : Promise.resolve(board)
    },
    follow: (_key, given) => {
      listener = given
      return () => (listener = null)
    },
    board: (next) => void heard.push(next),
    failed: (reason) => void failures.push(reason),
  })
  return {
    heard, failures, stop,
    fetches: () => fetches, last: () => heard[heard.length - 1], current: () => board, isFollowed: () => listener !== null,
    join: () => listener?.joined(board.seq),
    down: (value: boolean) => (isDown = value),
    move(isDelivered = true) {
      const delta = fixtureDelta(board, random)
      const merged = mergeDelta(board, delta)
      if (merged.kind === 'newer') board = merged.board
      if (isDelivered) listener?.delta(delta)
    },
  }
}

describe('following a board', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  it('adds deltas to the snapshot', async () => {
    const server = openServer()
    await jest.advanceTimersByTimeAsync(0)
    server.move()
    server.move()
    expect(server.last()).toEqual(server.current())
    expect(server.fetches()).toBe(1)
    server.stop()
  })
  it('closes a gap with one fetch, however many deltas follow it', async () => {
    const server = openServer()
    await jest.advanceTimersByTimeAsync(0)
    server.move(false)
    for (let step = 0; step < 5; step++) server.move()
    await jest.advanceTimersByTimeAsync(2_500)
    expect(server.fetches()).toBe(2)
    expect(server.last()).toEqual(server.current())
    server.stop()
  })
  it('resyncs when a reconnection finds another seq', async () => {
    const server = openServer()
    await jest.advanceTimersByTimeAsync(0)
    server.move(false)
    server.join()
    await jest.advanceTimersByTimeAsync(2_500)
    expect(server.last()).toEqual(server.current())
    server.stop()
  })
  it('keeps the last good board while fetches fail and tries again', async () => {
    const server = openServer()
    await jest.advanceTimersByTimeAsync(0)
    server.down(true)
    server.move(false)
    server.join()
    await jest.advanceTimersByTimeAsync(2_500)
    expect(server.failures).toHaveLength(1)
    expect(server.heard).toHaveLength(1)
    server.down(false)
    await jest.advanceTimersByTimeAsync(12_000)
    expect(server.last()).toEqual(server.current())
    server.stop()
  })
  it('leaves the room and fetches no more once it is stopped', async () => {
    const server = openServer()
    await jest.advanceTimersByTimeAsync(0)
    server.stop()
    expect(server.isFollowed()).toBe(false)
    await jest.advanceTimersByTimeAsync(60_000)
    expect(server.fetches()).toBe(1)
  })
})
