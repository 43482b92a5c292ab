import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { QuietTime } from '@tierline/contracts/alert/watch'
import { raw } from '@tierline/platform/database/database'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { NO_CALENDAR, workCalendar } from '@tierline/scoring'
import { GROUP_WAIT_MS, giveNotices } from './give-notice.ts'
import type { GivenNotice } from './give-notice.ts'
import { afterQuiet } from './quiet-time.ts'
import { seedAlert, seedBoard } from './testing/seeded.ts'

const at = (local: string): number => Date.parse(`${local}:00+08:00`)
const NIGHT: QuietTime = { hours: [{ from: '22:00', until: '07:30' }], workingDaysOnly: false, upTo: 'warning' }
const CALENDAR = workCalendar([{
  year: 2021, state: 'published', notice: { title: 't', sources: ['s'] }, off: [{ name: '国庆节', from: '2021-10-01', until: '2021-10-07' }], working: [{ name: '国庆节', day: '2021-10-09' }],
}])

describe('quiet time', () => {
  it.each<[what: string, instant: string, quiet: Partial<QuietTime>, until: string]>([
    ['outside of it nothing waits', '2021-10-12T12:00', {}, '2021-10-12T12:00'],
    ['before midnight waits for the next morning', '2021-10-12T22:00', {}, '2021-10-13T07:30'],
    ['after midnight waits for the same morning', '2021-10-13T03:00', {}, '2021-10-13T07:30'],
    ['its last minute is over', '2021-10-13T07:30', {}, '2021-10-13T07:30'],
    ['several hours follow each other', '2021-10-12T12:30', { hours: [{ from: '12:00', until: '14:00' }, { from: '14:00', until: '15:00' }] }, '2021-10-12T15:00'],
    ['a holiday waits for the make-up working day', '2021-10-01T09:00', { hours: [], workingDaysOnly: true }, '2021-10-08T00:00'],
    ['a make-up Saturday works', '2021-10-09T09:00', { hours: [], workingDaysOnly: true }, '2021-10-09T09:00'],
    ['a Sunday waits past the night too', '2021-10-10T09:00', { workingDaysOnly: true }, '2021-10-11T07:30'],
    ['an unpublished year works from Monday to Friday', '2022-10-01T09:00', { hours: [], workingDaysOnly: true }, '2022-10-03T00:00'],
    ['one without an end holds nothing back', '2021-10-12T12:00', { hours: [{ from: '00:00', until: '12:00' }, { from: '12:00', until: '00:00' }] }, '2021-10-12T12:00'],
  ])('%s', (_, instant, quiet, until) => {
    expect(new Date(afterQuiet(at(instant), 'warning', { quiet: { ...NIGHT, ...quiet }, calendar: CALENDAR }))).toEqual(new Date(at(until)))
  })

  it('holds up to its severity only', () => {
    const night = at('2021-10-12T23:00')
    expect(afterQuiet(night, 'critical', { quiet: NIGHT, calendar: NO_CALENDAR })).toBe(night)
    expect(afterQuiet(night, 'notice', { quiet: NIGHT, calendar: NO_CALENDAR })).toBe(at('2021-10-13T07:30'))
    expect(afterQuiet(night, 'notice', { quiet: null, calendar: NO_CALENDAR })).toBe(night)
  })
})

describe('giving notice', () => {
  let test: TestDatabase
  beforeEach(async () => { test = await openTestDatabase() }, 60_000)
  afterEach(async () => { await test.close() })

  const addChannel = (id: string, body: object, removedAt: number | null = null): Promise<number> => test.db.run(
    `insert into channel (id, body, target, masked, has_secret, entered_by, entered_at, removed_at) values ($1, $2, '', '', false, 'b', to_timestamp(0), to_timestamp($3::float8))`,
    [id, JSON.stringify({ severityAtLeast: 'notice', enabled: true, ...body }), removedAt])

  it('tells each channel once that hears this severity, after the wait for others and the quiet time', async () => {
    const board = await seedBoard(test.db)
    const { alert, step } = await seedAlert(test.db, board)
    for (const [id, body] of Object.entries({ all: {}, loud: { severityAtLeast: 'critical' }, same: { severityAtLeast: 'warning' }, off: { enabled: false } })) await addChannel(id, body)
    await addChannel('gone', {}, 1)
    const now = at('2021-10-12T23:00')
    const given: GivenNotice = { alert, board, step, severity: 'warning', channels: ['all', 'loud', 'same', 'off', 'gone', 'unknown', 'all'], quiet: null, calendar: NO_CALENDAR, now }
    await test.db.transaction((tx) => giveNotices(tx, [given, { ...given, severity: 'critical', channels: ['loud'] }, { ...given, channels: ['all'], quiet: NIGHT }, { ...given, channels: [] }]))
    const rows = await test.db.rows(raw<{ channel: string; due_at: number; board: number; alert: bigint; step: bigint }>(), 'select channel, board, alert, step, due_at from notice order by id')
    expect(rows.map(({ channel, due_at }) => [channel, due_at])).toEqual([['all', now + GROUP_WAIT_MS], ['same', now + GROUP_WAIT_MS], ['loud', now + GROUP_WAIT_MS], ['all', at('2021-10-13T07:30')]])
    expect(rows.every((row) => row.board === board && row.alert === BigInt(alert) && row.step === BigInt(step))).toBe(true)
  })

  it('says once on the alert that rest days were taken from the week, where the year has no calendar', async () => {
    const board = await seedBoard(test.db)
    const { alert, step } = await seedAlert(test.db, board)
    await addChannel('all', {})
    const given: GivenNotice = { alert, board, step, severity: 'warning', channels: ['all'], quiet: { ...NIGHT, workingDaysOnly: true }, calendar: CALENDAR, now: at('2022-10-12T12:00') }
    for (const one of [given, given, { ...given, now: at('2021-10-12T12:00') }, { ...given, severity: 'critical' as const, now: at('2023-10-12T12:00') }]) await test.db.transaction((tx) => giveNotices(tx, [one]))
    expect(await test.db.rows(raw(), `select text ->> 'zh' as zh from alert_step where kind = 'note'`)).toEqual([{ zh: '2022 年工作日历尚未发布，静默时段按周一至周五为工作日计算。' }])
  })

  it('is undone with the transaction', async () => {
    const board = await seedBoard(test.db)
    const { alert, step } = await seedAlert(test.db, board)
    await addChannel('all', {})
    const undone = test.db.transaction(async (tx) => {
      await giveNotices(tx, [{ alert, board, step, severity: 'warning', channels: ['all'], quiet: null, calendar: NO_CALENDAR, now: 0 }])
      throw new Error('killed')
    })
    await expect(undone).rejects.toThrow('killed')
    expect(await test.db.rows(raw(), 'select id from notice')).toEqual([])
  })
})
