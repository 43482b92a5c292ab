import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { FrozenCity, MONTHLY } from '../testing/frozen-city.ts'

const BY = { by: '李四', reason: '新设' }
const FILE = `by: 数据局
on: '2021-11-01'
plans:
  - id: filed
    title: { zh: 月通报, en: Monthly }
    rubric: trial
    group: towns
    period: month
    bulletin: { addressees: 各乡镇, issuer: 某局 }
`

let city: FrozenCity
beforeAll(async () => {
  city = await FrozenCity.open()
  await city.verified('t1', '2021-10-01T09:00:00+08:00')
  await city.score('2021-11-02T08:00:00+08:00')
})
afterAll(async () => { await city.close() })

describe('plans of files', () => {
  it('are refused with every fault of every file at once, and nothing is taken', async () => {
    const bad = FILE.replace('period: month', 'period: week').replace('group: towns', 'group: 7').replace('addressees: 各乡镇, ', '')
    const faults = await city.snapshots.plans.load([{ name: 'a.yaml', text: bad }, { name: 'b.yaml', text: FILE.replace('period: month', "period: month\n    schedule: '0 9'") }, { name: 'c.yaml', text: 'plans: [' }]).then(() => '', (error: Error) => error.message)
    for (const place of ['a.yaml: plans[0].period', 'a.yaml: plans[0].group', 'a.yaml: plans[0].bulletin.addressees', 'b.yaml: plans[0].schedule', 'c.yaml: line 1']) expect(faults).toContain(place)
    expect(await city.snapshots.plans.list()).toEqual([])
  })

  it('are taken once, by the same name only once, and go when their file goes', async () => {
    await city.snapshots.plans.load([{ name: 'a.yaml', text: FILE }])
    await city.snapshots.plans.load([{ name: 'a.yaml', text: FILE }])
    expect(await city.snapshots.plans.read('filed')).toMatchObject({ version: 1, origin: 'file', by: '数据局', plan: { schedule: '0 9 5 * *', algorithm: 'sha256' } })
    await expect(city.snapshots.plans.load([{ name: 'a.yaml', text: FILE }, { name: 'b.yaml', text: FILE }])).rejects.toThrow(/b\.yaml: plans: found the plan filed a second time/)
    await expect(city.snapshots.plans.put('filed', { plan: { ...MONTHLY, id: 'filed' }, ...BY })).rejects.toMatchObject({ problem: { status: 409 } })
    await city.snapshots.plans.load([])
    expect(await city.snapshots.plans.list()).toEqual([])
  })
})

describe('an entered plan', () => {
  it('is refused with all its faults', async () => {
    const plan = { ...MONTHLY, group: 'cities', period: 'quarter' as const, schedule: '0 25 * * *', bulletin: { ...MONTHLY.bulletin, praise: { score: '80', by: '局', on: '2021-01-01' }, name: { score: '90', by: '局', on: '2021-01-01' } } }
    await expect(city.snapshots.plans.put('other', { plan, ...BY })).rejects.toMatchObject({ problem: { status: 400, faults: [{ path: 'plan.id' }, { path: 'plan.schedule' }, { path: 'plan.bulletin.name.score' }, { path: 'plan.group' }, { path: 'plan.period' }] } })
    await expect(city.snapshots.plans.put(MONTHLY.id, { plan: { ...MONTHLY, rubric: 'gone' }, ...BY })).rejects.toMatchObject({ problem: { faults: [{ path: 'plan.rubric', expected: 'one of trial' }] } })
  })

  it('has versions, and is removed with its snapshots left', async () => {
    await city.snapshots.plans.put(MONTHLY.id, { plan: MONTHLY, ...BY })
    expect(await city.snapshots.plans.put(MONTHLY.id, { plan: { ...MONTHLY, algorithm: 'sm3' }, by: '王五', reason: '改用国密' })).toMatchObject({ version: 2, by: '王五', reason: '改用国密', plan: { algorithm: 'sm3' } })
    const id = await city.snapshots.freezes.byHand({ key: { rubric: 'trial', group: 'towns', period: '2021' }, ...BY })
    await city.snapshots.plans.remove(MONTHLY.id, BY)
    await expect(city.snapshots.plans.read(MONTHLY.id)).rejects.toMatchObject({ problem: { status: 404 } })
    expect((await city.snapshots.desk.read(id)).state).toBe('draft')
  })
})
