import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { NewObjection } from '@tierline/contracts/snapshot/snapshot'
import type { ApiKey } from '@tierline/platform/api-keys'
import { raw } from '@tierline/platform/database/database'
import { frozenCity, MONTHLY, TOWNS_2021 } from '../testing/frozen-city.ts'
import type { FrozenCity } from '../testing/frozen-city.ts'

const KEY: ApiKey = { name: 'liaison', sources: null, types: null, units: new Set(['t1', 't2']), roles: new Set(['claim']) }
const AGAINST: NewObjection = { unit: 't2', indicator: 'rate', by: '二镇联络员', reason: '工单 b2 系重复派单', evidence: '派单记录 2021-09-03' }

let city: FrozenCity
let id: number

beforeEach(async () => {
  ({ city } = await frozenCity())
  await city.snapshots.life.move(1, { to: 'withdrawn', by: '李四', note: '试冻结' })
  await city.snapshots.plans.put('towns-yearly', { plan: { ...MONTHLY, id: 'towns-yearly', period: 'year', steps: { objectionDays: 3 } }, by: '李四', reason: '新设' })
  id = await city.snapshots.freezes.byHand({ key: TOWNS_2021, by: '李四', reason: '年度通报' })
})
afterEach(async () => { await city.close() })

const openObjections = async (): Promise<void> => { await city.snapshots.life.move(id, { to: 'objections', by: '李四', note: '公示' }) }
const scores = async (): Promise<[string, number | null, string | null][]> => (await city.snapshots.desk.rows(id)).rows.map(({ unit, rank, score }) => [unit, rank, score])

describe('an objection', () => {
  it('is taken only while objections are, from a key of its unit, against a leaf of the board, once', async () => {
    const enter = (more: Partial<NewObjection> = {}) => city.snapshots.objections.enter(id, { ...AGAINST, ...more }, KEY)
    await expect(enter()).rejects.toMatchObject({ problem: { status: 409, code: 'no_objections_now' } })
    await openObjections()
    await expect(enter({ unit: 't3' })).rejects.toMatchObject({ problem: { status: 403 } })
    await expect(enter({ unit: 't9', indicator: 'work' })).rejects.toMatchObject({ problem: { status: 400, faults: [{ path: 'unit' }, { path: 'indicator' }] } })
    expect(await enter()).toMatchObject({ state: 'open', unit: 't2', name: 't2镇', title: { zh: '按时率' }, before: '2.50', after: null })
    await expect(enter()).rejects.toMatchObject({ problem: { status: 409, code: 'already_open' } })
    await city.tick('2021-11-06T00:00:00+08:00')
    await expect(enter({ indicator: 'late' })).rejects.toMatchObject({ problem: { status: 409, detail: expect.stringContaining('2021-11-05T16:00:00') as unknown } })
  })

  it('that is open keeps the snapshot from being final, by hand and by the clock, and is named', async () => {
    await openObjections()
    const { id: objection } = await city.snapshots.objections.enter(id, AGAINST, KEY)
    await expect(city.snapshots.life.move(id, { to: 'final', by: '李四', note: '定稿' })).rejects.toMatchObject({ problem: { status: 409, detail: expect.stringContaining(`#${objection} (t2, rate)`) as unknown } })
    await city.tick('2021-11-10T00:00:00+08:00')
    await city.snapshots.loop.pass()
    expect((await city.snapshots.desk.read(id)).state).toBe('objections')
    await city.snapshots.objections.decide(objection, { accept: false, by: '评审组', reason: '证据不足' })
    await city.snapshots.loop.pass()
    expect((await city.snapshots.desk.read(id)).state).toBe('final')
  })

  it('that is accepted becomes an adjustment of the live board, and of the snapshot from the frozen facts alone', async () => {
    await openObjections()
    const { id: objection } = await city.snapshots.objections.enter(id, AGAINST, KEY)
    // What comes later is not in the snapshot, whatever the objection does.
    await city.verified('t2', '2021-10-20T09:00:00+08:00', 50)
    await city.score('2021-11-03T08:00:00+08:00')
    expect(await city.snapshots.objections.decide(objection, { accept: true, adjustment: '2.5', by: '评审组', reason: '重复派单属实' })).toMatchObject({ state: 'accepted', before: '2.50', after: '5.00', decision: { adjustment: '2.5', by: '评审组' } })
    const judged = await city.platform.db.one(raw<object>(), 'select j.kind, j.value, j.period, j.reason, exists (select from board_touched t where t.unit = j.unit) as touched from judgement j')
    expect(judged).toMatchObject({ kind: 'adjusted', value: '2.5', period: '2021', reason: `异议 #${objection}：重复派单属实`, touched: true })
    expect(await scores()).toContainEqual(['t2', 3, '11.50'])
    await city.snapshots.life.move(id, { to: 'final', by: '李四', note: '定稿' })
    expect(await scores()).toEqual([['t3', 1, '20.00'], ['t1', 2, '14.00'], ['t2', 2, '14.00']])
    const { head, objections } = await city.snapshots.desk.detail(id)
    expect(head.adjustments).toEqual([expect.objectContaining({ unit: 't2', indicator: 'rate', points: '2.5', before: '2.50', after: '5.00', scoreBefore: '11.50', scoreAfter: '14.00', objection })])
    expect(objections).toEqual([expect.objectContaining({ before: '2.50', after: '5.00' })])
    expect(await city.snapshots.verifier.byId(id)).toMatchObject({ holds: true })
  })

  it.each<[string, string | undefined, string]>([['nothing', undefined, 'adjustment'], ['0', '0', 'adjustment'], ['more than the leaf has', '5.01', 'adjustment'], ['three decimals', '0.001', 'adjustment'], ['words', 'two', 'adjustment']])('is not accepted with %s', async (_, adjustment, path) => {
    await openObjections()
    const { id: objection } = await city.snapshots.objections.enter(id, AGAINST, KEY)
    await expect(city.snapshots.objections.decide(objection, { accept: true, ...(adjustment === undefined ? {} : { adjustment }), by: '评审组', reason: '属实' })).rejects.toMatchObject({ problem: { status: 400, faults: [{ path }] } })
    expect((await city.snapshots.objections.read(objection)).state).toBe('open')
  })

})

