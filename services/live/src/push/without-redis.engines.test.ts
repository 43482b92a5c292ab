import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { openLogger } from '@tierline/platform/logger'
import { RedisSignal } from '@tierline/platform/signal/redis-signal'
import { openLiveOn } from '../testing/live-on-city.ts'
import type { Opened } from '../testing/live-on-city.ts'
import { ScoredCity } from '@tierline/boards/testing/scored-city'
import { until, watch } from '../testing/watcher.ts'
import type { Watcher } from '../testing/watcher.ts'

const KEY = { rubric: 'trial', group: 'towns', period: '2021' }
const WITHIN_MS = 30_000

/** A Redis of the test's own, from test/engines. */
interface OwnRedis {
  url: string
  kill(): Promise<void>
  restart(): Promise<void>
  remove(): Promise<void>
}
interface Engines {
  start(how: { folder: string }): Promise<OwnRedis>
}

let redis: OwnRedis
let city: ScoredCity
let live: Opened
let watcher: Watcher
/** The signal of the live process, and that of the scoring. */
let signals: RedisSignal[]
let minutes: number

beforeAll(async () => {
  const engines = await import(new URL('../../../../test/engines/redis.mjs', import.meta.url).href) as Engines
  redis = await engines.start({ folder: await mkdtemp(join(tmpdir(), 'tl-redis-')) })
}, 300_000)
afterAll(async () => await redis.remove())

beforeEach(async () => {
  minutes = 0
  city = await ScoredCity.open()
  await city.arrive('t1', 'code.verified', { time: '2021-10-30T09:00:00+08:00', data: { count: 5, checkpoint: 'gate' } })
  await city.score('2021-11-01T08:00:00+08:00')
  signals = ['live', 'scoring'].map(() => RedisSignal.open(redis.url, 'live.', openLogger('silent')))
  const [own] = signals
  live = await openLiveOn(await city.another(own))
  watcher = await watch(live.url)
  await watcher.ask('join', KEY)
}, 60_000)
afterEach(async () => {
  watcher.close()
  await live.close()
  for (const signal of signals) await signal.close()
  await city.platform.close()
})

/** Something changes, is scored, and the scoring says so. */
const move = async (): Promise<void> => {
  minutes += 1
  await city.arrive('t2', 'code.verified', { time: '2021-10-31T09:00:00+08:00', data: { count: minutes * 3, checkpoint: 'gate' } })
  await city.score(`2021-11-01T08:${String(minutes).padStart(2, '0')}:00+08:00`)
  const { id } = await city.platform.db.one({ parse: (row) => row as { id: number } }, `select id from board where period = '2021'`)
  signals[1]?.publish('board', String(id))
}
const isUp = (): boolean => signals.every((signal) => signal.isUp())
const ready = async (): Promise<unknown> => (await (await fetch(`${live.url}/readyz`)).json()) as unknown

describe('a live process whose Redis goes away and comes back', () => {
  it('sends every delta, by its poll while there is no signal, and says that the signal is away while it stays ready', async () => {
    await until('the signals', isUp, WITHIN_MS)
    await move()
    await until('a delta on the signal', () => watcher.deltas.length === 1, WITHIN_MS)
    expect(await ready()).not.toHaveProperty('degraded')
    await redis.kill()
    await move()
    await until('a delta without it', () => watcher.deltas.length === 2, WITHIN_MS)
    await until('the signal to be away', () => signals.every((signal) => !signal.isUp()), WITHIN_MS)
    expect(await ready()).toMatchObject({ ready: true, degraded: ['signal'] })
    await until('a heartbeat that says so', () => watcher.beats.at(-1)?.beat.degraded?.[0] === 'signal', WITHIN_MS)
    await move()
    await until('one more', () => watcher.deltas.length === 3, WITHIN_MS)
    await redis.restart()
    await until('the signals to be back', isUp, WITHIN_MS)
    await move()
    await until('a delta after it', () => watcher.deltas.length === 4, WITHIN_MS)
    expect(watcher.deltas.map(({ delta }) => [delta.base, delta.seq])).toEqual([[1, 2], [2, 3], [3, 4], [4, 5]])
    expect(await ready()).not.toHaveProperty('degraded')
  }, 180_000)
})
