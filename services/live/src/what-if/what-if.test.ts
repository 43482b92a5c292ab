import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { IoAdapter } from '@nestjs/platform-socket.io'
import { Board } from '@tierline/contracts/board'
import { Problem } from '@tierline/contracts/problem'
import { WhatIf } from '@tierline/contracts/rubric/what-if'
import { ProblemFilter } from '@tierline/platform/http/problem-filter'
import { raw } from '@tierline/platform/database/database'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { parseRubric } from '@tierline/scoring'
import { LiveProcessModule } from '../live.module.ts'
import { ScoredCity } from '@tierline/boards/testing/scored-city'
import { OneAtATime } from './one-at-a-time.ts'

const TEXT = await readFile(fileURLToPath(new URL('../../../../libs/boards/src/testing/scored-city.yaml', import.meta.url)), 'utf8')
/** A draft whose rate leaf is worth more, and which counts something that nobody has rolled up. */
const DRAFT = TEXT.replace("version: '1'", "version: '2'\nstatus: draft").replace("where: { checkpoint: { present: 'true' } } }", "where: { checkpoint: gate } }")
  .replace("{ kind: rank, direction: desc, bands: [{ from: '1', to: '1', points: '10' }, { from: '2', points: '4' }] }", "{ kind: award, each: '2' }").replace('rule: { direction: asc }', "rule: { each: '1' }")

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
  for (const [unit, count] of [['t1', 5], ['t2', 3], ['t3', 1]] as const) await city.arrive(unit, 'code.verified', { time: '2021-10-30T09:00:00+08:00', data: { count, checkpoint: 'gate' } })
  await city.arrive('t1', 'ticket.opened', { time: '2021-10-30T09:00:00+08:00', data: { ticket: 'a', due: '2021-10-31T09:00:00+08:00' } })
  await city.score('2021-11-01T08:00:00+08:00')
}, 60_000)
afterEach(async () => {
  await app.close()
  await city.platform.close()
})

const get = (path: string): Promise<Response> => fetch(new URL(`/v1/boards/trial/towns${path}`, url))
const whatIf = async (query: string): Promise<WhatIf> => WhatIf.parse(await (await get(`/what-if?${query}`)).json())
const send = (body: string, query = '', type = 'application/yaml'): Promise<Response> => fetch(new URL(`/v1/boards/trial/towns/what-if${query}`, url), { method: 'POST', body, headers: { 'content-type': type } })
const refusal = async (reply: Promise<Response>): Promise<Problem> => Problem.parse(await (await reply).json())
const moves = ({ rows }: WhatIf): unknown[] => rows.map(({ unit, before, after, leaves }) => [unit, before.rank, after.rank, before.score, after.score, ...leaves.map((leaf) => `${leaf.indicator} ${leaf.before?.points} → ${leaf.after?.points}`)])
const stored = async (): Promise<number> => (await city.platform.db.rows(raw<{ hash: string }>(), 'select hash from rubric')).length

describe('what if another reading held', () => {
  it('shows who moves, by how much and through which leaf, from the facts of the board’s seq', async () => {
    const reply = await whatIf('reading=overdue_each:one_zeroes')
    expect(moves(reply)).toEqual([['t1', 1, 1, '18.00', '15.00', 'late 3.00 → 0.00'], ['t2', 2, 2, '14.00', '14.00'], ['t3', 2, 2, '14.00', '14.00']])
    expect(reply).toMatchObject({ seq: 1, moved: 1, key: { rubric: 'trial', group: 'towns', period: '2021' }, before: { version: '1' }, after: { version: '1', readings: [{ ambiguity: 'overdue_each', reading: { en: 'one takes all' } }] } })
    expect(reply.tiers.map(({ id }) => id)).toEqual(['best', 'rest'])
  }, 60_000)

  it('takes several readings at once, and the order of the other ranking', async () => {
    expect(moves(await whatIf('reading=overdue_each:one_zeroes&reading=order:least_first'))).toEqual([
      ['t3', 2, 1, '14.00', '20.00', 'place 4.00 → 10.00'], ['t2', 2, 2, '14.00', '14.00'], ['t1', 1, 3, '18.00', '9.00', 'late 3.00 → 0.00', 'place 10.00 → 4.00'],
    ])
  }, 60_000)

  it('refuses what it cannot take, and names what there is', async () => {
    const expected = async (query: string): Promise<string | undefined> => (await refusal(get(`/what-if${query}`))).detail
    expect(await expected('?reading=order:best_first')).toBe('reading: found "order:best_first", expected one of order:most_first, order:least_first; name an option of this question.')
    expect(await expected('?reading=order:not_said')).toContain('which changes nothing that could be scored')
    expect(await expected('?reading=overdue_each:one_zeroes&reading=overdue_three:three')).toContain('which change the same thing in different ways')
    expect(await expected('?reading=nonsense')).toContain('expected a question of the rubric and one of its options')
    expect(await expected('')).toBe('reading: found nothing, expected a reading (question:option) or a version to try.')
    expect(await expected('?version=nowhere')).toMatch(/^There is no version of trial "nowhere"\. There are: [0-9a-f]{64} \(1\)\.$/)
    expect(await expected('?reading=order:least_first&colour=red')).toContain('colour: found a parameter that nothing here is called')
  }, 60_000)

  it('answers for an instant of the past', async () => {
    await city.arrive('t3', 'code.verified', { time: '2021-11-01T09:00:00+08:00', data: { count: 90, checkpoint: 'gate' } })
    await city.score('2021-11-01T10:00:00+08:00')
    expect((await whatIf('reading=order:least_first')).rows[0]?.unit).toBe('t2')
    expect((await whatIf(`reading=order:least_first&at=${encodeURIComponent('2021-11-01T08:30:00+08:00')}`)).rows[0]?.unit).toBe('t3')
  }, 60_000)
})