describe('the decision of an objection', () => {
  it('is not to accept it with points that would not count whole, before and after another one', async () => {
    await openObjections()
    const accept = async (adjustment: string) => {
      const { id: objection } = await city.snapshots.objections.enter(id, AGAINST, KEY)
      return { objection, decided: city.snapshots.objections.decide(objection, { accept: true, adjustment, by: '评审组', reason: '属实' }) }
    }
    const first = await accept('3')
    await expect(first.decided).rejects.toMatchObject({ problem: { status: 400, faults: [{ path: 'adjustment', found: '3, which takes rate from 2.50 to 5.00', mend: 'Write the points that count: from 2.50 to 5.00.' }] } })
    expect(await city.platform.db.rows(raw<object>(), 'select from judgement')).toEqual([])
    await city.snapshots.objections.decide(first.objection, { accept: true, adjustment: '1', by: '评审组', reason: '属实' })
    expect(await (await accept('1.5')).decided).toMatchObject({ before: '3.50', after: '5.00' })
    await expect((await accept('0.01')).decided).rejects.toMatchObject({ problem: { status: 400, faults: [{ path: 'adjustment', mend: 'Reject the objection, or say with other points what it changes.' }] } })
  })

  it('stands, and a unit may withdraw what is not decided', async () => {
    await openObjections()
    const { id: objection } = await city.snapshots.objections.enter(id, AGAINST, KEY)
    await expect(city.snapshots.objections.decide(objection, { accept: false, adjustment: '1', by: '评审组', reason: '否' })).rejects.toMatchObject({ problem: { status: 400 } })
    expect(await city.snapshots.objections.withdraw(objection, { by: '二镇联络员', reason: '已核实无误' }, KEY)).toMatchObject({ state: 'withdrawn' })
    await expect(city.snapshots.objections.decide(objection, { accept: false, by: '评审组', reason: '否' })).rejects.toMatchObject({ problem: { status: 409, code: 'already_decided' } })
    await expect(city.snapshots.objections.withdraw(99, { by: '某', reason: '无' }, KEY)).rejects.toMatchObject({ problem: { status: 404 } })
  })

  it('comes with the withdrawal of its snapshot', async () => {
    await openObjections()
    const { id: objection } = await city.snapshots.objections.enter(id, AGAINST, KEY)
    await city.snapshots.life.move(id, { to: 'withdrawn', by: '李四', note: '数据源有误' })
    expect(await city.snapshots.objections.read(objection)).toMatchObject({ state: 'withdrawn', decision: { reason: '通报撤回：数据源有误' } })
  })
})
