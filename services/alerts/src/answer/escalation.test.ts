import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { AlertDetail } from '@tierline/contracts/alert/alert'
import type { WatchBody } from '@tierline/contracts/alert/watch'
import { SimulatedClock } from '@tierline/platform/clock'
import { raw } from '@tierline/platform/database/database'
import type { Platform } from '@tierline/platform/platform'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { NO_CALENDAR } from '@tierline/scoring'
import { seedAlert } from '../notice/testing/seeded.ts'
import { ScoredCity } from '@tierline/boards/testing/scored-city'
import { Escalation } from './escalation.ts'
import { AlertDesk } from './list/alert-desk.ts'
import { Answers } from './answers.ts'

const FIRED = Date.parse('2021-11-01T08:00:00+08:00')
/** Sending runs by the machine's time, which is far from the stored clock here. */
const MACHINE = Date.parse('2026-03-02T10:00:00+08:00')
const STEPS: WatchBody['escalation'] = [{ afterMinutes: 30, channels: ['duty', 'gone'] }, { afterMinutes: 60, channels: ['director'], severity: 'critical' }]

let kept: TestDatabase
let city: ScoredCity
let alert: number

beforeAll(async () => { kept = await openTestDatabase() }, 60_000)
afterAll(async () => await kept.close())
beforeEach(async () => {
  city = await ScoredCity.open()
  await city.arrive('t1', 'code.verified', { time: '2021-10-30T09:00:00+08:00', data: { count: 5, checkpoint: 'gate' } })
  await city.score('2021-11-01T08:00:00+08:00')
  for (const [id, zh] of [['duty', '值班群'], ['director', '分管领导']]) {
    await city.platform.db.run(`insert into channel (id, body, target, masked, has_secret, entered_by, entered_at) values ($1, $2, '', '', false, 'b', to_timestamp(0))`,
      [id, JSON.stringify({ title: { zh, en: id }, severityAtLeast: 'notice', enabled: true })])
  }
  await keepWatch(STEPS)
  alert = await fire('t1')
}, 60_000)
afterEach(async () => await city.platform.close())

const keepWatch = async (escalation: WatchBody['escalation'], more: Partial<WatchBody> = {}): Promise<void> => {
  const body = JSON.stringify({ id: 'drop', title: { zh: '跌线', en: 'Drop' }, condition: { kind: 'tier_drop' }, escalation, ...more })
  await city.platform.db.run(`insert into watch (id, version, body, origin, entered_by, entered_at, reason) values ('drop', 1, $1, 'entered', 'b', to_timestamp(0), 'r') on conflict (id) do update set body = excluded.body`, [body])
}
const fire = async (unit: string): Promise<number> => {
  const board = (await city.platform.db.one(raw<{ id: number }>(), 'select id from board')).id
  const made = await seedAlert(city.platform.db, board, { unit })
  await city.platform.db.run('update alert set fired_at = $2, escalates_at = $3 where id = $1', [made.alert, new Date(FIRED), new Date(FIRED + 30 * 60_000)])
  return made.alert
}
const escalation = ({ db, signal }: Pick<Platform, 'db' | 'signal'> = city.platform): Escalation => new Escalation({ db, signal, calendar: NO_CALENDAR, wall: new SimulatedClock(MACHINE) })
const minute = async (minutes: number): Promise<void> => void await city.platform.db.run('update clock set instant = $1', [new Date(FIRED + minutes * 60_000)])
const detail = async (id = alert): Promise<AlertDetail> => AlertDetail.parse(await new AlertDesk(city.platform).read(String(id)))
const escalated = async (id = alert): Promise<string[]> => (await detail(id)).steps.filter(({ kind }) => kind === 'escalated').map(({ text }) => text.zh)
const notices = () => city.platform.db.rows(raw<{ channel: string; alert: bigint; due_at: number; kind: string }>(), 'select n.channel, n.alert, n.due_at, s.kind from notice n join alert_step s on s.id = n.step order by n.id')

