import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { IoAdapter } from '@nestjs/platform-socket.io'
import { Board, BoardList } from '@tierline/contracts/board'
import { EventSamples, UnitChanges, UnitExplanation } from '@tierline/contracts/explanation'
import { Problem } from '@tierline/contracts/problem'
import { ProblemFilter } from '@tierline/platform/http/problem-filter'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { LiveProcessModule } from './live.module.ts'
import { ScoredCity } from '@tierline/boards/testing/scored-city'

let kept: TestDatabase
let city: ScoredCity
let app: NestFastifyApplication
let url: string

beforeAll(async () => { kept = await openTestDatabase() }, 60_000)
afterAll(async () => await kept.close())
beforeEach(async () => {
  city = await ScoredCity.open()
  app = await NestFactory.create<NestFastifyApplication>(LiveProcessModule.of(city.platform), new FastifyAdapter({ forceCloseConnections: 'idle' }), { logger: false, abortOnError: false })
  app.useGlobalFilters(new ProblemFilter(city.platform.logger))
  app.useWebSocketAdapter(new IoAdapter(app))
  await app.listen(0, '127.0.0.1')
  url = await app.getUrl()
}, 60_000)
afterEach(async () => {
  await app.close()
  await city.platform.close()
})

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => fetch(new URL(`/v1/boards${path}`, url), { headers })
const board = async (query = ''): Promise<Board> => Board.parse(await (await get(`/trial/towns${query}`)).json())
const problem = async (path: string): Promise<Problem> => Problem.parse(await (await get(path)).json())
const explanation = async (unit: string, query = ''): Promise<UnitExplanation> => UnitExplanation.parse(await (await get(`/trial/towns/units/${unit}${query}`)).json())
const scores = ({ rows }: Board): Record<string, string | null> => Object.fromEntries(rows.map(({ unit, score }) => [unit, score]))
const at = (instant: string, reading = 'known'): string => `?at=${encodeURIComponent(instant)}&reading=${reading}`

/** Three towns verify: t1 5, t2 3, t3 1; scored on 1 November. */
async function threeTowns(): Promise<void> {
  for (const [unit, count] of [['t1', 5], ['t2', 3], ['t3', 1]] as const) await city.arrive(unit, 'code.verified', { time: '2021-10-30T09:00:00+08:00', data: { count, checkpoint: 'gate' } })
  await city.score('2021-11-01T08:00:00+08:00')
}

describe('a live board', () => {
  it('is listed with its periods, and answers with rows by rank', async () => {
    await threeTowns()
    await city.score('2021-11-01T08:00:00+08:00', '2021-11')
    const { boards } = BoardList.parse(await (await get('')).json())
    expect(boards.map(({ key, periods, units, seq }) => ({ key, periods: periods.map(({ id }) => id), units, seq }))).toEqual([{ key: { rubric: 'trial', group: 'towns', period: '2021' }, periods: ['2021-11', '2021'], units: 3, seq: 1 }])
    const shown = await board()
    expect(shown).toMatchObject({ seq: 1, reading: 'live', baseline: null, period: { id: '2021', state: 'open', from: '2020-12-31T16:00:00.000Z' }, watermark: { instant: '2021-11-01T00:00:00.000Z' } })
    expect(shown.rows.map(({ unit, rank, score, order, spark }) => [unit, rank, score, order, spark])).toEqual([['t1', 1, '20.00', 1, [20]], ['t2', 2, '14.00', 2, [14]], ['t3', 2, '14.00', 3, [14]]])
    expect(shown.rows[0]).toMatchObject({ name: 't1镇', lastEventAt: '2021-10-30T01:00:00.000Z', previousRank: null, tier: 'best', cells: { place: { points: '10.00', value: '5', state: 'scored' } } })
  }, 60_000)

  it('moves with the stored board: only what changed is another row, and a unit that left is gone', async () => {
    await threeTowns()
    const before = await board()
    await city.arrive('t2', 'code.verified', { time: '2021-10-31T09:00:00+08:00', data: { count: 9, checkpoint: 'gate' } })
    await city.score('2021-11-01T09:00:00+08:00')
    const after = await board()
    expect(after.seq).toBe(2)
    expect(scores(after)).toEqual({ t1: '14.00', t2: '20.00', t3: '14.00' })
    expect(after.rows.find(({ unit }) => unit === 't3')).toEqual(before.rows.find(({ unit }) => unit === 't3'))
    await city.leave('t3')
    await city.score('2021-11-01T10:00:00+08:00')
    expect(Object.keys(scores(await board()))).toEqual(['t2', 't1'])
  }, 60_000)

  it('measures movement against the beginning of the day', async () => {
    await threeTowns()
    await city.arrive('t3', 'code.verified', { time: '2021-11-02T07:00:00+08:00', data: { count: 90, checkpoint: 'gate' } })
    await city.score('2021-11-02T09:00:00+08:00')
    const shown = await board()
    expect(shown.baseline).toEqual({ kind: 'day_start', at: '2021-11-01T16:00:00.000Z', title: { zh: '今日 00:00', en: 'today 00:00' } })
    expect(shown.rows.map(({ unit, rank, previousRank, previousScore }) => [unit, rank, previousRank, previousScore])).toEqual([['t3', 1, 2, '14.00'], ['t1', 2, 1, '20.00'], ['t2', 2, 2, '14.00']])
  }, 60_000)

  it('draws the score at the ends of the period’s parts', async () => {
    await threeTowns()
    await city.score('2021-11-20T09:00:00+08:00')
    await city.arrive('t3', 'code.verified', { time: '2021-11-21T07:00:00+08:00', data: { count: 90, checkpoint: 'gate' } })
    await city.score('2021-11-21T09:00:00+08:00')
    await city.score('2021-12-10T09:00:00+08:00')
    // A year has parts of twelve and a half days: three of them end between the first of November and the tenth of December.
    expect((await board()).rows.find(({ unit }) => unit === 't3')?.spark).toEqual([14, 20, 20, 20])
  }, 60_000)

  it('answers 304 to who knows it, until it moves', async () => {
    await threeTowns()
    const tag = (await get('/trial/towns')).headers.get('etag') ?? ''
    expect(tag).toMatch(/^W\/"1-[0-9a-f]{16}"$/)
    expect((await get('/trial/towns', { 'if-none-match': tag })).status).toBe(304)
    expect((await get('/trial/towns', { 'if-none-match': `"x", ${tag.replace('W/', '')}` })).status).toBe(304)
    await city.arrive('t2', 'code.verified', { time: '2021-10-31T09:00:00+08:00', data: { count: 1, checkpoint: 'gate' } })
    await city.score('2021-11-01T09:00:00+08:00')
    const moved = await get('/trial/towns', { 'if-none-match': `"x", ${tag}` })
    expect(moved.status).toBe(200)
    expect(moved.headers.get('etag')).not.toBe(tag)
  }, 60_000)
})

