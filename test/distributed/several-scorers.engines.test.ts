import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { raw } from '@tierline/platform/database/database'
import { startCluster } from '../support/cluster.ts'
import type { Cluster } from '../support/cluster.ts'
import type { ClusterProcess } from '../support/cluster/cluster-process.ts'
import { CITY, CITY_UNITS, fillSmallCity, scans } from '../support/small-city.ts'
import { atRest, until } from '../support/until.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster({ scoring: 2 })
  await fillSmallCity(cluster.client)
}, 300_000)
afterAll(async () => { await cluster?.stop() }, 120_000)

const metric = async ({ url }: ClusterProcess, name: string): Promise<number> => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await (await fetch(`${url}/metrics`)).text())?.[1])
const owned = async (one: ClusterProcess): Promise<number> => await metric(one, 'tierline_scoring_boards_owned')
const boards = async (): Promise<number> => (await cluster.db.one(raw<{ n: number }>(), 'select count(*)::int4 as n from board')).n
const scorers = async (): Promise<number> => (await cluster.db.one(raw<{ n: number }>(), 'select count(*)::int4 as n from scorer')).n
const process = (index: number): ClusterProcess => cluster.process('scoring', index)
/** Every board is owned once, by these processes, each of which has some. */
const shared = async (...processes: ClusterProcess[]): Promise<boolean> => {
  const counts = await Promise.all(processes.map(owned))
  return counts.every((count) => count > 0) && counts.reduce((sum, count) => sum + count, 0) === await boards()
}
const boardsOf = async (unit: string): Promise<number> => (await cluster.db.one(raw<{ n: number }>(),
  'select count(*)::int4 as n from board b join group_member m on m.group_id = b.group_id join unit u on u.id = m.unit where u.code = $1', [unit])).n
/** No seq was given twice or left out. */
const isGapless = async (): Promise<boolean> => (await cluster.db.one(raw<{ ok: boolean }>(),
  'select bool_and(n = seq) as ok from (select b.seq, (select count(*) from board_history h where h.board = b.id) as n from board b) as counted')).ok
let sent = 0
/** An event of every unit moves every board of its months. */
const moveAll = async (): Promise<void> => {
  sent += 1
  await cluster.client.events(CITY_UNITS.map((unit, at) => scans(unit, 30 + sent * 7 * (at + 1), `more-${sent}`)))
}
const noneWaits = async (): Promise<boolean> => (await cluster.db.one(raw<{ n: number }>(),
  'select (select count(*) from touched)::int4 + (select count(*) from board_touched)::int4 as n')).n === 0
const allScored = async (what: string): Promise<void> => {
  await moveAll()
  await until(`the events to be counted (${what})`, async () => (await cluster.db.one(raw<{ n: number }>(), `select count(*)::int4 as n from event where id like '%more-${sent}'`)).n === CITY_UNITS.length, 60)
  await until(what, noneWaits, 60)
}

describe('two scoring processes', () => {
  it('share the boards, and an entry through either one names the new seqs of all', async () => {
    await until('each to have its part', () => shared(process(0), process(1)), 60)
    const entry = { unit: CITY_UNITS[0] ?? '', name: 'population', value: '1234', effective: '2021-01-01', citation: '测试用', by: '测试' }
    // Several times, by turns to both processes; a reply leaves boards out that take longer than three seconds, as on a busy machine.
    for (const n of [1, 2, 3, 4]) {
      const named = await until('a reply that names every board of the unit', async () => {
        const before = await boardsOf(entry.unit)
        const { status, body } = await cluster.client.send('POST', '/v1/attributes', { ...entry, value: String(1_234 + n) })
        const { boards: moved } = body as { boards: { key: object; seq: number }[] }
        return status === 201 && moved.length >= before && moved
      }, 60)
      expect(named.every(({ seq }) => seq > 0)).toBe(true)
    }
  }, 120_000)

  it('lose one to kill −9: the other has its boards within seconds, and shares them again when it is back', async () => {
    await process(0).kill('SIGKILL')
    await until('the other to have them all', async () => (await owned(process(1))) === await boards(), 30)
    expect(await scorers()).toBe(1)
    await allScored('all boards to be scored by the one that is left')
    await process(0).start()
    await until('each to have its part', () => shared(process(0), process(1)), 60)
    await allScored('all boards to be scored by both')
  }, 180_000)

  it('lose one that stops (SIGSTOP), which joins again without harm', async () => {
    process(1).pause()
    await until('the other to have them all', async () => (await owned(process(0))) === await boards(), 30)
    await allScored('all boards to be scored by the one that runs')
    process(1).resume()
    await until('each to have its part', () => shared(process(0), process(1)), 60)
    await allScored('all boards to be scored by both')
    expect(await isGapless()).toBe(true)
  }, 180_000)

  it('lose one that ends in order at once, and the figures are those of a scorer that knows nothing of all this', async () => {
    await process(1).stop()
    expect(await scorers()).toBe(1)
    await until('the other to have them all', async () => (await owned(process(0))) === await boards(), 30)
    await allScored('all boards to be scored')
    const figures = async (): Promise<unknown> => (await cluster.client.board(CITY)).rows.map(({ unit, rank, score, low, high }) => [unit, rank, score, low, high])
    const before = await atRest(figures)
    await process(0).stop()
    await process(1).start()
    await until('the newcomer to have all', async () => (await owned(process(1))) === await boards(), 60)
    // It scored every board whole, from the stored events: nothing moved.
    expect(await atRest(figures)).toEqual(before)
    expect(await isGapless()).toBe(true)
  }, 180_000)
})
