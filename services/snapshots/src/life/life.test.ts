import { afterEach, describe, expect, it } from '@jest/globals'
import { SNAPSHOT_STATES } from '@tierline/contracts/snapshot/snapshot'
import type { SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import { frozenCity, MONTHLY, TOWNS_2021 } from '../testing/frozen-city.ts'
import type { FrozenCity } from '../testing/frozen-city.ts'
import { dueOf, movesFrom } from './moves.ts'

const open: FrozenCity[] = []
afterEach(async () => { for (const city of open.splice(0)) await city.close() })

const BOTH = { checkingDays: 2, objectionDays: 3 }

/** Every move that is possible with both steps; everything else is refused. */
const POSSIBLE: Record<SnapshotState, SnapshotState[]> = {
  draft: ['checking', 'withdrawn'], checking: ['objections', 'withdrawn'], objections: ['final', 'withdrawn'], final: ['issued', 'withdrawn'], issued: ['withdrawn'], withdrawn: [], superseded: [],
}

describe('the moves from a state', () => {
  it.each(SNAPSHOT_STATES.map((state) => [state]))('from %s with both steps', (state) => {
    expect(movesFrom(state, BOTH)).toEqual(POSSIBLE[state])
  })

  it.each<[string, object, SnapshotState[]]>([
    ['without steps', {}, ['final', 'withdrawn']], ['with objections alone', { objectionDays: 3 }, ['objections', 'withdrawn']], ['with checking alone', { checkingDays: 1 }, ['checking', 'withdrawn']],
  ])('leave out what is switched off: %s', (_, steps, moves) => {
    expect(movesFrom('draft', steps)).toEqual(moves)
  })

  it('end at midnight of Shanghai after the last day, the first not counted', () => {
    expect(dueOf('checking', BOTH, Date.parse('2021-11-05T09:00:00+08:00'))).toBe(Date.parse('2021-11-08T00:00:00+08:00'))
    expect(dueOf('final', BOTH, 0)).toBeNull()
  })
})

/** A draft of the year, by a plan with both steps. */
async function draft(): Promise<{ city: FrozenCity; id: number }> {
  const { city, frozen } = await frozenCity()
  open.push(city)
  await city.snapshots.life.move(frozen.id, { to: 'withdrawn', by: '李四', note: '试冻结' })
  await city.snapshots.plans.put('towns-yearly', { plan: { ...MONTHLY, id: 'towns-yearly', period: 'year' }, by: '李四', reason: '新设' })
  return { city, id: await city.snapshots.freezes.byHand({ key: TOWNS_2021, by: '李四', reason: '年度通报' }) }
}

const WAY: SnapshotState[] = ['checking', 'objections', 'final', 'issued']

async function carry(city: FrozenCity, id: number, to: SnapshotState): Promise<void> {
  for (const state of WAY.slice(0, WAY.indexOf(to) + 1)) await city.snapshots.life.move(id, { to: state, by: '王五', note: `转入${state}` })
}

describe('a snapshot', () => {
  it.each<[SnapshotState]>([['draft'], ['checking'], ['objections'], ['final'], ['issued']])('refuses every other move from %s, and says which are possible', async (state) => {
    const { city, id } = await draft()
    await carry(city, id, state)
    for (const to of SNAPSHOT_STATES.filter((one) => !POSSIBLE[state].includes(one))) {
      const refused = await city.snapshots.life.move(id, { to, by: '王五', note: '试' }).then(() => null, (error: { problem: { status: number; detail: string } }) => error.problem)
      expect(refused?.status).toBe(409)
      for (const one of POSSIBLE[state]) expect(refused?.detail).toContain(`${one} `)
    }
    expect((await city.snapshots.desk.read(id)).state).toBe(state)
    expect((await city.snapshots.desk.detail(id)).steps.map((step) => step.state)).toEqual(['draft', ...WAY.slice(0, WAY.indexOf(state) + 1)])
  })

  it('that was withdrawn moves no more, and leaves its place to another freeze', async () => {
    const { city, id } = await draft()
    await city.snapshots.life.move(id, { to: 'withdrawn', by: '王五', note: '有误' })
    for (const to of SNAPSHOT_STATES) await expect(city.snapshots.life.move(id, { to, by: '王五', note: '试' })).rejects.toMatchObject({ problem: { code: 'impossible_move' } })
    const again = await city.snapshots.freezes.byHand({ key: TOWNS_2021, by: '王五', reason: '重新冻结' })
    expect(await city.snapshots.desk.read(again)).toMatchObject({ revision: 3, revises: null, state: 'draft' })
  })

  it('ends checking and objections by itself at midnight, and never issues itself', async () => {
    const { city, id } = await draft()
    await carry(city, id, 'checking')
    const seen: [string, SnapshotState][] = []
    for (const instant of ['2021-11-04T23:59:59.999+08:00', '2021-11-05T00:00:00+08:00', '2021-11-08T23:59:59+08:00', '2021-11-09T00:00:00+08:00', '2021-12-31T00:00:00+08:00']) {
      await city.tick(instant)
      await city.snapshots.loop.pass()
      seen.push([instant.slice(0, 10), (await city.snapshots.desk.read(id)).state])
    }
    expect(seen).toEqual([['2021-11-04', 'checking'], ['2021-11-05', 'objections'], ['2021-11-08', 'objections'], ['2021-11-09', 'final'], ['2021-12-31', 'final']])
    expect((await city.snapshots.desk.detail(id)).steps.slice(-2).map(({ by }) => by)).toEqual(['tierline', 'tierline'])
  })

  it('gets its hash for good when it is final: issuing and withdrawing leave it', async () => {
    const { city, id } = await draft()
    await carry(city, id, 'final')
    const { hash } = await city.snapshots.desk.read(id)
    await city.snapshots.life.move(id, { to: 'issued', by: '赵六', note: '签发' })
    await city.snapshots.life.move(id, { to: 'withdrawn', by: '赵六', note: '撤回' })
    expect(await city.snapshots.desk.read(id)).toMatchObject({ hash, state: 'withdrawn', issued: { by: '赵六' } })
    expect((await city.snapshots.verifier.byId(id)).holds).toBe(true)
  })

  it('is moved once by two at the same time', async () => {
    const { city, id } = await draft()
    const other = await city.another()
    const results = await Promise.allSettled([city.snapshots, other.snapshots].map((one) => one.life.move(id, { to: 'checking', by: '王五', note: '核对' })))
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await city.snapshots.desk.detail(id)).steps.map(({ state }) => state)).toEqual(['draft', 'checking'])
  })

  it('is refused under a number that nothing has', async () => {
    const { city } = await draft()
    await expect(city.snapshots.life.move(999, { to: 'final', by: '王五', note: '试' })).rejects.toMatchObject({ problem: { status: 404 } })
  })
})
