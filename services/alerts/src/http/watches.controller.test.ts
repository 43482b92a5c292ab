import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { AlertDetail, AlertList } from '@tierline/contracts/alert/alert'
import type { Alert } from '@tierline/contracts/alert/alert'
import { Watch, WatchList, WatchPreview } from '@tierline/contracts/alert/watch'
import type { WatchBody } from '@tierline/contracts/alert/watch'
import { Problem } from '@tierline/contracts/problem'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { AlertsOnCity } from '../testing/alerts-on-city.ts'
import { until } from '../testing/until.ts'

const WATCH = { id: 'drop', title: { zh: '跌出优秀', en: 'Out of best' }, rubric: 'trial', group: 'towns', period: 'year', condition: { kind: 'tier_drop', line: { tier: 'best' } } } as const
const CHANGE = { watch: WATCH, by: '张三', reason: '年度考核' }

let kept: TestDatabase
let alerts: AlertsOnCity

beforeAll(async () => { kept = await openTestDatabase() }, 60_000)
afterAll(async () => await kept.close())
beforeEach(async () => {
  alerts = await AlertsOnCity.open()
  for (const [unit, count] of [['t1', 5], ['t2', 3], ['t3', 1]] as const) await verify(unit, count)
  await alerts.city.score('2021-11-01T08:00:00+08:00')
}, 60_000)
afterEach(async () => await alerts.close())

/** The town that verifies most has 20 points, the others 14; the line of the best is 15. */
const verify = (unit: string, count: number): Promise<void> => alerts.city.arrive(unit, 'code.verified', { time: '2021-10-30T09:00:00+08:00', data: { count, checkpoint: 'gate' } })
const put = (change: object = CHANGE, id = 'drop') => alerts.ask('PUT', `/watches/${id}`, { body: change })
const watch = async (id = 'drop'): Promise<Watch> => Watch.parse((await alerts.get(`/watches/${id}`)).json)
const open = async (): Promise<Alert[]> => AlertList.parse((await alerts.get('/alerts')).json).alerts
const detail = async (id: number): Promise<AlertDetail> => AlertDetail.parse((await alerts.get(`/alerts/${id}`)).json)
/** The watch has looked at the board as it stands, so that the next change is a change for it. */
const looked = (): Promise<unknown> => until('the watch to look at three towns', async () => Object.values((await watch()).states).reduce((sum, n) => sum + n, 0) === 3)
const drop = async (): Promise<Alert> => {
  await put()
  await looked()
  await verify('t2', 9)
  await alerts.city.score('2021-11-01T09:00:00+08:00')
  return await until('the alert', async () => (await open())[0])
}

describe('a unit that drops', () => {
  it('is in the list with what was true then, and stays so while the board goes on', async () => {
    const fired = await drop()
    expect(fired).toMatchObject({
      watch: 'drop', watchTitle: { zh: '跌出优秀' }, kind: 'tier_drop', severity: 'warning', unit: 't1', state: 'alerting', firedAt: '2021-11-01T01:00:00.000Z', board: { rubric: 'trial', group: 'towns', period: '2021' },
      facts: { seq: 2, asOf: '2021-11-01T01:00:00.000Z', score: '14.00', tier: 'rest', oldTier: 'best', rank: 2, line: { value: '15.00', title: { zh: '优秀' }, declared: null }, since: { seq: 1 } },
    })
    expect(fired.facts.reasons.map(({ indicator, change }) => [indicator, change])).toEqual([['place', '-6.00']])
    await verify('t3', 20)
    await alerts.city.score('2021-11-01T10:00:00+08:00')
    await until('the second alert', async () => (await open()).length === 2)
    const read = await detail(fired.id)
    expect(read.facts).toEqual(fired.facts)
    expect(read.steps.map(({ kind, by, seq }) => [kind, by, seq])).toEqual([['fired', null, 2]])
    expect((await watch()).states).toMatchObject({ normal: 1, alerting: 2 })
  }, 120_000)

  it('is linked to the board as it was known then', async () => {
    const { link, facts, unit } = await drop()
    const [, path = '', query = ''] = /^\/boards\/(.*)\?(.*)$/.exec(link) ?? []
    expect(path).toBe('trial/towns/2021')
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({ unit, at: facts.asOf })
    // The stored history answers at this instant with the very figures.
    const row = await alerts.platform.db.run(`select from score_history h join unit u on u.id = h.unit where u.code = $1 and h.at <= $2 and h.row ->> 'score' = $3 and h.seq = $4`, [unit, new Date(facts.asOf), facts.score, facts.seq])
    expect(row).toBe(1)
  }, 120_000)

  it('recovers, and the story is whole', async () => {
    const { id } = await drop()
    await alerts.ask('POST', `/alerts/${id}/acknowledge`, { body: { by: '李主任', reason: '已核实' } })
    await alerts.ask('POST', `/alerts/${id}/notes`, { body: { by: '李主任', text: '补录数据' } })
    await verify('t1', 30)
    await alerts.city.score('2021-11-01T10:00:00+08:00')
    const over = await until('the end', async () => {
      const read = await detail(id)
      return read.ended !== null && read
    })
    expect(over).toMatchObject({ state: 'normal', ended: 'recovered', endedAt: '2021-11-01T02:00:00.000Z', acknowledged: { by: '李主任' } })
    expect(over.steps.map(({ kind, by }) => [kind, by])).toEqual([['fired', null], ['acknowledged', '李主任'], ['note', '李主任'], ['recovered', null]])
  }, 120_000)
})