describe('the past from before events were dropped', () => {
  it('is not corrected from what is left, and says so; what was known then still is', async () => {
    await threeTowns()
    const then = '2021-11-01T12:00:00+08:00'
    await city.platform.db.run(`insert into kept_from (what, instant) values ('events', '2021-10-31T00:00:00+08:00')`)
    expect(await problem(`/trial/towns${at(then, 'corrected')}`)).toMatchObject({ code: 'no_data', detail: 'This board counts events from 2020-12-31T16:00:00.000Z on; those from before 2021-10-30T16:00:00.000Z are no longer kept, so it cannot be corrected. Ask for reading=known.' })
    expect(scores(await board(at(then)))).toEqual({ t1: '20.00', t2: '14.00', t3: '14.00' })
  }, 60_000)

  it('is corrected with the facts that cases keep, where only older events were dropped', async () => {
    await city.arrive('t1', 'ticket.closed', { time: '2020-12-20T09:00:00+08:00', data: { ticket: 'k1' } })
    await city.arrive('t1', 'ticket.opened', { time: '2021-11-01T09:00:00+08:00', data: { ticket: 'k1', due: '2021-11-02T18:00:00+08:00' } })
    await threeTowns()
    await city.score('2021-11-04T09:00:00+08:00')
    const late = async (): Promise<unknown> => (await board(at('2021-11-03T09:00:00+08:00', 'corrected'))).rows.find(({ unit }) => unit === 't1')?.cells['late']
    expect(await late()).toMatchObject({ value: '0' })
    await city.platform.db.run(`insert into kept_from (what, instant) values ('events', '2021-01-01T00:00:00+08:00')`)
    await city.platform.db.run(`delete from event where time < '2021-01-01T00:00:00+08:00'`)
    await city.score('2021-11-04T10:00:00+08:00')
    expect(await late()).toMatchObject({ value: '0' })
    // Without that fact, which only the case still holds, the ticket would be open and late.
    await city.platform.db.run('delete from cases')
    await city.score('2021-11-04T11:00:00+08:00')
    expect(await late()).toMatchObject({ value: '1' })
  }, 60_000)
})

