import { describe, expect, it } from '@jest/globals'
import { raw } from '@tierline/platform/database/database'
import { measureHash } from '@tierline/scoring'
import type { MeasureDeclaration } from '@tierline/scoring'
import { eventRecord } from '../testing/rig.ts'
import { useRig } from '../testing/use-rig.ts'
import { readMeasures } from './measure.store.ts'
import { registerMeasures } from './register-measures.ts'

const SCANS: MeasureDeclaration = { of: { event: 'code.verified' }, aggregate: 'count' }
const CLOSED: MeasureDeclaration = { of: { case: 'ticket' }, aggregate: 'count', state: 'closed' }
const T = Date.parse('2021-01-05T10:00:00+08:00')
const rig = useRig()

const scans = (from: number, until: number): ReturnType<typeof eventRecord>[] =>
  Array.from({ length: until - from }, (_, i) => eventRecord({ id: `s${from + i}`, type: 'code.verified', time: T + i * 60_000, data: { count: 2 } }))
const ticket = (n: number): ReturnType<typeof eventRecord>[] =>
  ['opened', 'closed'].map((role, i) => eventRecord({ id: `t${n}${role}`, type: `ticket.${role}`, time: T + i, data: { ticket: `T${n}` } }))

async function states(): Promise<string[]> {
  return (await readMeasures(rig().test.db)).all.map(({ state }) => state)
}

async function valueOf(declaration: MeasureDeclaration): Promise<number> {
  const row = await rig().test.db.one(raw<{ value: bigint | null }>(), 'select sum(r.value)::int8 as value from rollup r join measure m on m.id = r.measure where m.hash = $1', [measureHash(declaration)])
  return Number(row.value ?? 0n)
}

describe('a measure over old events', () => {
  it('is provisional until it is filled, and counts new events meanwhile', async () => {
    await rig().consume([...scans(0, 30), ...ticket(1), ...ticket(2)])
    await rig().register([SCANS, CLOSED])
    expect(await states()).toEqual(['provisional', 'provisional'])
    await rig().consume([...scans(30, 40), ...ticket(3)])
    expect([await valueOf(SCANS), await valueOf(CLOSED)]).toEqual([20, 1])
    await rig().backFill.run()
    expect(await states()).toEqual(['complete', 'complete'])
    expect([await valueOf(SCANS), await valueOf(CLOSED)]).toEqual([80, 3])
    expect(await rig().verify()).toMatchObject({ skipped: [], differences: [] })
  })

  it('is filled chunk by chunk, and goes on where a crash left it', async () => {
    for (let i = 0; i < 5; i++) await rig().consume(scans(i * 5_000, (i + 1) * 5_000))
    await rig().register([SCANS])
    await rig().backFill.step()
    expect(await valueOf(SCANS)).toBe(20_000)
    expect((await readMeasures(rig().test.db)).all).toMatchObject([{ state: 'provisional', since: { 0: 25_000 }, done: { 0: 10_000 } }])
    await rig().backFill.run()
    expect(await valueOf(SCANS)).toBe(50_000)
    expect((await rig().verify()).differences).toEqual([])
  })

  it('touches every unit when it is complete', async () => {
    await rig().consume(scans(0, 1))
    await rig().register([SCANS])
    await rig().test.db.run('truncate touched')
    await rig().backFill.run()
    expect(await rig().test.db.rows(raw(), `select count(*)::int4 as n from touched where month = '-infinity'`)).toEqual([{ n: 4 }])
  })

  it('loses nothing when it is registered while events come in', async () => {
    const coming = (async () => { for (let i = 0; i < 20; i++) await rig().consume(scans(i * 20, (i + 1) * 20)) })()
    await registerMeasures(rig().test.db, [SCANS], T)
    await Promise.all([coming, rig().backFill.run()])
    await rig().backFill.run()
    expect(await valueOf(SCANS)).toBe(800)
  })

  it('is shared by whoever declares the same', async () => {
    await rig().register([SCANS, { aggregate: 'count', of: { event: ['code.verified'] }, at: 'time' }])
    await rig().register([SCANS])
    expect(await states()).toHaveLength(1)
  })
})
