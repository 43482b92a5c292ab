import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { AlertDetail, AlertList } from '@tierline/contracts/alert/alert'
import { Problem } from '@tierline/contracts/problem'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { parse } from 'csv-parse/sync'
import { seedAlert } from '../notice/testing/seeded.ts'
import type { SeededAlert } from '../notice/testing/seeded.ts'
import { AlertsOnCity } from '../testing/alerts-on-city.ts'

let kept: TestDatabase
let alerts: AlertsOnCity

beforeAll(async () => { kept = await openTestDatabase() }, 60_000)
afterAll(async () => await kept.close())
beforeEach(async () => {
  alerts = await AlertsOnCity.open()
  for (const [unit, count] of [['t1', 5], ['t2', 3], ['t3', 1]] as const) await alerts.city.arrive(unit, 'code.verified', { time: '2021-10-30T09:00:00+08:00', data: { count, checkpoint: 'gate' } })
  await alerts.city.score('2021-11-01T08:00:00+08:00')
  await alerts.keepWatch({ id: 'drop' })
}, 60_000)
afterEach(async () => await alerts.close())

/** An alert that fired on 1 November at 08:00 plus so many minutes. */
const fire = async (unit: string, minute = 0, more: SeededAlert & { ended?: string; board?: number } = {}): Promise<number> => {
  const { alert } = await seedAlert(alerts.platform.db, more.board ?? await alerts.board(), { ...more, unit })
  const at = new Date(Date.parse('2021-11-01T08:00:00+08:00') + minute * 60_000)
  await alerts.platform.db.run('update alert set fired_at = $2, since = $2, ended = $3::text, ended_at = case when $3::text is null then null else $2::timestamptz end where id = $1', [alert, at, more.ended ?? null])
  return alert
}
const list = async (query = ''): Promise<AlertList> => AlertList.parse((await alerts.get(`/alerts${query}`)).json)
const ids = async (query = ''): Promise<number[]> => (await list(query)).alerts.map(({ id }) => id)
const detail = async (id: number): Promise<AlertDetail> => AlertDetail.parse((await alerts.get(`/alerts/${id}`)).json)
const problem = (json: unknown): Problem => Problem.parse(json)

describe('the list of alerts', () => {
  it('shows an alert with its names, its board, its frozen facts and where it happened', async () => {
    const id = await fire('t1')
    const { revision, active, unacknowledged, alerts: [alert], next } = await list()
    expect({ revision, active, unacknowledged, next }).toEqual({ revision: 0, active: 1, unacknowledged: 1, next: null })
    expect(alert).toMatchObject({
      id, watch: 'drop', watchVersion: 1, watchTitle: { zh: '跌出优秀' }, kind: 'tier_drop', severity: 'warning', state: 'alerting', unit: 't1', name: 't1镇', short: 't1镇',
      board: { rubric: 'trial', group: 'towns', period: '2021' }, boardTitle: { zh: '试评（乡镇，2021年）', en: 'Trial (Towns, 2021)' },
      firedAt: '2021-11-01T00:00:00.000Z', endedAt: null, ended: null, acknowledged: null, escalations: 0, silence: null, mutedBy: null, demo: false,
      facts: { score: '94.20', rank: 5, previousRank: 2, line: { value: '95.00' }, numerator: '37', denominator: '40' },
      link: '/boards/trial/towns/2021?unit=t1&leaf=rate&at=2021-10-15T10%3A30%3A00%2B08%3A00',
    })
    expect(alert?.facts.reasons).toHaveLength(3)
  }, 60_000)

  it('filters by state, board, unit, watch, severity and instant', async () => {
    await alerts.keepWatch({ id: 'late' })
    await alerts.city.score('2021-11-01T08:00:00+08:00', '2021-11')
    const one = await fire('t1', 0)
    const two = await fire('t2', 10, { severity: 'critical', watch: 'late' })
    const over = await fire('t1', 5, { ended: 'recovered', board: await alerts.board('2021-11') })
    const cases: [query: string, found: number[]][] = [
      ['', [two, one]], ['?state=active', [two, one]], ['?state=ended', [over]], ['?state=all', [two, over, one]],
      ['?state=all&unit=t1', [over, one]], ['?state=all&unit=t1镇', [over, one]], ['?watch=late', [two]], ['?severity=critical', [two]], ['?severity=notice', []],
      ['?rubric=trial&group=towns', [two, one]], ['?rubric=other', []], ['?group=other', []],
      ['?state=all&from=2021-11-01T08:05:00%2B08:00', [two, over]], ['?state=all&until=2021-11-01T08:05:00%2B08:00', [one]],
    ]
    const found = await Promise.all(cases.map(async ([query]) => [query, await ids(query)]))
    expect(found).toEqual(cases)
    expect(await list('?severity=notice')).toMatchObject({ active: 2, unacknowledged: 2 })
  }, 60_000)

  it('comes in pages, newest firing first, none twice and none left out', async () => {
    const fired: number[] = []
    // Several of one instant, and one that fired before those that were written earlier.
    for (const minute of [1, 2, 2, 2, 3, 0, 4]) fired.push(await fire('t1', minute))
    const expected = [6, 4, 3, 2, 1, 0, 5].map((at) => fired[at])
    const seen: number[] = []
    for (let query: string | null = '?limit=2'; query !== null;) {
      const page: AlertList = await list(query)
      seen.push(...page.alerts.map(({ id }) => id))
      query = page.next === null ? null : `?limit=2&before=${page.next}`
    }
    expect(seen).toEqual(expected)
  }, 60_000)

  it.each<[query: string, says: RegExp]>([
    ['?state=open&limit=0&severity=loud', /state: .*limit: .*|limit: .*state: /s], ['?limit=501', /limit/], ['?before=x', /before/], ['?from=yesterday', /from/], ['?nonsense=1', /nonsense/],
    ['?before=99', /before: found 99, expected the number `next` of the page before/],
  ])('says what cannot be read in %s', async (query, says) => {
    const { status, json } = await alerts.get(`/alerts${query}`)
    expect(status).toBe(400)
    expect(problem(json).detail).toMatch(says)
  }, 60_000)

  it('says that a unit is unknown', async () => {
    const { status, json } = await alerts.get('/alerts?unit=nowhere')
    expect([status, problem(json).detail]).toEqual([404, expect.stringContaining('There is no unit "nowhere". See GET /v1/units') as unknown])
  }, 60_000)
})

