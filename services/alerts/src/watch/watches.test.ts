import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { WatchBody } from '@tierline/contracts/alert/watch'
import { raw } from '@tierline/platform/database/database'
import { ProblemError } from '@tierline/platform/http/problem'
import { WatchedCity } from '../evaluate/testing/watched-city.ts'
import { Previews } from '../preview/previews.ts'
import { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'

let watched: WatchedCity
beforeEach(async () => { watched = await WatchedCity.open() }, 60_000)
afterEach(async () => await watched.close())

const AT = '2021-11-02T09:00:00+08:00'
const BODY = WatchBody.parse({ id: 'drop', title: { zh: '跌出优秀', en: 'Out of best' }, rubric: 'trial', group: 'towns', period: 'year', condition: { kind: 'tier_drop', line: { tier: 'best' } }, channels: ['duty'] })
const WHO = { by: '李四', reason: '调整口径' }
const file = (more = ''): { name: string; text: string }[] => [{
  name: '/rules/watches/towns.yaml',
  text: `by: 张三\non: 2021-10-01\nwatches:\n  - { id: filed, title: { zh: 跌线, en: Drop }, rubric: trial, group: towns, period: year, condition: { kind: tier_drop, line: { tier: best } }, channels: [duty]${more} }\n`,
}]
const problemOf = async (work: Promise<unknown>): Promise<ProblemError['problem'] | null> => await work.then(() => null, (error: unknown) => (error instanceof ProblemError ? error.problem : null))
const fallAndLook = async (): Promise<void> => {
  await watched.loop.pass()
  await watched.verify('t2', 50, AT)
  await watched.score(AT)
  await watched.loop.pass()
}

describe('a watch that was entered', () => {
  it('is shown with its line in words, its states and who entered it', async () => {
    await watched.put()
    await fallAndLook()
    expect(await watched.watches.read('drop')).toMatchObject({
      watch: { id: 'drop', severity: 'warning' }, version: 1, origin: 'entered', by: '张三', reason: '月初布置', line: { zh: '总分跌破“优秀”线 15.00', en: 'The total falls below the line “Best” 15.00' },
      declared: null, fault: null, states: { normal: 2, alerting: 1, pending: 0 },
    })
  })

  it('is refused with every fault at once', async () => {
    const problem = await problemOf(watched.watches.put('fall', { watch: { ...BODY, group: 'counties', channels: ['night'] }, ...WHO }))
    expect(problem).toMatchObject({ status: 422, code: 'wrong_watch' })
    expect(problem?.faults?.map(({ path }) => path)).toEqual(['watch.id', 'watch.group', 'watch.channels[0]'])
  })

  it('that is changed starts afresh, ends what was open, and says by whom and why', async () => {
    await watched.put()
    await fallAndLook()
    await watched.watches.put('drop', { watch: { ...BODY, holdMinutes: 5 }, ...WHO })
    expect((await watched.alerts()).map(({ ended, state }) => [ended, state])).toEqual([['watch_changed', 'alerting']])
    const steps = await watched.db.rows(raw<{ by: string | null; text: { zh: string } }>(), 'select by, text from alert_step order by id')
    expect(steps.at(-1)).toEqual({ by: '李四', text: { zh: '预警规则已修改（李四，理由：调整口径），预警随之结束，并非已恢复。', en: 'The watch was changed (李四, because: 调整口径); the alert ends with it, it has not recovered.' } })
    expect([await watched.states(), await watched.notices()]).toEqual([{}, ['t1 fired', 't1 ended']])
    await watched.loop.pass()
    // It has not stood above the line since the change: nothing dropped.
    expect(await watched.states()).toEqual({ t1: 'normal', t2: 'normal', t3: 'normal' })
    expect((await watched.watches.read('drop')).version).toBe(2)
  })

  it('that is entered once more as it is changes nothing', async () => {
    await watched.put()
    await fallAndLook()
    await watched.put()
    expect([(await watched.watches.read('drop')).version, (await watched.alerts()).map(({ ended }) => ended)]).toEqual([1, [null]])
  })

  it('that is removed ends what was open, and may be entered again', async () => {
    await watched.put()
    await fallAndLook()
    await watched.watches.remove('drop', WHO)
    expect((await watched.alerts()).map(({ ended }) => ended)).toEqual(['watch_removed'])
    expect(await problemOf(watched.watches.read('drop'))).toMatchObject({ status: 404 })
    await watched.put()
    expect((await watched.watches.read('drop')).version).toBe(3)
    expect(await watched.db.rows(raw(), 'select version, body is null as gone from watch_history order by version')).toEqual([{ version: 1, gone: false }, { version: 2, gone: true }, { version: 3, gone: false }])
  })
})

describe('a watch without a board', () => {
  const fault = async (): Promise<{ zh: string; en: string } | null> => (await watched.watches.read('drop')).fault
  const waiting = async (): Promise<{ zh: string; en: string } | null> => (await watched.watches.read('drop')).waiting
  const WAITS = { zh: '还没有“试评 · 乡镇 · 2021年11月”的榜，一有就开始看。', en: 'No board yet for Trial · Towns · November 2021; it is looked at as soon as there is one.' }

  it('says calmly that it waits for it, fires nothing, and looks at it as soon as it is there', async () => {
    await watched.put({ period: 'month' })
    await watched.loop.pass()
    expect([await fault(), await waiting(), await watched.states(), await watched.alerts()]).toEqual([null, WAITS, {}, []])
    await watched.city.score('2021-11-01T09:00:00+08:00', '2021-11')
    await watched.loop.pass()
    expect([await waiting(), await watched.states()]).toEqual([null, { t1: 'normal', t2: 'normal', t3: 'normal' }])
    await watched.clock('2021-12-01T00:00:00+08:00')
    await watched.loop.pass()
    expect(await waiting()).toMatchObject({ en: 'No board yet for Trial · Towns · December 2021; it is looked at as soon as there is one.' })
    expect(await watched.alerts()).toEqual([])
  })

  it('says nothing of it while it is switched off, and says beside it what else is wrong', async () => {
    await watched.put({ period: 'month', enabled: false })
    expect([await fault(), await waiting()]).toEqual([null, null])
    await watched.put({ period: 'month' })
    await watched.db.run(`update channel set removed_at = to_timestamp(0)`)
    expect([(await fault())?.en, await waiting()]).toEqual(['The channels duty have not been entered; alerts fire, but nothing is sent there.', WAITS])
  })

  it('says what was found and expected and how to mend it, where its group or its rubric is gone, and asks for no board', async () => {
    await watched.put({ period: 'month' })
    await watched.db.run(`delete from group_member`)
    await watched.db.run(`delete from unit_group`)
    await watched.city.platform.directory.reload()
    expect(await fault()).toEqual({ zh: 'group 写的是“towns”，应为单位文件中已有的分组，现在一个也没有，请先装入。', en: 'group: found "towns", expected a group of the unit files; there is none yet, load it first.' })
    await watched.db.run(`insert into unit_group (id, title, note, demo) values ('villages', '{"zh":"村","en":"Villages"}', null, false)`)
    await watched.city.platform.directory.reload()
    expect((await fault())?.zh).toBe('group 写的是“towns”，应为单位文件中已有的分组（villages），请改为其中之一，或先装入所写的。')
    await watched.db.run('update rubric set active = false')
    expect((await fault())?.en).toMatch(/^rubric: found "trial", expected a rubric that is in force; there is none yet, load it first\. group: found "towns"/)
    await watched.loop.pass()
    expect(await watched.db.rows(raw(), 'select * from board_wanted')).toEqual([])
  })

  it('is not blamed for what was wrong with the board of a period that is over', async () => {
    await watched.put()
    await watched.loop.pass()
    await watched.clock('2022-01-01T09:00:00+08:00')
    await watched.loop.pass()
    await watched.db.run(`update watch_stand set fault = '{"zh":"旧","en":"old"}'`)
    expect(await fault()).toBeNull()
    expect((await waiting())?.en).toBe('No board for Trial · Towns · 2022: the rubric is in force 2021-01-01 … 2021-12-31; one is looked at as soon as there is one.')
    await watched.city.score('2022-01-01T10:00:00+08:00', '2022')
    await watched.loop.pass()
    expect(await fault()).toBeNull()
  })
})

describe('watches of files', () => {
  it('stand as they are written, are reset where the file changes, and go with it', async () => {
    await watched.watches.load(file())
    await fallAndLook()
    await watched.watches.load(file())
    expect((await watched.alerts()).map(({ watch, ended }) => [watch, ended])).toEqual([['filed', null]])
    expect(await problemOf(watched.watches.put('filed', { watch: { ...BODY, id: 'filed' }, ...WHO }))).toMatchObject({ status: 409, code: 'watch_in_file' })
    expect(await problemOf(watched.watches.remove('filed', WHO))).toMatchObject({ status: 409 })
    await watched.watches.load(file(', holdMinutes: 5'))
    expect((await watched.watches.list()).watches.map(({ watch, version, origin, file: from, by, reason }) => [watch.id, version, origin, from, by, reason])).toEqual([['filed', 2, 'file', 'watches/towns.yaml', '张三', '文件 watches/towns.yaml']])
    expect((await watched.alerts()).map(({ ended }) => ended)).toEqual(['watch_changed'])
    await watched.put()
    await watched.watches.load([])
    expect((await watched.watches.list()).watches.map(({ watch }) => watch.id)).toEqual(['drop'])
  })

  it('with a fault stop the start with all of them, and change nothing', async () => {
    await watched.watches.load(file())
    await expect(watched.watches.load(file(', units: [nowhere], mutedBy: [gone]'))).rejects.toThrow(/mend these 2 faults[^]*units\[0\][^]*mutedBy\[0\]/)
    expect((await watched.watches.read('filed')).version).toBe(1)
  })

  it('say in a fault which file has to be opened, where in it, and follow a file that is renamed', async () => {
    const said = async (): Promise<unknown> => {
      const { version, file: from, reason, fault } = await watched.watches.read('filed')
      return [version, from, reason, fault]
    }
    await watched.watches.load(file())
    await watched.put()
    await watched.loop.pass()
    expect(await said()).toEqual([1, 'watches/towns.yaml', '文件 watches/towns.yaml', null])
    expect(Object.keys(await watched.watches.read('drop'))).not.toContain('file')
    await watched.db.run(`update watch_stand set fault = '{"zh":"没有指标 x。","en":"There is no indicator x."}'`)
    await watched.watches.load(file().map(({ text }) => ({ name: '/rules/watches/counties.yaml', text })))
    expect(await said()).toEqual([1, 'watches/counties.yaml', '文件 watches/counties.yaml', { zh: 'watches/counties.yaml，watches[0]：没有指标 x。', en: 'watches/counties.yaml: watches[0]: There is no indicator x.' }])
    expect((await watched.watches.read('drop')).fault?.en).toBe('There is no indicator x.')
    expect((await problemOf(watched.watches.remove('filed', WHO)))?.detail).toMatch(/^filed comes from the rules folder \(watches\/counties\.yaml: watches\[0\]\)/)
    await watched.clock('2022-01-01T09:00:00+08:00')
    // Nothing has to be mended in the file where only the board is not there.
    await watched.db.run(`update watch_stand set fault = null`)
    expect(await watched.watches.read('filed')).toMatchObject({ fault: null, waiting: { en: expect.stringMatching(/^No board for Trial/) as unknown } })
  })

  it('may name channels that are entered later, and say so', async () => {
    await watched.watches.load(file().map(({ name, text }) => ({ name, text: text.replace('[duty]', '[night]') })))
    expect((await watched.watches.read('filed')).fault?.zh).toContain('“night”尚未登记')
  })
})

describe('a preview', () => {
  const preview = (body: object, from: string, until: string) => new Previews(watched.city.platform, new StoredRubrics(watched.db), watched.watches).of({ watch: { ...BODY, ...body }, from, until })

  it('says what the loop would have done, and writes nothing', async () => {
    await watched.put({ holdMinutes: 20, keepFiringMinutes: 10 })
    await watched.loop.pass()
    for (const [unit, count, at] of [['t2', 50, '09:00'], ['t1', 100, '10:00'], ['t2', 500, '10:15'], ['t1', 900, '11:00'], ['t1', 1, '12:00']] as const) {
      await watched.verify(unit, count, `2021-11-02T${at}:00+08:00`)
      await watched.score(`2021-11-02T${at}:00+08:00`)
    }
    await watched.loop.pass()
    const lived = await watched.alerts()
    const seen = await preview({ id: 'other', holdMinutes: 20, keepFiringMinutes: 10 }, '2021-11-01T08:00:00+08:00', '2021-11-02T12:00:00+08:00')
    expect(lived.length).toBeGreaterThan(1)
    expect(seen.alerts.map(({ unit, firedAt, endedAt }) => [unit, Date.parse(firedAt), endedAt && Date.parse(endedAt)])).toEqual(lived.map(({ unit, fired_at, ended_at }) => [unit, fired_at, ended_at]))
    expect(seen).toMatchObject({ total: lived.length, seqs: 5, historyFrom: '2021-11-01T00:00:00.000Z' })
    expect(seen.text).toEqual({ zh: `按此规则，该时段内会触发 ${lived.length} 次，涉及 2 个单位。`, en: `It would have fired ${lived.length} times in that time, about 2 units.` })
    expect([(await watched.alerts()).length, (await watched.watches.list()).watches.length]).toEqual([lived.length, 1])
  })

  it('finds silence in the instants of events', async () => {
    await watched.verify('t1', 1, '2021-11-01T20:00:00+08:00')
    await watched.clock('2021-11-02T12:00:00+08:00')
    const { alerts } = await preview({ condition: { kind: 'missing_reporter', withinMinutes: 600 } }, '2021-11-01T10:00:00+08:00', '2021-11-02T12:00:00+08:00')
    expect(alerts.filter(({ unit }) => unit === 't1').map(({ firedAt, endedAt }) => [firedAt, endedAt])).toEqual([['2021-11-01T02:00:00.000Z', '2021-11-01T12:00:00.000Z'], ['2021-11-01T22:00:00.000Z', null]])
  })

  it('is refused with every fault of the watch, but for channels that are yet to come', async () => {
    const problem = await problemOf(preview({ rubric: 'gone', channels: ['night'] }, '2021-11-02T00:00:00+08:00', '2021-11-01T00:00:00+08:00'))
    expect(problem?.faults?.map(({ path }) => path)).toEqual(['watch.rubric', 'from'])
  })
})
