import { describe, expect, it } from '@jest/globals'
import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'
import { measureHash } from '@tierline/scoring'
import type { DutyDeclaration, MeasureDeclaration } from '@tierline/scoring'
import { contents } from '../testing/inside.ts'
import { eventRecord } from '../testing/rig.ts'
import { useRig } from '../testing/use-rig.ts'
import { RebuildRefused, rebuildRollUps } from './shadow-rebuild.ts'

const SCANS: MeasureDeclaration = { of: { event: 'code.verified' }, aggregate: 'count' }
const PERSONS: MeasureDeclaration = { of: { event: 'code.claimed' }, aggregate: 'distinct', field: 'person' }
const CLOSED: MeasureDeclaration = { of: { case: 'ticket' }, aggregate: 'count', state: 'closed' }
const OVERDUE: MeasureDeclaration = { of: { case: 'ticket' }, aggregate: 'count', state: 'overdue' }
const LATE_REPORTS: MeasureDeclaration = { of: { case: 'duty' }, aggregate: 'count', state: 'late', at: 'due' }
const DUTY: DutyDeclaration = { id: 'monthly', title: { zh: '月报', en: 'Monthly report' }, report: 'progress', schedule: 'monthly', from: '2021-01', until: '2021-01', opens: 'end-2', due: 'end+5' }

const T = Date.parse('2021-01-05T10:00:00+08:00')
const DAY = 86_400_000
const rig = useRig({ measures: [SCANS, PERSONS, CLOSED, OVERDUE, LATE_REPORTS], duties: [{ duty: DUTY, units: ['u1', 'u2'] }] })

const scans = (from: number, until: number): ReturnType<typeof eventRecord>[] =>
  Array.from({ length: until - from }, (_, i) => eventRecord({ id: `s${from + i}`, type: 'code.verified', unit: `u${i % 4 + 1}`, time: T + i * 60_000, data: { count: 2 } }))
const claims = (from: number, until: number): ReturnType<typeof eventRecord>[] =>
  Array.from({ length: until - from }, (_, i) => eventRecord({ id: `c${from + i}`, type: 'code.claimed', time: T + i, data: { person: `p${i % 7}` } }))
const ticket = (n: number, isClosed = true): ReturnType<typeof eventRecord>[] =>
  (isClosed ? ['opened', 'closed'] : ['opened']).map((role, i) => eventRecord({ id: `t${n}${role}`, type: `ticket.${role}`, time: T + i, data: { ticket: `T${n}`, due: '2021-01-08T00:00:00+08:00' } }))

async function sumOf(db: Database): Promise<number> {
  return await db.transaction(async (tx) => {
    await tx.run('lock table rollup in access share mode')
    const { value } = await tx.one(raw<{ value: bigint | null }>(), 'select sum(r.value)::int8 as value from rollup r join measure m on m.id = r.measure where m.hash = $1', [measureHash(SCANS)])
    return Number(value ?? 0n)
  }, 'repeatable read')
}

const schemas = async (): Promise<string[]> =>
  (await rig().test.db.rows(raw<{ name: string }>(), `select nspname as name from pg_namespace where nspname in ('shadow', 'replaced')`)).map(({ name }) => name)

