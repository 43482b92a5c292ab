import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { raw } from '@tierline/platform/database/database'
import { WatchedCity } from './testing/watched-city.ts'

let watched: WatchedCity
beforeEach(async () => { watched = await WatchedCity.open() }, 60_000)
afterEach(async () => await watched.close())

const DAY2 = (time: string): string => `2021-11-02T${time}:00+08:00`
const overtake = async (at: string, count = 50): Promise<void> => {
  await watched.verify('t2', count, at)
  await watched.score(at)
}
const look = async (at?: string): Promise<void> => {
  if (at) await watched.clock(at)
  await watched.loop.pass()
}
const fired = async (): Promise<string[]> => (await watched.alerts()).map(({ unit, watch, ended }) => `${watch} ${unit}${ended === null ? '' : ` ${ended}`}`)

describe('an indicator, a rank', () => {
  it('fires at points beyond a line, without any height before', async () => {
    await watched.put({ id: 'place', condition: { kind: 'indicator', indicator: 'place', of: 'points', side: 'below', line: '5' } })
    await look()
    expect(await fired()).toEqual(['place t2', 'place t3'])
    expect((await watched.alerts())[0]?.facts).toMatchObject({ indicator: { id: 'place', number: '2', clause: '自拟，2' }, value: '3', line: { value: '5' }, since: null, reasons: [], text: { zh: 't2镇：2 核验名次 4.00，触发“2 核验名次得分低于 5”。' } })
    await overtake(DAY2('09:00'))
    await look()
    expect(await watched.steps()).toEqual(['t2 fired', 't3 fired', 't1 fired', 't2 recovered'])
    expect((await watched.alerts())[2]?.facts).toMatchObject({ value: '5', since: { seq: 1 }, reasons: [{ indicator: 'place', change: '-6.00' }] })
  })

  it('fires at places lost since the beginning of the day, and is over with the next day', async () => {
    await watched.put({ id: 'rank', condition: { kind: 'rank_drop', places: 1 } })
    await look()
    expect(await watched.states('rank')).toEqual({ t1: 'no_data', t2: 'no_data', t3: 'no_data' })
    await overtake(DAY2('09:00'))
    await look()
    expect((await watched.alerts()).map(({ unit, facts: { rank, previousRank, text } }) => [unit, rank, previousRank, text.zh.slice(0, 40)])).toEqual([['t1', 2, 1, 't1镇：名次 2（今日 00:00 为 1），下降 1 位及以上；主要原因：2 ']])
    // The day turns, and the first seq of the new day compares every unit afresh, whichever row changed.
    await watched.verify('t3', 1, '2021-11-03T00:10:00+08:00')
    await watched.score('2021-11-03T00:10:00+08:00')
    await look()
    expect(await fired()).toEqual(['rank t1 recovered'])
  })

  it('warns before a rate crosses its line', async () => {
    await watched.put({ id: 'room', condition: { kind: 'headroom', indicator: 'rate', side: 'below', line: '80', cases: 1 } })
    const close = async (key: string, time: string, due: string): Promise<void> => {
      await watched.city.arrive('t1', 'ticket.opened', { time: DAY2('08:00'), data: { ticket: key, due } })
      await watched.city.arrive('t1', 'ticket.closed', { time, data: { ticket: key } })
    }
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) await close(key, DAY2('08:30'), DAY2('20:00'))
    await watched.score(DAY2('09:00'))
    await look()
    expect(await fired()).toEqual([])
    for (const key of ['i', 'j']) await close(key, DAY2('09:30'), DAY2('09:00'))
    await watched.score(DAY2('10:00'))
    await look()
    expect((await watched.alerts()).map(({ unit, facts: { value, numerator, denominator, text } }) => [unit, value, numerator, denominator, text.zh.split('；')[0]]))
      .toEqual([['t1', '80.00 %', '8', '10', 't1镇：1.1 按时率 80.00 %（8 ÷ 10），再有 1 件即越线，临近“1.1 按时率低于 80”']])
  })
})