describe('answering an alert', () => {
  it('is acknowledged once, with name and reason; the second is told who was first', async () => {
    const id = await fire('t1')
    await alerts.platform.db.run('update alert set escalates_at = to_timestamp(4000000000)')
    await alerts.clock('2021-11-01T08:30:00+08:00')
    const first = await alerts.ask('POST', `/alerts/${id}/acknowledge`, { body: { by: '李主任', reason: '已通知承办单位' } })
    expect(first.status).toBe(200)
    expect(AlertDetail.parse(first.json)).toMatchObject({ acknowledged: { by: '李主任', at: '2021-11-01T00:30:00.000Z', reason: '已通知承办单位' } })
    const second = await alerts.ask('POST', `/alerts/${id}/acknowledge`, { body: { by: '王科长', reason: '看到了' } })
    expect(second.status).toBe(409)
    expect(problem(second.json)).toMatchObject({ code: 'already_acknowledged', detail: expect.stringContaining('found an acknowledgement by 李主任 at 2021-11-01T00:30:00.000Z') as unknown })
    expect((await detail(id)).steps.map(({ kind, by, text }) => [kind, by, text.zh])).toEqual([['fired', null, '跌破线'], ['acknowledged', '李主任', '李主任签收：已通知承办单位']])
    expect(await list()).toMatchObject({ revision: 1, active: 1, unacknowledged: 0 })
    expect(await alerts.platform.db.run('select from alert where escalates_at is not null')).toBe(0)
  }, 60_000)

  it('is acknowledged by one of several who do it at the same moment', async () => {
    const id = await fire('t1')
    const beside = await alerts.beside()
    const names = ['甲', '乙', '丙', '丁', '戊', '己']
    const replies = await Promise.all(names.map((by, at) => (at % 2 === 0 ? alerts : beside).ask('POST', `/alerts/${id}/acknowledge`, { body: { by, reason: '核实' } })))
    await beside.close()
    const first = names[replies.findIndex(({ status }) => status === 200)]
    expect(replies.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409, 409, 409, 409])
    for (const { json } of replies.filter(({ status }) => status === 409)) expect(problem(json).detail).toContain(`by ${first} at`)
    expect((await detail(id)).steps.filter(({ kind }) => kind === 'acknowledged').map(({ by }) => by)).toEqual([first])
  }, 60_000)

  it('keeps notes under their names, also after its end', async () => {
    const id = await fire('t1', 0, { ended: 'recovered' })
    const { status, json } = await alerts.ask('POST', `/alerts/${id}/notes`, { body: { by: '李主任', text: '系统割接所致' } })
    expect(status).toBe(201)
    expect(AlertDetail.parse(json).steps.at(-1)).toMatchObject({ kind: 'note', by: '李主任', text: { zh: '系统割接所致', en: '系统割接所致' } })
    expect((await list()).revision).toBe(1)
  }, 60_000)

  it('tells the other processes of every change', async () => {
    const id = await fire('t1')
    const heard: string[] = []
    alerts.platform.signal.subscribe('alert', (text) => heard.push(text))
    await alerts.ask('POST', `/alerts/${id}/notes`, { body: { by: '甲', text: '一' } })
    await alerts.ask('POST', `/alerts/${id}/acknowledge`, { body: { by: '甲', reason: '二' } })
    expect(heard).toEqual(['revision 1', 'revision 2'])
  }, 60_000)

  it('needs a key that may, words, and an alert', async () => {
    const id = await fire('t1')
    const body = { by: '甲', reason: '乙' }
    const ingest = await alerts.platform.keys.make({ name: 'sender', roles: ['ingest', 'judge', 'claim', 'issue'] })
    const admin = await alerts.platform.keys.make({ name: 'chief', roles: ['admin'] })
    const cases: [status: number, says: RegExp, asked: Promise<{ status: number; json: unknown }>][] = [
      [401, /no valid API key/, alerts.ask('POST', `/alerts/${id}/acknowledge`, { body, key: null })],
      [401, /no valid API key/, alerts.ask('POST', `/alerts/${id}/notes`, { body: { by: '甲', text: '乙' }, key: null })],
      [403, /needs the role watch or admin/, alerts.ask('POST', `/alerts/${id}/acknowledge`, { body, key: ingest })],
      [400, /reason/, alerts.ask('POST', `/alerts/${id}/acknowledge`, { body: { by: '甲', reason: '' } })],
      [400, /by.*reason/s, alerts.ask('POST', `/alerts/${id}/acknowledge`, { body: {} })],
      [400, /mark/, alerts.ask('POST', `/alerts/${id}/acknowledge`, { body: { ...body, mark: 1 } })],
      [400, /text/, alerts.ask('POST', `/alerts/${id}/notes`, { body })],
      [404, /There is no alert "99". GET \/v1\/alerts\?state=all lists them/, alerts.ask('POST', '/alerts/99/acknowledge', { body })],
      [404, /There is no alert "x"/, alerts.ask('GET', '/alerts/x')],
      [404, /There is no alert "0"/, alerts.ask('POST', '/alerts/0/notes', { body: { by: '甲', text: '乙' } })],
    ]
    for (const [status, says, asked] of cases) {
      const reply = await asked
      expect([reply.status, problem(reply.json).detail]).toEqual([status, expect.stringMatching(says) as unknown])
    }
    expect((await alerts.ask('POST', `/alerts/${id}/acknowledge`, { body, key: admin })).status).toBe(200)
  }, 60_000)
})