describe('the past', () => {
  it('is what was known then, or what is known of then since', async () => {
    await threeTowns()
    const noon = '2021-11-02T12:00:00+08:00'
    await city.score(noon)
    // It happened on the first, and came on the third.
    await city.score('2021-11-03T09:00:00+08:00')
    await city.arrive('t3', 'code.verified', { time: '2021-11-01T10:00:00+08:00', data: { count: 50, checkpoint: 'gate' } })
    await city.score('2021-11-03T09:30:00+08:00')
    expect(await board(at(noon))).toMatchObject({ seq: 2, reading: 'known', asOf: '2021-11-02T04:00:00.000Z' })
    expect(scores(await board(at(noon)))).toEqual({ t1: '20.00', t2: '14.00', t3: '14.00' })
    expect(await board(at(noon, 'corrected'))).toMatchObject({ seq: 4, reading: 'corrected', asOf: '2021-11-02T04:00:00.000Z', baseline: null })
    expect(scores(await board(at(noon, 'corrected')))).toEqual({ t1: '14.00', t2: '14.00', t3: '20.00' })
    expect(scores(await board(at('2021-11-01T09:00:00+08:00', 'corrected')))).toEqual({ t1: '20.00', t2: '14.00', t3: '14.00' })
    expect(scores(await board(at('2021-11-03T10:00:00+08:00')))).toEqual(scores(await board()))
    expect(scores(await board(at('2021-11-03T10:00:00+08:00', 'corrected')))).toEqual(scores(await board()))
  }, 60_000)

  it('folds cases with the clock of then: what is late now was not late yet', async () => {
    await threeTowns()
    await city.arrive('t1', 'ticket.opened', { time: '2021-11-01T09:00:00+08:00', data: { ticket: 'k1', due: '2021-11-02T18:00:00+08:00' } })
    await city.score('2021-11-04T09:00:00+08:00')
    const late = async (query: string) => (await board(query)).rows.find(({ unit }) => unit === 't1')?.cells['late']
    expect(await late('')).toMatchObject({ points: '3.00', value: '1' })
    expect(await late(at('2021-11-02T18:00:00+08:00', 'corrected'))).toMatchObject({ points: '5.00', value: '0' })
    expect(await late(at('2021-11-02T18:00:00.001+08:00', 'corrected'))).toMatchObject({ points: '3.00', value: '1' })
  }, 60_000)

  it('says where nothing was known', async () => {
    await threeTowns()
    expect(await problem(`/trial/towns${at('2021-10-01T00:00:00+08:00')}`)).toMatchObject({ status: 404, code: 'no_data' })
  }, 60_000)
})

describe('an explanation', () => {
  it('adds up to the total shown, and follows the unit over time', async () => {
    await threeTowns()
    await city.arrive('t2', 'code.verified', { time: '2021-10-31T09:00:00+08:00', data: { count: 9, checkpoint: 'gate' } })
    await city.score('2021-11-01T09:00:00+08:00')
    const explained = await explanation('t2镇')
    expect(explained).toMatchObject({ unit: 't2', seq: 2, rank: 1, score: '20.00', arithmetic: { zh: '10.00 + 10.00 = 20.00' } })
    expect(explained.trend.map(([, score]) => score)).toEqual([14, 20])
    const place = explained.leaves.find(({ indicator }) => indicator === 'place')
    expect(place?.trend.map(([, points]) => points)).toEqual([4, 10])
    expect(place?.steps.some(({ measure }) => measure === 'verified')).toBe(true)
    expect(await explanation('t2', at('2021-11-01T08:30:00+08:00'))).toMatchObject({ seq: 1, score: '14.00' })
    expect(await explanation('t1', at('2021-10-31T10:00:00+08:00', 'corrected'))).toMatchObject({ score: '14.00', asOf: '2021-10-31T02:00:00.000Z' })
  }, 60_000)

  it('shows the events behind a measure, as its declaration filters them, without persons', async () => {
    await threeTowns()
    await city.arrive('t1', 'code.verified', { time: '2021-10-31T09:00:00+08:00', data: { count: 2, checkpoint: 'hall', person: 'hashed' } })
    await city.arrive('t1', 'code.verified', { time: '2021-10-31T10:00:00+08:00', data: { count: 2 } })
    await city.arrive('t1', 'ticket.opened', { time: '2021-10-20T09:00:00+08:00', data: { ticket: 'k1', due: '2021-10-22T18:00:00+08:00' } })
    await city.arrive('t1', 'ticket.closed', { time: '2021-10-21T09:00:00+08:00', data: { ticket: 'k1' } })
    await city.score('2021-11-01T09:00:00+08:00')
    const samples = async (query: string): Promise<EventSamples> => EventSamples.parse(await (await get(`/trial/towns/units/t1/events?${query}`)).json())
    expect((await samples('measure=verified')).events.map(({ time, fields }) => [time, fields.map(({ title, value }) => `${title.zh} ${value}`)])).toEqual([
      ['2021-10-31T01:00:00.000Z', ['核验点 hall', '人次 2']], ['2021-10-30T01:00:00.000Z', ['核验点 gate', '人次 5']],
    ])
    expect(await samples('measure=verified&limit=1')).toMatchObject({ total: 2, events: [{ id: 'e3' }] })
    expect((await samples('measure=on_time')).events.map(({ type, caseKey }) => [type, caseKey])).toEqual([['ticket.closed', 'k1'], ['ticket.opened', 'k1']])
    expect(await samples('measure=overdue')).toEqual({ total: 0, events: [] })
  }, 60_000)
})

