import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Board } from '@tierline/contracts/board'
import { Joined } from '@tierline/contracts/live'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { openLiveOn, openRoundRobin } from '../testing/live-on-city.ts'
import type { Opened } from '../testing/live-on-city.ts'
import { ScoredCity } from '@tierline/boards/testing/scored-city'
import { until, watch } from '../testing/watcher.ts'
import type { Watcher } from '../testing/watcher.ts'

const KEY = { rubric: 'trial', group: 'towns', period: '2021' }
/** Machines are shared: what never comes fails, what is slow does not. */
const WITHIN_MS = 30_000

let kept: TestDatabase
let city: ScoredCity
let processes: Opened[]
const watchers: Watcher[] = []

beforeAll(async () => { kept = await openTestDatabase() }, 60_000)
afterAll(async () => await kept.close())
beforeEach(async () => {
  city = await ScoredCity.open()
  for (const [unit, count] of [['t1', 5], ['t2', 3], ['t3', 1]] as const) await city.arrive(unit, 'code.verified', { time: '2021-10-30T09:00:00+08:00', data: { count, checkpoint: 'gate' } })
  await city.score('2021-11-01T08:00:00+08:00')
  processes = [await openLiveOn(await city.another()), await openLiveOn(await city.another())]
}, 60_000)
afterEach(async () => {
  watchers.splice(0).forEach((watcher) => watcher.close())
  for (const live of processes) await live.close()
  await city.platform.close()
})

const follow = async (url: string): Promise<Watcher> => {
  const watcher = await watch(url)
  watchers.push(watcher)
  await watcher.ask('join', KEY)
  return watcher
}
/** Something changes and is scored, at 08:00 plus so many minutes. */
const move = async (minutes: number): Promise<void> => {
  const time = `2021-11-01T08:${String(minutes).padStart(2, '0')}:00+08:00`
  await city.arrive('t2', 'code.verified', { time: '2021-10-31T09:00:00+08:00', data: { count: minutes, checkpoint: 'gate' } })
  await city.score(time)
}
const url = (at: number): string => processes[at]?.url ?? ''

describe('two live processes on one database, without a signal', () => {
  it('send equal deltas, and equal boards under equal tags', async () => {
    const [one, two] = [await follow(url(0)), await follow(url(1))]
    for (const step of [1, 2, 3]) {
      await move(step * 7)
      await until('a delta from both', () => one.deltas.length === step && two.deltas.length === step, WITHIN_MS)
    }
    expect(one.deltas.map(({ delta }) => [delta.base, delta.seq])).toEqual([[1, 2], [2, 3], [3, 4]])
    expect(one.deltas.map(({ delta }) => delta)).toEqual(two.deltas.map(({ delta }) => delta))
    const [first, second] = await Promise.all([0, 1].map((at) => fetch(`${url(at)}/v1/boards/trial/towns`)))
    expect(first?.headers.get('etag')).toBe(second?.headers.get('etag'))
    expect(Board.parse(await first?.json())).toEqual(Board.parse(await second?.json()))
    const again = await fetch(`${url(1)}/v1/boards/trial/towns`, { headers: { 'if-none-match': first?.headers.get('etag') ?? '' } })
    expect(again.status).toBe(304)
  }, 120_000)

  it('measure how old the newest event is when it goes out', async () => {
    const one = await follow(url(0))
    await move(9)
    await until('a delta', () => one.deltas.length === 1, WITHIN_MS)
    await move(20)
    await until('another', () => one.deltas.length === 2, WITHIN_MS)
    const text = await (await fetch(`${url(0)}/metrics`)).text()
    // By the city's clock the second event arrived at 08:09, and it is 08:20; the first one arrived with those that the room knew.
    expect(text).toMatch(/^tierline_freshness_seconds_sum\{stage="pushed"\} 660$/m)
    expect(text).toMatch(/^tierline_freshness_seconds_count\{stage="pushed"\} 1$/m)
  }, 120_000)

  it('serve dashboards behind a proxy that remembers nobody, also when one of them ends', async () => {
    const proxy = await openRoundRobin([url(0), url(1)])
    const seen = await Promise.all([1, 2, 3, 4].map(() => follow(proxy.url)))
    await move(5)
    await until('a delta at each', () => seen.every(({ deltas }) => deltas.at(-1)?.delta.seq === 2), WITHIN_MS)
    const sockets = await Promise.all(processes.map(async (live) => /^tierline_live_sockets (\d+)$/m.exec(await (await fetch(`${live.url}/metrics`)).text())?.[1]))
    expect(sockets).toEqual(['2', '2'])
    await processes[0]?.close()
    await until('all to be connected again', () => seen.every(({ socket }) => socket.connected), WITHIN_MS)
    await move(11)
    // Who came to another process joins there, learns from the answer that the board has gone on, and fetches.
    for (const watcher of seen) expect(Joined.parse(await watcher.ask('join', KEY)).seq).toBeGreaterThanOrEqual(2)
    await move(13)
    await until('the newest delta at each', () => seen.every(({ deltas }) => deltas.at(-1)?.delta.seq === 4), WITHIN_MS)
    await proxy.close()
  }, 120_000)

  it('refuse long polling, which such a proxy would tear apart, and say so', async () => {
    const refused = await fetch(`${url(0)}/socket.io/?EIO=4&transport=polling`)
    expect([refused.status, await refused.json()]).toEqual([400, { code: 0, message: 'Transport unknown' }])
  }, 120_000)

  it('learn new names of units by the directory’s next reading, not by a signal', async () => {
    const platform = await city.another()
    const third = await openLiveOn(platform)
    const names = async (): Promise<string[]> => Board.parse(await (await fetch(`${third.url}/v1/boards/trial/towns`)).json()).rows.map(({ name }) => name).sort()
    expect(await names()).toEqual(['t1镇', 't2镇', 't3镇'])
    await city.platform.db.run(`update unit set name = '新镇' where code = 't1'`)
    await platform.directory.reload()
    expect(await names()).toEqual(['t2镇', 't3镇', '新镇'])
    await third.close()
  }, 120_000)
})