describe('a silent reporter', () => {
  it('is found by the clock without an event, at the instant at which its time was up, and healed by an event', async () => {
    await watched.put({ id: 'silent', condition: { kind: 'missing_reporter', type: 'code.verified', withinMinutes: 4 * 1440 } })
    await look()
    expect(await watched.states('silent')).toEqual({ t1: 'normal', t2: 'normal', t3: 'normal' })
    await watched.verify('t1', 1, DAY2('09:00'))
    await watched.score(DAY2('09:00'))
    await look('2021-11-03T08:59:00+08:00')
    expect(await fired()).toEqual([])
    await look('2021-11-03T12:00:00+08:00')
    expect((await watched.alerts()).map(({ unit, fired_at, facts }) => [unit, fired_at, facts.since?.asOf, facts.text.zh])).toEqual(['t2', 't3'].map((unit) => [
      unit, Date.parse('2021-11-03T09:00:00+08:00'), '2021-10-30T01:00:00.000Z', `${unit}镇：已有 4 天没有数据上报，最近一次 2021-10-30 09:00（超过 4 天没有“code.verified”的数据上报）。`,
    ]))
    await watched.verify('t2', 1, '2021-11-03T13:00:00+08:00')
    await look('2021-11-03T13:00:00+08:00')
    expect(await fired()).toEqual(['silent t2 recovered', 'silent t3'])
    await look('2021-11-06T12:00:00+08:00')
    expect(await fired()).toEqual(['silent t2 recovered', 'silent t3', 'silent t1'])
  })

  it('of a source is told of who answers for it, and keeps back what its group has to say', async () => {
    await watched.put({ id: 'source', units: ['t3'], condition: { kind: 'missing_reporter', source: 'city', withinMinutes: 60 } })
    await watched.put({ mutedBy: ['source'] })
    const arrive = (at: string): Promise<number> => watched.db.run(`insert into tally (source, hour, outcome, n, last_arrived) values ('city', date_trunc('hour', $1::timestamptz), 'counted', 1, $1::timestamptz)`, [at])
    await arrive('2021-11-01T08:00:00+08:00')
    await look()
    await look('2021-11-01T10:00:00+08:00')
    expect(await fired()).toEqual(['source t3'])
    await overtake(DAY2('09:00'))
    await look()
    const [source, drop] = await watched.alerts()
    expect(drop).toMatchObject({ unit: 't1', watch: 'drop', muted_by: source?.id })
    // Its notice was dropped while it was kept back; it is still open when the source speaks again.
    await watched.db.run(`update notice set dropped = 'muted' where alert = $1`, [drop?.id])
    await arrive(DAY2('10:00'))
    await look(DAY2('10:01'))
    expect((await watched.alerts()).map(({ watch, ended, muted_by }) => [watch, ended, muted_by])).toEqual([['source', 'recovered', null], ['drop', null, null]])
    expect(await watched.db.rows(raw(), `select s.kind, n.dropped from notice n join alert_step s on s.id = n.step where n.alert = $1 order by n.id`, [drop?.id])).toEqual([{ kind: 'fired', dropped: 'muted' }, { kind: 'fired', dropped: null }])
  })

  it('mutes alerts that fired before it', async () => {
    await watched.put({ id: 'silent', condition: { kind: 'missing_reporter', withinMinutes: 90_000 } })
    await watched.put({ mutedBy: ['silent'] })
    await look()
    await overtake(DAY2('09:00'))
    await look()
    await watched.put({ id: 'silent', condition: { kind: 'missing_reporter', withinMinutes: 10 } })
    await look(DAY2('12:00'))
    const alerts = await watched.alerts()
    const muter = alerts.find(({ watch, unit }) => watch === 'silent' && unit === 't1')
    expect(alerts.find(({ watch }) => watch === 'drop')).toMatchObject({ unit: 't1', muted_by: muter?.id })
  })
})