describe('a rebuild', () => {
  it('mends every cell that is not what the events say, and counts on', async () => {
    await rig().consume([...scans(0, 30), ...claims(0, 20), ...ticket(1), ...ticket(2, false)])
    await rig().ticker.tick(T + 60 * DAY)
    const sound = await contents(rig().test.db)
    await rig().test.db.run('update rollup set value = value + 1')
    await rig().test.db.run('delete from rollup_day where unit = 1')
    await rig().test.db.run('update distinct_member set n = n + 1')
    await rig().test.db.run(`update cases set contributions = '[]' where kind = 'ticket'`)
    expect((await rig().verify()).differences.length).toBeGreaterThan(10)
    expect((await rig().verify()).differences).toContainEqual({ table: 'rollup', measure: measureHash(SCANS), cell: JSON.stringify(['u1', '', T, null]), expected: 16n, stored: 17n })
    expect(await rebuildRollUps(rig().parts)).toBe(53)
    expect(await rig().verify()).toMatchObject({ skipped: [], differences: [] })
    expect({ ...await contents(rig().test.db), touched: [] }).toEqual({ ...sound, touched: [] })
    await rig().consume([...scans(30, 31), ...ticket(2), ...ticket(3)])
    expect(await rig().verify()).toMatchObject({ differences: [] })
    expect(await schemas()).toEqual([])
  })

  it('touches every unit, so that every board is scored again', async () => {
    await rig().consume(scans(0, 1))
    await rig().test.db.run('truncate touched')
    await rebuildRollUps(rig().parts)
    expect(await rig().test.db.rows(raw(), `select count(*)::int4 as n from touched where month = '-infinity'`)).toEqual([{ n: 4 }])
  })

  it('goes on beside live counting: no event is lost, none is counted twice, and no reader ever sees less than before', async () => {
    for (let i = 0; i < 6; i++) await rig().consume(scans(i * 5_000, (i + 1) * 5_000))
    const seen: number[] = []
    let isDone = false
    const rebuilding = rebuildRollUps(rig().parts).finally(() => { isDone = true })
    const coming = (async () => { for (let i = 0; !isDone || i < 10; i++) await rig().consume([...scans(40_000 + i * 50, 40_050 + i * 50), ...ticket(i)]) })()
    const ticking = (async () => { for (let day = 0; !isDone; day++) await rig().ticker.tick(T + Math.min(day, 40) * DAY) })()
    const reading = (async () => { while (!isDone) seen.push(await sumOf(rig().test.db)) })()
    await Promise.all([rebuilding, coming, ticking, reading])
    expect(seen.length).toBeGreaterThan(3)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen[0]).toBeGreaterThanOrEqual(60_000)
    expect(await rig().verify()).toMatchObject({ skipped: [], differences: [] })
  }, 120_000)

})

describe('a rebuild that is disturbed', () => {
  it('leaves the live roll-ups alone when it breaks off, and the next one begins afresh', async () => {
    await rig().consume(scans(0, 3_000))
    const before = await contents(rig().test.db)
    await expect(rebuildRollUps({ ...rig().parts, onProgress: () => { throw new Error('the machine is stopped') } })).rejects.toThrow('the machine is stopped')
    expect(await contents(rig().test.db)).toEqual(before)
    await rig().test.db.script('create schema shadow; create table shadow.rollup (left_by_a_kill integer)')
    await rebuildRollUps(rig().parts)
    expect(await rig().verify()).toMatchObject({ differences: [] })
  })

  it('begins again when a measure is added meanwhile, and refuses while one is still being filled', async () => {
    await rig().consume(scans(0, 3_000))
    let isAdded = false
    const added: Promise<void>[] = []
    await rebuildRollUps({ ...rig().parts, onProgress: () => {
      if (isAdded) return
      isAdded = true
      added.push(rig().register([{ ...SCANS, by: 'checkpoint' }]).then(() => rig().backFill.run()))
    } }).catch((error: unknown) => { if (!(error instanceof RebuildRefused)) throw error })
    await Promise.all(added)
    await rebuildRollUps(rig().parts)
    expect(await rig().verify()).toMatchObject({ skipped: [], differences: [] })
    await rig().register([{ ...SCANS, aggregate: 'sum', field: 'minutes' }])
    await expect(rebuildRollUps(rig().parts)).rejects.toThrow('found 1 measures that are still being filled')
  })

  it('is done by one at a time', async () => {
    await rig().consume(scans(0, 3_000))
    const results = await Promise.allSettled([rebuildRollUps(rig().parts), rebuildRollUps(rig().parts)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await rig().verify()).toMatchObject({ differences: [] })
  })
})
