import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Database, Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import { FrozenCity, MONTHLY } from '../testing/frozen-city.ts'
import { Snapshots } from '../snapshots.ts'
import { monthBack, periodBack, periodBefore } from './periods.ts'
import { nextCutoff, nextFreeze, scheduleFault } from './schedule.ts'

const at = (text: string): number => Date.parse(`${text}+08:00`)

describe('periods', () => {
  it.each<['month' | 'quarter' | 'year', string, string]>([
    ['month', '2021-01-05T09:00:00', '2020-12'], ['month', '2021-12-31T23:59:59', '2021-11'], ['quarter', '2021-02-05T00:00:00', '2020-Q4'], ['quarter', '2021-12-05T00:00:00', '2021-Q3'], ['year', '2021-06-01T00:00:00', '2020'],
  ])('the %s before %s is %s', (kind, instant, period) => { expect(periodBefore(kind, at(instant))).toBe(period) })

  it.each([['2021-01', '2020-12', '2020-01'], ['2021-Q1', '2020-Q4', '2020-Q1'], ['2021', '2020', '2020'], ['ytd', null, null]])('before %s is %s, a year before %s', (id, before, year) => {
    expect([periodBack(id), monthBack(id, 12)]).toEqual([before, year])
  })
})

describe('a schedule', () => {
  it('is told in Asia/Shanghai, whatever the machine’s zone', () => {
    expect(nextCutoff({ schedule: '0 9 5 * *', period: 'month' }, at('2021-03-05T09:00:00'))).toEqual({ at: at('2021-04-05T09:00:00'), period: '2021-03' })
    expect(nextCutoff({ schedule: '30 0 9 5 * *', period: 'month' }, at('2021-03-05T09:00:00'))).toEqual({ at: at('2021-03-05T09:00:30'), period: '2021-02' })
  })

  it('passes over periods that are frozen already', () => {
    expect(nextFreeze({ schedule: '0 9 5 * *', period: 'year' }, at('2021-02-01T00:00:00'), (period) => period === '2020')).toEqual({ at: at('2022-01-05T09:00:00'), period: '2021' })
  })

  it.each(['0 9 5 *', 'x y z * *', '0 9 31 2 *', '', '0 25 * * *', '* * * * * * *'])('is refused: %j', (text) => { expect(scheduleFault(text)).not.toBeNull() })
  it.each(['0 9 5 * *', '0 0 9 5 * *', '0 9 L * *'])('is taken: %j', (text) => { expect(scheduleFault(text)).toBeNull() })
})

let city: FrozenCity

/** A plan that begins in November, and boards of two months. */
async function withPlan(): Promise<void> {
  city = await FrozenCity.open()
  await city.tick('2021-11-01T08:00:00+08:00')
  await city.snapshots.plans.put(MONTHLY.id, { plan: MONTHLY, by: '李四', reason: '新设' })
  await city.snapshots.loop.pass()
  for (const month of ['2021-10', '2021-11', '2021-12']) await city.verified('t1', `${month}-02T09:00:00+08:00`, 2)
  await city.score('2021-11-02T08:00:00+08:00', '2021-10')
  await city.score('2021-11-02T08:00:00+08:00', '2021-11')
}

const frozen = async (): Promise<string[]> => (await city.snapshots.desk.list({})).snapshots.map(({ key, cutoff }) => `${key.period} ${cutoff}`).reverse()
const BOTH = [`2021-10 ${new Date(at('2021-11-05T09:00:00')).toISOString()}`, `2021-11 ${new Date(at('2021-12-05T09:00:00')).toISOString()}`]

describe('a plan at work', () => {
  beforeEach(withPlan)
  afterEach(async () => { await city.close() })

  it('shows its next cut-off, and freezes nothing before it', async () => {
    await city.tick('2021-11-05T08:59:59.999+08:00')
    expect(await city.snapshots.loop.pass()).toBe(0)
    expect(await city.snapshots.plans.read(MONTHLY.id)).toMatchObject({ next: { cutoff: new Date(at('2021-11-05T09:00:00')).toISOString(), period: '2021-10' }, version: 1, by: '李四', fault: null })
  })

  it('catches up with two cut-offs after downtime, each as it was known then', async () => {
    await city.verified('t2', '2021-10-20T09:00:00+08:00', 9)
    await city.score('2021-11-20T08:00:00+08:00', '2021-10')
    await city.tick('2021-12-20T09:00:00+08:00')
    await city.snapshots.loop.pass()
    expect(await frozen()).toEqual(BOTH)
    const [, october] = (await city.snapshots.desk.list({})).snapshots
    // The nine came after the first cut-off, and the downtime does not bring them in.
    expect((await city.snapshots.desk.rows(october?.id ?? 0)).rows.map(({ unit, cells }) => [unit, cells['place']?.value])).toEqual([['t1', '2'], ['t2', null], ['t3', null]])
  })

  it('freezes once where two services look at the same moment, again and again', async () => {
    await city.tick('2021-12-20T09:00:00+08:00')
    const others = await Promise.all([city.another(), city.another()])
    for (let round = 0; round < 3; round++) await Promise.all([city.snapshots, ...others.map(({ snapshots }) => snapshots)].map((one) => one.loop.pass()))
    expect(await frozen()).toEqual(BOTH)
  })

  it('may be killed between any two steps: there is nothing or everything, and the next pass does the rest', async () => {
    await city.tick('2021-11-05T09:00:00+08:00')
    const { platform } = await city.another()
    const seen: number[] = []
    for (let steps = 1, isDone = false; !isDone; steps++) {
      const killed = new Snapshots(Object.assign({}, platform, { db: dyingAfter(platform.db, steps) }))
      isDone = await killed.loop.pass().then(() => true, () => false)
      const counts = await city.platform.db.one(raw<{ snapshots: bigint; units: bigint; steps: bigint; cited: bigint; done: number }>(),
        `select (select count(*) from snapshot) as snapshots, (select count(*) from snapshot_unit) as units, (select count(*) from snapshot_step) as steps, (select count(*) from cited_seq) as cited, (select done_until from snapshot_plan) as done`)
      const whole = { snapshots: 1n, units: 3n, steps: 1n, cited: 1n, done: at('2021-11-05T09:00:00') }
      expect(counts).toEqual(isDone ? whole : { snapshots: 0n, units: 0n, steps: 0n, cited: 0n, done: at('2021-11-01T08:00:00') })
      seen.push(steps)
    }
    expect(seen.length).toBeGreaterThan(10)
    expect(await frozen()).toEqual(BOTH.slice(0, 1))
  })

})

