import { afterEach, describe, expect, it, jest } from '@jest/globals'
import type { Logger } from '../logger.ts'
import { SteadyLoop } from './steady-loop.ts'
import type { SteadyWork } from './steady-loop.ts'

let loop: SteadyLoop | null = null
afterEach(() => loop?.stop())

/** A loop over work that is counted and fails where told to; the pause is an hour where nothing else is said. */
function loopOver(how: Partial<SteadyWork> = {}) {
  const error = jest.fn()
  let runs = 0
  let fault: Error | undefined
  const work = async (): Promise<void> => {
    runs += 1
    await Promise.resolve()
    if (fault) throw fault
  }
  const made = new SteadyLoop({ name: 'test', work, pauseMs: 3_600_000, logger: { error } as unknown as Logger, ...how })
  loop = made
  return { made, error, runs: () => runs, fail: (by?: Error) => { fault = by } }
}
const passed = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 30) })

describe('a steady loop', () => {
  it('begins at once, and again after its pause', async () => {
    const { made, runs } = loopOver({ pauseMs: 1 })
    made.start()
    await passed()
    expect(runs()).toBeGreaterThan(2)
  })

  it('does one piece soon however often it is hurried', async () => {
    const { made, runs } = loopOver({ soonMs: 5 })
    made.start()
    await passed()
    expect(runs()).toBe(1)
    for (let i = 0; i < 10; i++) made.hurry()
    await passed()
    expect(runs()).toBe(2)
  })

  it('remembers that it was hurried while a piece ran', async () => {
    const ends: (() => void)[] = []
    const { made } = loopOver({ work: () => new Promise<void>((resolve) => { ends.push(resolve) }) })
    made.start()
    await passed()
    made.hurry()
    await passed()
    expect(ends).toHaveLength(1)
    ends[0]?.()
    await passed()
    expect(ends).toHaveLength(2)
    ends[1]?.()
  })

  it('logs a failure once until a piece succeeds', async () => {
    const { made, error, fail, runs } = loopOver({ pauseMs: 1, complaint: 'cannot be done' })
    const fault = new Error('no database')
    fail(fault)
    made.start()
    await passed()
    expect(runs()).toBeGreaterThan(2)
    expect(error.mock.calls).toEqual([[{ err: fault, loop: 'test' }, 'cannot be done']])
    fail()
    await passed()
    fail(fault)
    await passed()
    expect(error).toHaveBeenCalledTimes(2)
  })

  it('waits for the running piece when it is stopped, and does no more', async () => {
    let end: () => void = () => undefined
    let runs = 0
    const { made } = loopOver({ pauseMs: 0, work: () => { runs += 1; return new Promise<void>((resolve) => { end = resolve }) } })
    made.start()
    await passed()
    let isStopped = false
    const stopped = made.stop().then(() => { isStopped = true })
    await passed()
    expect(isStopped).toBe(false)
    end()
    await stopped
    made.hurry()
    await passed()
    expect(runs).toBe(1)
  })
})
