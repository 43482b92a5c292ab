import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { AlertList, Silence, SilenceList } from '@tierline/contracts/alert/alert'
import { Problem } from '@tierline/contracts/problem'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { seedAlert } from '../notice/testing/seeded.ts'
import { AlertsOnCity } from '../testing/alerts-on-city.ts'

const NOON = '2021-11-01T12:00:00+08:00'

let kept: TestDatabase
let alerts: AlertsOnCity

beforeAll(async () => { kept = await openTestDatabase() }, 60_000)
afterAll(async () => await kept.close())
beforeEach(async () => {
  alerts = await AlertsOnCity.open()
  await alerts.city.arrive('t1', 'code.verified', { time: '2021-10-30T09:00:00+08:00', data: { count: 5, checkpoint: 'gate' } })
  await alerts.city.score('2021-11-01T08:00:00+08:00')
  await alerts.keepWatch({ id: 'drop' })
}, 60_000)
afterEach(async () => await alerts.close())

const fire = async (unit: string): Promise<number> => (await seedAlert(alerts.platform.db, await alerts.board(), { unit })).alert
const silence = (scope: object, until = NOON) => alerts.ask('POST', '/silences', { body: { scope, until, by: '李主任', reason: '系统割接' } })
const silences = async (query = ''): Promise<Silence[]> => SilenceList.parse((await alerts.get(`/silences${query}`)).json).silences
const silencedBy = async (): Promise<Record<string, number | null>> => {
  const list = AlertList.parse((await alerts.get('/alerts')).json)
  return Object.fromEntries(list.alerts.map(({ unit, silence: by }) => [unit, by]))
}

describe('a silence', () => {
  it('covers open alerts until its end by the stored clock, and is seen on them', async () => {
    await fire('t1')
    await fire('t2')
    const { status, json } = await silence({ rubric: 'trial', units: ['t1镇', 't1'] })
    expect(status).toBe(201)
    const made = Silence.parse(json)
    // Aliases have become codes.
    expect(made).toEqual({ id: made.id, scope: { rubric: 'trial', units: ['t1'] }, from: '2021-11-01T00:00:00.000Z', until: '2021-11-01T04:00:00.000Z', by: '李主任', reason: '系统割接', endedAt: null, endedBy: null, covers: 1 })
    expect(await silences()).toEqual([made])
    expect(await silencedBy()).toEqual({ t1: made.id, t2: null })
    await alerts.clock('2021-11-01T11:59:59+08:00')
    expect(await silencedBy()).toEqual({ t1: made.id, t2: null })
    await alerts.clock(NOON)
    expect(await silencedBy()).toEqual({ t1: null, t2: null })
    expect(await silences()).toEqual([])
    expect(await silences('?state=ended')).toEqual([{ ...made, covers: 0 }])
  }, 60_000)

  it('is ended before its time, once, by name', async () => {
    await fire('t1')
    const { id } = Silence.parse((await silence({ watch: 'drop' })).json)
    const second = Silence.parse((await silence({ group: 'towns' })).json)
    await alerts.clock('2021-11-01T09:00:00+08:00')
    const { status, json } = await alerts.ask('POST', `/silences/${id}/end`, { body: { by: '王科长' } })
    expect([status, Silence.parse(json)]).toEqual([200, expect.objectContaining({ endedAt: '2021-11-01T01:00:00.000Z', endedBy: '王科长', covers: 0 }) as unknown])
    expect(await silencedBy()).toEqual({ t1: second.id })
    const again = await alerts.ask('POST', `/silences/${id}/end`, { body: { by: '甲' } })
    expect([again.status, Problem.parse(again.json).detail]).toEqual([409, expect.stringContaining('found that 王科长 ended it at 2021-11-01T01:00:00.000Z') as unknown])
    await alerts.clock(NOON)
    const over = await alerts.ask('POST', `/silences/${second.id}/end`, { body: { by: '甲' } })
    expect([over.status, Problem.parse(over.json).detail]).toEqual([409, expect.stringContaining('found that it ran out at 2021-11-01T04:00:00.000Z') as unknown])
    expect((await silences('?state=all')).map(({ id: one, endedBy }) => [one, endedBy])).toEqual([[second.id, null], [id, '王科长']])
  }, 60_000)

  it('moves the revision, for it is seen on alerts', async () => {
    const { id } = Silence.parse((await silence({ watch: 'drop' })).json)
    expect(AlertList.parse((await alerts.get('/alerts')).json).revision).toBe(1)
    await alerts.ask('POST', `/silences/${id}/end`, { body: { by: '甲' } })
    expect(AlertList.parse((await alerts.get('/alerts')).json).revision).toBe(2)
    expect((await silence({ watch: 'gone' })).status).toBe(400)
    expect(AlertList.parse((await alerts.get('/alerts')).json).revision).toBe(2)
  }, 60_000)
})

describe('a silence that cannot be', () => {
  it('is refused with everything at once that it names and that is not there', async () => {
    const { status, json } = await silence({ watch: 'gone', rubric: 'other', group: 'cities', units: ['t1', 'nowhere'], alert: 99 }, '2021-11-01T07:00:00+08:00')
    const faults = Problem.parse(json).faults ?? []
    expect(status).toBe(400)
    expect(faults.map(({ path, found }) => [path, found])).toEqual([
      ['scope.watch', '"gone"'], ['scope.rubric', '"other"'], ['scope.group', '"cities"'], ['scope.alert', '"99"'], ['scope.units.1', '"nowhere"'], ['until', '2021-11-01T07:00:00+08:00'],
    ])
    expect(faults.at(-1)?.expected).toBe('an instant after 2021-11-01T00:00:00.000Z, where the clock stands')
    expect(await silences('?state=all')).toEqual([])
  }, 60_000)

  it('needs a scope, an end, words, and a key that may', async () => {
    const body = { scope: { watch: 'drop' }, until: NOON, by: '甲', reason: '乙' }
    const claim = await alerts.platform.keys.make({ name: 'unit', roles: ['claim'] })
    const cases: [status: number, says: RegExp, asked: Promise<{ status: number; json: unknown }>][] = [
      [400, /scope: found nothing, expected at least one of watch, rubric, group, units, alert/, silence({})],
      [400, /scope\.units: found an empty list/, silence({ units: [] })],
      [400, /place/, silence({ place: 'x' })],
      [400, /until/, alerts.ask('POST', '/silences', { body: { ...body, until: 'tomorrow' } })],
      [400, /by.*reason/s, alerts.ask('POST', '/silences', { body: { scope: body.scope, until: NOON } })],
      [401, /no valid API key/, alerts.ask('POST', '/silences', { body, key: null })],
      [403, /needs the role watch or admin/, alerts.ask('POST', '/silences', { body, key: claim })],
      [401, /no valid API key/, alerts.ask('POST', '/silences/1/end', { body: { by: '甲' }, key: null })],
      [404, /There is no silence "9"/, alerts.ask('POST', '/silences/9/end', { body: { by: '甲' } })],
      [400, /by/, alerts.ask('POST', '/silences/9/end', { body: {} })],
      [400, /state/, alerts.get('/silences?state=x')],
    ]
    for (const [status, says, asked] of cases) {
      const reply = await asked
      expect([reply.status, Problem.parse(reply.json).detail]).toEqual([status, expect.stringMatching(says) as unknown])
    }
  }, 60_000)
})