describe('the escalation of an alert that nobody acknowledges', () => {
  it('takes each step when it is due by the stored clock, once, and tells that step’s channels', async () => {
    const heard: string[] = []
    city.platform.signal.subscribe('alert', (text) => heard.push(text))
    await minute(29)
    expect(await escalation().pass()).toBe(0)
    await minute(30)
    expect(await escalation().pass()).toBe(1)
    expect(await escalation().pass()).toBe(0)
    expect(await detail()).toMatchObject({ escalations: 1, severity: 'warning' })
    expect(await escalated()).toEqual(['30分钟内无人签收，第1次升级，通知：值班群、gone'])
    await minute(61)
    expect(await escalation().pass()).toBe(1)
    expect(await detail()).toMatchObject({ escalations: 2, severity: 'critical' })
    expect((await escalated())[1]).toBe('60分钟内无人签收，第2次升级，通知：分管领导；级别升为严重')
    await minute(10_000)
    expect(await escalation().pass()).toBe(0)
    const due = MACHINE + 5_000
    expect(await notices()).toEqual([['duty', 'escalated'], ['director', 'escalated']].map(([channel, kind]) => ({ channel, alert: BigInt(alert), due_at: due, kind })))
    expect((await detail()).steps.filter(({ kind }) => kind === 'escalated').map(({ at, by }) => [at, by])).toEqual([['2021-11-01T00:30:00.000Z', null], ['2021-11-01T01:01:00.000Z', null]])
    expect(heard).toEqual(['revision 1', 'revision 2'])
  }, 60_000)

  it('takes all that came due while nobody looked', async () => {
    await minute(500)
    expect(await escalation().pass()).toBe(2)
    expect(await detail()).toMatchObject({ escalations: 2, severity: 'critical' })
  }, 60_000)

  it('takes each step of each alert once, however many processes look at the same moment', async () => {
    const all = [alert]
    for (let n = 0; n < 130; n += 1) all.push(await fire(`t${1 + (n % 3)}`))
    await minute(45)
    const others = [await city.another(), await city.another()]
    const taken = await Promise.all([city.platform, ...others, city.platform].map((platform) => escalation(platform).pass()))
    expect(taken.reduce((sum, n) => sum + n, 0)).toBe(131)
    const counts = await city.platform.db.rows(raw<{ n: number }>(), `select count(*)::integer as n from alert_step where kind = 'escalated' group by alert`)
    expect(counts.map(({ n }) => n)).toEqual(all.map(() => 1))
    expect(await notices()).toHaveLength(131)
  }, 120_000)

  it('waits for its watch to look at boards of before, for the alert may be over since; but not for ever', async () => {
    await city.platform.db.run(`insert into watch_stand (watch, board, version, seq, instant) select 'drop', id, 1, 0, to_timestamp(0) from board`)
    const wall = new SimulatedClock(MACHINE)
    const { db, signal } = city.platform
    const waiting = new Escalation({ db, signal, calendar: NO_CALENDAR, wall })
    await minute(31)
    expect(await waiting.pass()).toBe(0)
    expect(await escalation().pass()).toBe(0)
    wall.advanceTo(MACHINE + 59_000)
    expect(await waiting.pass()).toBe(0)
    wall.advanceTo(MACHINE + 60_000)
    expect(await waiting.pass()).toBe(1)
    await minute(60)
    expect(await waiting.pass()).toBe(0)
    await db.run('update watch_stand set seq = (select seq from board)')
    expect(await waiting.pass()).toBe(1)
    expect(await detail()).toMatchObject({ escalations: 2 })
  }, 60_000)
})

describe('the end of an escalation', () => {
  it.each<[what: string, sql: string]>([
    ['has been acknowledged', `update alert set acknowledged = '{}'`],
    ['is over', `update alert set ended_at = fired_at, ended = 'recovered'`],
  ])('leaves an alert in peace that %s', async (_what, sql) => {
    await city.platform.db.run(sql)
    await minute(500)
    expect(await escalation().pass()).toBe(0)
    expect(await notices()).toEqual([])
  }, 60_000)

  it('either is acknowledged in time or escalates, when both happen at the same moment', async () => {
    await minute(30)
    const answers = new Answers(city.platform)
    await Promise.all([answers.acknowledge(String(alert), { by: '李主任', reason: '已处理' }), escalation().pass()])
    const { steps, acknowledged } = await detail()
    expect(acknowledged).toMatchObject({ by: '李主任' })
    const kinds = steps.map(({ kind }) => kind).slice(1)
    expect([['acknowledged'], ['escalated', 'acknowledged']]).toContainEqual(kinds)
    await minute(500)
    expect(await escalation().pass()).toBe(0)
  }, 60_000)
})

describe('a step of an escalation', () => {
  it('never makes an alert quieter, and keeps the quiet time of the watch', async () => {
    await keepWatch([{ afterMinutes: 30, channels: ['duty'], severity: 'notice' }], { quiet: { hours: [{ from: '09:00', until: '12:00' }], workingDaysOnly: false, upTo: 'warning' } })
    await minute(30)
    expect(await escalation().pass()).toBe(1)
    expect(await detail()).toMatchObject({ severity: 'warning', escalations: 1 })
    expect((await notices()).map(({ due_at }) => due_at)).toEqual([Date.parse('2026-03-02T12:00:00+08:00')])
  }, 60_000)

  it('follows the watch as it was when the alert fired', async () => {
    await city.platform.db.run(`insert into watch_history (watch, version, body, entered_by, entered_at, reason) select id, version, body, entered_by, entered_at, reason from watch`)
    await keepWatch([])
    await city.platform.db.run('update watch set version = 2')
    await minute(30)
    expect(await escalation().pass()).toBe(1)
    expect(await escalated()).toHaveLength(1)
  }, 60_000)

  it('ends without a step where the watch has lost its steps', async () => {
    await keepWatch([])
    await minute(500)
    expect(await escalation().pass()).toBe(1)
    expect(await escalation().pass()).toBe(0)
    expect(await escalated()).toEqual([])
  }, 60_000)

  it('leaves everything due when it dies before the commit', async () => {
    await minute(30)
    const { db } = city.platform
    const dying = Object.assign(Object.create(db) as typeof db, { transaction: (work: Parameters<typeof db.transaction>[0]) => db.transaction(async (tx) => {
      await work(tx)
      throw new Error('killed')
    }) })
    await expect(escalation({ signal: city.platform.signal, db: dying }).pass()).rejects.toThrow('killed')
    expect(await escalated()).toEqual([])
    expect(await escalation().pass()).toBe(1)
    expect(await notices()).toHaveLength(1)
  }, 60_000)
})