describe('a plan whose board is not ready, or not its own to freeze', () => {
  beforeEach(withPlan)
  afterEach(async () => { await city.close() })

  it('waits while units of the board wait to be scored', async () => {
    await city.tick('2021-11-05T09:00:00+08:00')
    await city.platform.db.run(`insert into board_touched select id, 1 from board where period = '2021-10'`)
    await city.snapshots.loop.pass()
    expect(await frozen()).toEqual([])
    await city.platform.db.run('delete from board_touched')
    await city.snapshots.loop.pass()
    expect(await frozen()).toEqual(BOTH.slice(0, 1))
  })

  it('asks for a board that is not there, says so, and freezes it as corrected when it comes', async () => {
    await city.tick('2022-01-05T09:00:00+08:00')
    await city.snapshots.loop.pass()
    expect(await frozen()).toEqual(BOTH)
    expect((await city.platform.db.rows(raw<{ period: string }>(), 'select period from board_wanted')).map(({ period }) => period)).toEqual(['2021-12'])
    expect((await city.snapshots.plans.read(MONTHLY.id)).fault?.en).toContain('Waiting for the board of 2021-12')
    await city.score('2022-01-06T09:00:00+08:00', '2021-12')
    await city.snapshots.loop.pass()
    const [last] = (await city.snapshots.desk.list({})).snapshots
    expect(last).toMatchObject({ key: { period: '2021-12' }, cutoff: new Date(at('2022-01-05T09:00:00')).toISOString() })
    expect((await city.snapshots.desk.detail(last?.id ?? 0)).head.board.reading).toBe('corrected')
    expect(await city.snapshots.verifier.byId(last?.id ?? 0)).toMatchObject({ holds: true })
  })

  it('passes over what was frozen by hand, and what lies outside of the rubric’s time', async () => {
    await city.snapshots.freezes.byHand({ key: { rubric: 'trial', group: 'towns', period: '2021-10' }, by: '李四', reason: '提前' })
    await city.tick('2022-02-20T09:00:00+08:00')
    await city.score('2022-02-20T09:00:00+08:00', '2021-12')
    await city.snapshots.loop.pass()
    expect((await frozen()).map((line) => line.slice(0, 7))).toEqual(['2021-10', '2021-11', '2021-12'])
    expect(await city.snapshots.plans.read(MONTHLY.id)).toMatchObject({ fault: { en: expect.stringContaining('2022-01 lies outside') as unknown }, next: { period: '2022-02' } })
  })

  it('does not freeze while it is switched off, nor afterwards what it missed', async () => {
    await city.snapshots.plans.put(MONTHLY.id, { plan: { ...MONTHLY, enabled: false }, by: '李四', reason: '停用' })
    await city.tick('2021-11-06T09:00:00+08:00')
    await city.snapshots.loop.pass()
    await city.snapshots.plans.put(MONTHLY.id, { plan: MONTHLY, by: '李四', reason: '启用' })
    await city.snapshots.loop.pass()
    await city.tick('2021-12-06T09:00:00+08:00')
    await city.snapshots.loop.pass()
    expect(await frozen()).toEqual(BOTH.slice(1))
  })
})

/** A database whose connection breaks at the n-th statement inside transactions. */
function dyingAfter(db: Database, steps: number): Database {
  let left = steps
  const counted = (tx: Transaction): Transaction => {
    const take = <A extends unknown[], R>(run: (...args: A) => Promise<R>) => async (...args: A): Promise<R> => {
      if (--left <= 0) throw new Error('killed')
      return await run(...args)
    }
    return { rows: take(tx.rows.bind(tx)) as Transaction['rows'], one: take(tx.one.bind(tx)) as Transaction['one'], maybe: take(tx.maybe.bind(tx)) as Transaction['maybe'], run: take(tx.run.bind(tx)) }
  }
  return Object.assign(Object.create(db) as Database, { transaction: <T>(work: (tx: Transaction) => Promise<T>, isolation?: 'read committed' | 'repeatable read') => db.transaction((tx) => work(counted(tx)), isolation) })
}