describe('what moved a score', () => {
  const changes = (unit: string, query: string): string => `/trial/towns/units/${unit}/changes?${query}`
  const from = (instant: string): string => `from=${encodeURIComponent(instant)}`

  it('names the leaf, and whether its own figures or the others moved it, from stored history', async () => {
    await threeTowns()
    await city.arrive('t2', 'code.verified', { time: '2021-10-31T09:00:00+08:00', data: { count: 9, checkpoint: 'gate' } })
    await city.score('2021-11-02T09:00:00+08:00')
    const moved = async (unit: string, query = from('2021-11-01T12:00:00+08:00')): Promise<UnitChanges> => UnitChanges.parse(await (await get(changes(unit, query))).json())
    const own = await moved('t2')
    expect(own).toMatchObject({ from: { seq: 1, score: '14.00', rank: 2, tier: 'rest' }, to: { seq: 2, score: '20.00', rank: 1, tier: 'best' } })
    expect(own.leaves.map(({ indicator, change, because }) => [indicator, change, because])).toEqual([['place', '6.00', 'own_value']])
    expect(own.text.zh).toMatch(/^总分 14.00 → 20.00（\+6.00），名次 2 → 1，等次 一般 → 优秀；/)
    expect((await moved('t1镇')).leaves).toMatchObject([{ indicator: 'place', change: '-6.00', because: 'others', text: { zh: expect.stringContaining('本单位数值未变（5）') as unknown } }])
    expect(await moved('t3')).toMatchObject({ leaves: [] })
    expect((await moved('t2', `${from('2021-11-01T10:00:00+08:00')}&at=${encodeURIComponent('2021-11-01T12:00:00+08:00')}`)).leaves).toEqual([])
  }, 60_000)

  it.each<[string, string, object]>([
    ['nothing to compare with', '', { status: 400, detail: 'from: found nothing, expected an instant such as 2021-10-01T00:00:00+08:00.' }],
    ['no instant', 'from=yesterday', { status: 400, detail: expect.stringContaining('from: found yesterday, expected an instant with offset') as unknown }],
    ['a from that is not before at', 'from=2021-11-02T00:00:00Z&at=2021-11-01T00:00:00Z', { status: 400, detail: 'from: found 2021-11-02T00:00:00Z, expected an instant before at, which is 2021-11-01T00:00:00Z.' }],
    ['a corrected reading', 'from=2021-11-01T00:00:00Z&at=2021-11-02T00:00:00Z&reading=corrected', { status: 400, detail: expect.stringContaining('reading: found corrected') as unknown }],
    ['an instant before anything was known', 'from=2021-01-02T00:00:00Z', { status: 404, code: 'no_data' }],
  ])('refuses %s', async (_, query, expected) => {
    await threeTowns()
    expect(await problem(changes('t1', query))).toMatchObject(expected)
  }, 60_000)
})

describe('a question that cannot be answered', () => {
  it('names what there is', async () => {
    await threeTowns()
    expect(await problem('/trial/villages')).toMatchObject({ status: 404, code: 'not_found', detail: 'There is no board "trial/villages". There are: trial/towns (2021).' })
    expect(await problem('/trial/towns?period=2020')).toMatchObject({ status: 404, code: 'not_found' })
    expect(await problem('/trial/towns/units/t9')).toMatchObject({ status: 404, detail: expect.stringContaining('t1 t1镇') as unknown })
    expect(await problem('/trial/towns/units/t1/events?measure=nothing')).toMatchObject({ status: 400, detail: expect.stringContaining('closed, on_time, overdue, verified') as unknown })
  }, 60_000)

  it.each<[string, string]>([
    ['?at=yesterday', 'at: found yesterday, expected an instant with offset such as 2021-10-01T00:00:00+08:00 (in an address, + is written %2B).'],
    ['?reading=corrected', 'at: found nothing, expected an instant such as 2021-10-01T00:00:00+08:00, because reading is corrected.'],
    ['?at=2021-10-01T00:00:00Z&reading=fixed', 'reading: found fixed, expected known or corrected.'],
    ['?perod=2021', 'perod: found a parameter that nothing here is called, expected period, at or reading.'],
  ])('names the field at fault in %s', async (query, detail) => {
    expect(await problem(`/trial/towns${query}`)).toMatchObject({ status: 400, code: 'wrong_field', detail })
  }, 60_000)
})