describe('the history as a file', () => {
  it('is read back by another program, with the figures of the list, formulas defused and numbers left alone', async () => {
    const formula = { zh: '=1+1', en: '+cmd' }
    const id = await fire('t1', 0, { facts: { score: '-3.00', low: '-3.00', line: null, text: formula } })
    const over = await fire('t2', 5, { ended: 'watch_changed' })
    await alerts.ask('POST', `/alerts/${id}/acknowledge`, { body: { by: '@李', reason: '"已", 通知\n承办' } })
    const reply = await fetch(`${alerts.url}/v1/alerts.csv`)
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(reply.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('预警记录.csv')}`)
    const bytes = Buffer.from(await reply.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const rows = parse<Record<string, string>>(bytes, { bom: true, columns: true })
    expect(rows.map((row) => row['编号'])).toEqual([String(over), String(id)])
    expect(rows[1]).toMatchObject({
      触发时间: '2021-11-01 08:00:00', 级别: '警告', 预警规则: '跌出优秀', 类型: '跌线', 考核榜: '试评（乡镇，2021年）', 单位代码: 't1', 单位: 't1镇', 状态: '报警中', 结束时间: '', 得分: '-3.00', 名次: '5', 原名次: '2',
      指标: '3.1 按时办结率', 分子: '37', 分母: '40', 线: '', 情况说明: `'=1+1`, 签收人: `'@李`, 签收说明: '"已", 通知\n承办', 升级次数: '0',
    })
    expect(rows[0]).toMatchObject({ 状态: '已结束', 结束时间: '2021-11-01 08:05:00', 结束原因: '规则已修改，未恢复', 得分: '94.20', 线: '95.00' })
    expect(rows[0]?.['主要原因']).toContain('满意率')
  }, 60_000)

  it('takes the filters of the list, and the other language', async () => {
    await fire('t1')
    await fire('t2', 5, { ended: 'recovered' })
    const read = async (query: string): Promise<Record<string, string>[]> => parse((await alerts.get(`/alerts.csv${query}`)).text, { bom: true, columns: true })
    expect((await read('?lang=en&state=ended')).map((row) => [row['Unit'], row['State'], row['Ended because'], row['Severity']])).toEqual([['T2镇', 'Ended', 'Recovered', 'Warning']])
    expect(await read('?unit=t3')).toEqual([])
    expect((await alerts.get('/alerts.csv?limit=3')).status).toBe(400)
    expect((await alerts.get('/alerts.csv?unit=nowhere')).status).toBe(404)
  }, 60_000)

  it('holds every alert, however many', async () => {
    const id = await fire('t1')
    await alerts.platform.db.run(
      `insert into alert (watch, watch_version, board, unit, severity, state, since, fired_at, seq, facts)
       select watch, watch_version, board, unit, severity, state, since, fired_at + (n / 3) * interval '1 s', seq, facts from alert, generate_series(1, 1204) as n where id = $1`, [id])
    const rows = parse<Record<string, string>>((await alerts.get('/alerts.csv')).text, { bom: true, columns: true })
    expect(new Set(rows.map((row) => row['编号'])).size).toBe(1_205)
    expect(rows).toHaveLength(1_205)
    const times = rows.map((row) => row['触发时间'] ?? '')
    expect(times).toEqual([...times].sort().reverse())
  }, 60_000)
})