describe('a board under another reading', () => {
  it('is the board with its points, ranks and tiers, badged with the reading; nothing of it is kept', async () => {
    const read = async (query: string): Promise<Board> => Board.parse(await (await get(query)).json())
    const [plain, under] = [await read(''), await read('?under=order:least_first')]
    expect(under.rows.map(({ unit, rank, score, tier }) => [unit, rank, score, tier])).toEqual([['t3', 1, '20.00', 'best'], ['t2', 2, '14.00', 'rest'], ['t1', 3, '12.00', 'rest']])
    expect(under.under).toEqual([{ ambiguity: 'order', option: 'least_first', question: { zh: '名次从多到少还是从少到多？', en: 'Most first or least first?' }, reading: { zh: '从少到多', en: 'least first' } }])
    expect(under).toMatchObject({ seq: plain.seq, asOf: plain.asOf, rubric: { hash: plain.rubric.hash }, baseline: null })
    expect(under.rows.map(({ name, lastEventAt }) => [name, lastEventAt])[2]).toEqual(['t1镇', plain.rows[0]?.lastEventAt])
    expect(await read('')).toEqual(plain)
    expect('under' in plain).toBe(false)
  }, 60_000)

  it('is refused where the reading is unknown, and for one unit', async () => {
    expect(await refusal(get('?under=order:x'))).toMatchObject({ status: 400, faults: [{ found: '"order:x"' }] })
    expect((await get('/units/t1?under=order:least_first')).status).toBe(400)
  }, 60_000)
})

describe('what if another version were in force', () => {
  it('scores a draft’s text from the stored events, measures of its own included, and stores nothing', async () => {
    const before = await stored()
    const reply = await send(DRAFT)
    expect(reply.status).toBe(200)
    const result = WhatIf.parse(await reply.json())
    expect(moves(result)).toEqual([
      ['t1', 1, 1, '18.00', '18.00'], ['t2', 2, 2, '14.00', '16.00', 'place 4.00 → 6.00'], ['t3', 2, 3, '14.00', '12.00', 'place 4.00 → 2.00'],
    ])
    expect(result).toMatchObject({ moved: 2, before: { version: '1' }, after: { version: '2', readings: [] } })
    expect(await stored()).toBe(before)
  }, 60_000)

  it('scores a stored version, under another reading too', async () => {
    const read = parseRubric(DRAFT, 'draft')
    if ('faults' in read) throw new Error(JSON.stringify(read.faults))
    await city.platform.db.run(`insert into rubric (id, hash, version, body, active, loaded_at) values ('trial', $1, '2', $2, true, to_timestamp(1))`, [read.rubric.hash, DRAFT])
    expect(moves(await whatIf(`version=${read.rubric.hash}&reading=overdue_each:one_zeroes`))[2]).toEqual(['t3', 2, 3, '14.00', '12.00', 'place 4.00 → 2.00'])
    // A draft that stands beside it is no rubric in force: the board is still that of version 1.
    expect(Board.parse(await (await get('')).json()).rubric.version).toBe('1')
  }, 60_000)

  it('refuses a faulty draft with every fault: path, found, expected, mend', async () => {
    const problem = await refusal(send(DRAFT.replace("points: '5'", "points: '6'").replace('cite: { source: own, clause:', 'cite: { source: nobody, clause:')))
    expect(problem).toMatchObject({ status: 422, code: 'faulty_rubric' })
    expect(problem.faults?.length).toBeGreaterThanOrEqual(2)
    for (const fault of problem.faults ?? []) expect(Object.values(fault).every((text) => text.length > 0)).toBe(true)
  }, 60_000)

  it.each<[string, () => Promise<Response>, number, RegExp]>([
    ['YAML that cannot be read', () => send('id: [trial\n'), 422, /expected YAML that can be read/],
    ['another rubric’s text', () => send(DRAFT.replace('id: trial', 'id: other')), 422, /id: found "other", expected trial/],
    ['a text without the board’s group', () => send(DRAFT.replace('groups: [towns]', 'groups: [cities]')), 422, /groups: found cities, expected towns among them/],
    ['another content type', () => send('{}', '', 'application/json'), 415, /Send it as application\/yaml/],
    ['a version beside it', () => send(DRAFT, '?version=abc'), 400, /version: found abc, expected nothing/],
    ['a text that is too large', () => send(`${DRAFT}\n# ${'x'.repeat(256 * 1024)}`), 413, /./],
    ['parts nested too deeply', () => send(`id: ${'['.repeat(60_000)}`), 422, /./],
    ['a text that grows when it is read', () => send(`a: &a [${'x, '.repeat(100)}x]\nb: [${'*a, '.repeat(300)}*a]`), 422, /301 aliases/],
  ])('refuses %s', async (_name, sent, status, detail) => {
    const reply = await sent()
    expect([reply.status, (await reply.json() as Problem).detail]).toEqual([status, expect.stringMatching(detail)])
  }, 60_000)

  it('runs one at a time', async () => {
    const turn = new OneAtATime()
    let finish = (): void => undefined
    const first = turn.run(() => new Promise<void>((resolve) => { finish = resolve }))
    await expect(turn.run(() => Promise.resolve())).rejects.toMatchObject({ problem: { status: 503, code: 'busy' }, retryAfterSeconds: 5 })
    finish()
    await first
    await expect(turn.run(() => Promise.resolve('free'))).resolves.toBe('free')
  })
})
