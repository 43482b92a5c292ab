import { describe, expect, it } from '@jest/globals'
import type { EventRecord } from '@tierline/contracts/log-record'
import { raw } from '@tierline/platform/database/database'
import type { TestDatabaseChoices } from '@tierline/platform/testing/test-database'
import { breakTable, contents, position, tallies, WRITTEN } from '../inside.ts'
import { eventRecord } from '../rig.ts'
import type { Rig } from '../rig.ts'
import { MEASURES } from '../types.ts'
import { useRig } from '../use-rig.ts'

const T = Date.parse('2021-01-05T10:00:00+08:00')
const HOUR = 3_600_000
const MONTHS = 26

/** Over more than two years, so that it lies in many chunks where there are chunks. */
const scans = (from: number, until: number): EventRecord[] =>
  Array.from({ length: until - from }, (_, i) => eventRecord({ id: `s${from + i}`, type: 'code.verified', unit: `u${(from + i) % 4 + 1}`, time: T + ((from + i) * 7919 % (MONTHS * 720)) * HOUR, data: { checkpoint: `cp${(from + i) % 3}`, count: 2, minutes: 1 } }))
const tickets = (from: number, until: number): EventRecord[] => Array.from({ length: until - from }, (_, i) => from + i).flatMap((n) => ['opened', 'closed'].map((role, i) =>
  eventRecord({ id: `t${n}${role}`, type: `ticket.${role}`, time: T + (n * 397 % (MONTHS * 720)) * HOUR + i * 30 * 24 * HOUR, data: { ticket: `T${n}`, due: '2021-06-01T00:00:00+08:00' } })))

/** Counting, back-filling, failing and bisecting over years of events on a kind of server. */
export function countingBehaviour(name: string, choices: TestDatabaseChoices): void {
  const rig = useRig({ measures: MEASURES, server: choices })
  describe(`counting over years on ${name}`, () => {
    overYears(rig)
    whatFails(rig)
  })
}

function overYears(rig: () => Rig): void {
  it('counts every event once, and the clock makes old cases overdue', async () => {
    await rig().consume([...scans(0, 3_000), ...tickets(0, 200)])
    await rig().consume([...scans(2_000, 4_000), ...tickets(100, 300)])
    await rig().ticker.tick(T + 30 * 720 * HOUR)
    expect(await tallies(rig().test.db)).toEqual({ counted: 4_600, duplicate: 1_200 })
    expect(await position(rig().test.db)).toBe(5_800)
    expect(await rig().verify()).toMatchObject({ events: 4_600, skipped: [], differences: [] })
  })

  it('fills a new measure from events of all years', async () => {
    await rig().consume(scans(0, 12_000))
    await rig().register([...MEASURES, { of: { event: 'code.verified' }, aggregate: 'sum', field: 'count' }])
    await rig().backFill.run()
    const { value } = await rig().test.db.one(raw<{ value: bigint }>(), 'select sum(value)::int8 as value from rollup where measure = (select max(id) from measure)')
    expect(value).toBe(24_000n)
    expect(await rig().verify()).toMatchObject({ skipped: [], differences: [] })
  })
}

function whatFails(rig: () => Rig): void {
  it.each(WRITTEN)('leaves nothing behind when the transaction dies at %s', async (table) => {
    const batch = [...scans(0, 50), ...tickets(0, 5), eventRecord({ id: 'p', type: 'code.claimed', time: T, data: { person: 'p1' } }), eventRecord({ id: 'q', type: 'code.verified', time: T, unit: 'nowhere' })]
    const before = await contents(rig().test.db)
    const mend = await breakTable(rig().test.db, table, { sqlState: 'XX000' })
    await expect(rig().consume(batch)).rejects.toThrow('broken for the test')
    expect({ ...await contents(rig().test.db), log_position: [] }).toEqual({ ...before, log_position: [] })
    await mend()
    expect((await rig().consume(batch)).filter(({ outcome }) => outcome === 'counted')).toHaveLength(61)
    expect((await rig().verify()).differences).toEqual([])
  })

  it('finds the one row that PostgreSQL refuses', async () => {
    const verdicts = await rig().consume([...scans(0, 40), eventRecord({ id: 'nul', type: 'code.verified', time: T, data: { minutes: 'a\0b' } }), ...scans(40, 60)])
    expect(verdicts.flatMap(({ outcome }, i) => (outcome === 'counted' ? [] : [`${i} ${outcome}`]))).toEqual(['40 quarantined'])
    expect((await rig().verify()).differences).toEqual([])
  })
}