describe('what is no recovery', () => {
  it('a provisional board: the alert stays open, and is taken up when figures are certain again', async () => {
    await watched.put()
    await look()
    await overtake(DAY2('09:00'))
    await watched.score(DAY2('10:00'))
    await watched.db.run('update board_history set provisional = true where seq = 3')
    await look()
    expect([await watched.states(), await watched.steps()]).toEqual([{ t1: 'no_data', t2: 'no_data', t3: 'no_data' }, ['t1 fired', 't1 no_data']])
    await watched.score(DAY2('11:00'))
    await look()
    expect([await watched.states(), await watched.steps()]).toEqual([{ t1: 'alerting', t2: 'normal', t3: 'normal' }, ['t1 fired', 't1 no_data', 't1 data_back']])
    expect(await watched.notices()).toEqual(['t1 fired', 't1 no_data'])
    expect(await fired()).toEqual(['drop t1'])
  })

  it('a rubric that cannot be read is a fault of the watch, which says so', async () => {
    await watched.put()
    await look()
    await overtake(DAY2('09:00'))
    await look()
    await watched.score(DAY2('10:00'))
    await watched.db.run(`update board_history set rubric_hash = 'gone' where seq = 3`)
    await look()
    expect([await watched.steps(), await watched.notices()]).toEqual([['t1 fired', 't1 error'], ['t1 fired', 't1 error']])
    expect((await watched.watches.read('drop')).fault?.zh).toBe('数据库中没有该评分细则版本的文本。')
    await watched.score(DAY2('11:00'))
    await look()
    expect([await watched.states(), (await watched.watches.read('drop')).fault]).toEqual([{ t1: 'alerting', t2: 'normal', t3: 'normal' }, null])
  })

  it('the end of the period, at its own instant', async () => {
    await watched.put()
    await look()
    await overtake(DAY2('09:00'))
    await look()
    await look('2022-01-01T09:00:00+08:00')
    expect((await watched.alerts()).map(({ ended, state, ended_at }) => [ended, state, ended_at])).toEqual([['period_over', 'alerting', Date.parse('2022-01-01T00:00:00+08:00')]])
    expect([await watched.states(), await watched.notices()]).toEqual([{}, ['t1 fired', 't1 ended']])
    await watched.score('2022-01-02T09:00:00+08:00')
    expect(await watched.loop.pass()).toBe(0)
  })

  it('a unit that leaves', async () => {
    await watched.put()
    await watched.put({ id: 'silent', units: ['t1'], condition: { kind: 'missing_reporter', withinMinutes: 60 } })
    await look()
    await overtake(DAY2('09:00'))
    await look()
    await watched.city.leave('t1')
    await watched.score(DAY2('10:00'))
    await look()
    expect([await fired(), await watched.states(), await watched.states('silent')]).toEqual([['silent t1 unit_left', 'drop t1 unit_left'], { t2: 'normal', t3: 'normal' }, {}])
  })
})

describe('a year to date', () => {
  it('ends with its year and begins anew with the next, on the same board', async () => {
    const score = (at: string): Promise<void> => watched.city.score(at, 'ytd')
    await score('2021-11-01T09:00:00+08:00')
    await watched.put({ period: 'to_date' })
    await look()
    await watched.verify('t2', 50, DAY2('09:00'))
    await score(DAY2('09:00'))
    await look()
    expect(await fired()).toEqual(['drop t1'])
    await look('2022-01-01T08:00:00+08:00')
    expect([await fired(), await watched.states()]).toEqual([['drop t1 period_over'], {}])
    for (const [unit, count] of [['t1', 5], ['t2', 1]] as const) await watched.verify(unit, count, '2022-01-02T08:00:00+08:00')
    await score('2022-01-02T09:00:00+08:00')
    await look()
    expect(await watched.states()).toEqual({ t1: 'normal', t2: 'normal', t3: 'normal' })
    await watched.verify('t2', 50, '2022-01-02T10:00:00+08:00')
    await score('2022-01-02T10:00:00+08:00')
    await look()
    expect(await fired()).toEqual(['drop t1 period_over', 'drop t1'])
  })
})

describe('a board that nobody has made', () => {
  it('is wanted for the running period of a watch', async () => {
    await watched.put({ period: 'month' })
    await look()
    await look()
    expect(await watched.db.rows(raw(), 'select * from board_wanted')).toEqual([{ rubric: 'trial', group_id: 'towns', period: '2021-11' }])
  })
})