describe('watches over HTTP', () => {
  it('are entered, listed, changed and removed; a change ends open alerts and says by whom and why', async () => {
    const entered = await put()
    expect([entered.status, Watch.parse(entered.json)]).toEqual([200, expect.objectContaining({ version: 1, origin: 'entered', by: '张三', reason: '年度考核' }) as unknown])
    const fired = await drop()
    const changed = await put({ watch: { ...WATCH, severity: 'critical' }, by: '李四', reason: '从严' })
    expect(Watch.parse(changed.json)).toMatchObject({ version: 2, by: '李四', watch: { severity: 'critical' } })
    const ended = await detail(fired.id)
    expect(ended).toMatchObject({ ended: 'watch_changed', severity: 'warning', watchVersion: 1 })
    expect(ended.steps.at(-1)).toMatchObject({ kind: 'ended', by: '李四' })
    expect(ended.steps.at(-1)?.text.zh).toMatch(/李四.*从严/)
    const removed = await alerts.ask('DELETE', '/watches/drop', { body: { by: '王五', reason: '不再考核' } })
    expect([removed.status, removed.json]).toEqual([200, { removed: 'drop' }])
    expect(WatchList.parse((await alerts.get('/watches')).json).watches).toEqual([])
    expect((await alerts.get('/watches/drop')).status).toBe(404)
    // What is past keeps the name of its watch.
    expect(await detail(fired.id)).toMatchObject({ watchTitle: { zh: '跌出优秀' }, kind: 'tier_drop' })
  }, 120_000)

  it('are tried on stored history without a key, and nothing is written', async () => {
    await verify('t2', 9)
    await alerts.city.score('2021-11-01T09:00:00+08:00')
    await alerts.clock('2021-11-01T10:00:00+08:00')
    const { status, json } = await alerts.ask('POST', '/watches/preview', { body: { watch: WATCH, from: '2021-11-01T00:00:00+08:00', until: '2021-11-01T12:00:00+08:00' }, key: null })
    expect(status).toBe(200)
    expect(WatchPreview.parse(json)).toMatchObject({ total: 1, alerts: [{ unit: 't1', firedAt: '2021-11-01T01:00:00.000Z', endedAt: null }] })
    expect(await alerts.platform.db.run('select from watch')).toBe(0)
  }, 60_000)

  it('are refused with every fault, and without a key that may', async () => {
    const ingest = await alerts.platform.keys.make({ name: 'sender', roles: ['ingest'] })
    const wrong: Partial<WatchBody> = { ...WATCH, rubric: 'other', channels: ['nobody'], mutedBy: ['none'] }
    const cases: [status: number, says: RegExp, asked: Promise<{ status: number; json: unknown }>][] = [
      [422, /rubric.*channels.*mutedBy|rubric.*mutedBy.*channels/s, put({ ...CHANGE, watch: wrong })],
      [422, /watch\.group: found "counties", expected a group that the rubric scores: towns/, put({ ...CHANGE, watch: { ...WATCH, group: 'counties' } })],
      [422, /watch\.rubric: found "other", expected a rubric that is in force: trial.*watch\.group: found "counties"/s, put({ ...CHANGE, watch: { ...WATCH, rubric: 'other', group: 'counties' } })],
      [422, /watch\.id/, put(CHANGE, 'other')],
      [400, /severity/, put({ ...CHANGE, watch: { ...WATCH, severity: 'loud' } })],
      [400, /by.*reason/s, put({ watch: WATCH })],
      [400, /by/, alerts.ask('DELETE', '/watches/drop', { body: {} })],
      [404, /There is no watch "gone"/, alerts.ask('DELETE', '/watches/gone', { body: { by: '甲', reason: '乙' } })],
      [404, /There is no watch "gone"/, alerts.get('/watches/gone')],
      [400, /until/, alerts.ask('POST', '/watches/preview', { body: { watch: WATCH, from: '2021-11-01T00:00:00+08:00' } })],
      [401, /no valid API key/, alerts.ask('PUT', '/watches/drop', { body: CHANGE, key: null })],
      [401, /no valid API key/, alerts.ask('DELETE', '/watches/drop', { body: { by: '甲', reason: '乙' }, key: null })],
      [403, /needs the role watch or admin/, alerts.ask('PUT', '/watches/drop', { body: CHANGE, key: ingest })],
    ]
    for (const [status, says, asked] of cases) {
      const reply = await asked
      expect([reply.status, Problem.parse(reply.json).detail]).toEqual([status, expect.stringMatching(says) as unknown])
    }
    expect(await alerts.platform.db.run('select from watch')).toBe(0)
  }, 60_000)
})
