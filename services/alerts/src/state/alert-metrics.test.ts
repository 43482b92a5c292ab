import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { raw } from '@tierline/platform/database/database'
import { Registry } from 'prom-client'
import { seedAlert, seedBoard } from '../notice/testing/seeded.ts'
import { measureOpenAlerts } from './alert-metrics.ts'
import { countOpen } from './alert.store.ts'

let kept: TestDatabase
beforeEach(async () => { kept = await openTestDatabase() }, 60_000)
afterEach(async () => await kept.close())

const linesOf = async (registry: Registry): Promise<string[]> => (await registry.metrics()).split('\n').filter((line) => /^tierline_alerts_open\{.*[1-9]\d*$/.test(line)).sort()

describe('the gauge of open alerts', () => {
  it('follows severity and state, forgets those that are over, and comes down to 0', async () => {
    const { db } = kept
    const registry = new Registry()
    // A second time, as where the service is opened again on one registry, changes nothing.
    for (let times = 0; times < 2; times++) measureOpenAlerts(registry, () => countOpen(db))
    const board = await seedBoard(db)
    const alerts: number[] = []
    for (const severity of ['warning', 'warning', 'critical', 'notice'] as const) alerts.push((await seedAlert(db, board, { severity })).alert)
    expect(await linesOf(registry)).toEqual(['tierline_alerts_open{severity="critical",state="alerting"} 1', 'tierline_alerts_open{severity="notice",state="alerting"} 1', 'tierline_alerts_open{severity="warning",state="alerting"} 2'])
    await db.run(`update alert set state = 'no_data' where id = $1`, [alerts[0]])
    await db.run(`update alert set ended_at = now(), ended = 'recovered' where id = any($1::int8[])`, [alerts.slice(2)])
    expect(await linesOf(registry)).toEqual(['tierline_alerts_open{severity="warning",state="alerting"} 1', 'tierline_alerts_open{severity="warning",state="no_data"} 1'])
    expect(await registry.metrics()).toContain('tierline_alerts_open{severity="critical",state="alerting"} 0')
  }, 60_000)

  it('keeps its last figures while the database is away', async () => {
    const registry = new Registry()
    let isAway = false
    measureOpenAlerts(registry, () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve([{ severity: 'critical', state: 'error', n: 7 }])))
    const line = ['tierline_alerts_open{severity="critical",state="error"} 7']
    expect(await linesOf(registry)).toEqual(line)
    isAway = true
    expect(await linesOf(registry)).toEqual(line)
  })

  it('reads the open ones by their index, not all that ever were', async () => {
    const { db } = kept
    const board = await seedBoard(db)
    await seedAlert(db, board)
    await db.run(`insert into alert (watch, watch_version, board, unit, severity, state, since, fired_at, ended_at, ended, seq, facts) select watch, 1, board, unit, severity, 'normal', since, fired_at, now(), 'recovered', 7, facts from alert, generate_series(1, 5000)`)
    await db.run('analyze alert')
    const asked: string[] = []
    const rows: TestDatabase['db']['rows'] = (_, sql) => {
      asked.push(sql)
      return Promise.resolve([])
    }
    await countOpen(Object.assign(Object.create(db) as TestDatabase['db'], { rows }))
    const plan = await db.rows(raw<{ 'QUERY PLAN': string }>(), `explain ${asked[0] ?? ''}`)
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/alert_active/)
  }, 60_000)
})
