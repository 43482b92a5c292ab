import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { EventRecord } from '@tierline/contracts/log-record'
import { raw } from '@tierline/platform/database/database'
import { readEdition } from '@tierline/platform/database/timescale'
import { openLogger } from '@tierline/platform/logger'
import type { TestDatabaseChoices } from '@tierline/platform/testing/test-database'
import { measureHash } from '@tierline/scoring'
import type { MeasureDeclaration } from '@tierline/scoring'
import { rebuildRollUps } from '../../rebuild/shadow-rebuild.ts'
import { reconcile } from '../../reconciliation/reconcile.ts'
import { EventRetention } from '../../retention/event-retention.ts'
import type { EventRetentionOutcome } from '../../retention/event-retention.ts'
import { heldByOpenPeriods } from '../../retention/holds.ts'
import { contents } from '../inside.ts'
import { eventRecord } from '../rig.ts'
import type { Rig } from '../rig.ts'
import { MEASURES } from '../types.ts'
import { useRig } from '../use-rig.ts'

const DAY = 86_400_000
const at = (text: string): number => Date.parse(`${text}T00:00:00+08:00`)
const T = at('2020-01-05') + 10 * 3_600_000
const MINUTES: MeasureDeclaration = { of: { event: 'code.verified' }, aggregate: 'sum', field: 'count' }
const DISTRICTS: MeasureDeclaration = { of: { case: 'ticket' }, aggregate: 'count', by: 'district' }
const RUBRIC = readFileSync(new URL('../../../../../rubrics/liuan-2021.yaml', import.meta.url), 'utf8')

/** Two years of scans and claims, one every three days, and tickets that stay open for months. */
const history = (): EventRecord[] => Array.from({ length: 240 }, (_, i) => [
  eventRecord({ id: `s${i}`, type: 'code.verified', unit: `u${i % 4 + 1}`, time: T + i * 3 * DAY, data: { checkpoint: 'cp', count: 2, minutes: 3 } }),
  eventRecord({ id: `c${i}`, type: 'code.claimed', time: T + i * 3 * DAY, data: { person: `p${i % 9}` } }),
  eventRecord({ id: `o${i}`, type: 'ticket.opened', time: T + i * 3 * DAY, data: { ticket: `T${i}`, due: '2021-06-01T00:00:00+08:00', district: `d${i % 3}` } }),
  eventRecord({ id: `z${i}`, type: 'ticket.closed', time: T + (i + 40) * 3 * DAY, data: { ticket: `T${i}` } }),
]).flat()

/** Dropping old events on a kind of server. */
export function retentionBehaviour(name: string, choices: TestDatabaseChoices): void {
  const rig = useRig({ measures: MEASURES, server: choices })
  const drop = async (instant: number, { keepMonths = 12, patienceMs = 5_000 } = {}): Promise<EventRetentionOutcome> => {
    await rig().ticker.tick(instant)
    const isTimescale = await readEdition(rig().test.db) !== 'none'
    return await new EventRetention({ db: rig().test.db, logger: openLogger('silent'), keepMonths, holds: [heldByOpenPeriods(31 * DAY)], patienceMs }).run(instant, isTimescale)
  }
  describe(`dropping old events on ${name}`, () => {
    whatStands(rig, drop)
    whoHolds(rig, drop)
    whatComesAfter(rig, drop)
  })
}

type Drop = (instant: number, how?: { keepMonths?: number; patienceMs?: number }) => Promise<EventRetentionOutcome>

const KEPT = at('2021-03-01')
const NOW = at('2022-03-10')

async function eventsBefore(rig: Rig, instant: number): Promise<number> {
  return Number((await rig.test.db.one(raw<{ n: bigint }>(), 'select count(*) as n from event where time < $1', [new Date(instant)])).n)
}

function whatStands(rig: () => Rig, drop: Drop): void {
  it('changes no figure, and says since when figures can be recomputed', async () => {
    await rig().consume(history())
    await rig().ticker.tick(NOW)
    const { event: before, ...figures } = await contents(rig().test.db)
    const stored = await eventsBefore(rig(), at('2100-01-01'))
    const done = await drop(NOW)
    expect(done).toMatchObject({ outcome: 'dropped', until: KEPT })
    const { event: after, ...stand } = await contents(rig().test.db)
    expect(stand).toEqual(figures)
    expect(before?.length).toBe(stored)
    // TimescaleDB drops whole chunks; what shares one with younger events stays a while and is not read any more.
    expect(await eventsBefore(rig(), KEPT - 31 * DAY)).toBe(0)
    expect(after?.length).toBeLessThan((before?.length ?? 0) * 0.55)
    const { differences, skipped, events, keptFrom } = await rig().verify()
    expect({ differences, skipped, keptFrom }).toEqual({ differences: [], skipped: [], keptFrom: KEPT })
    expect(events).toBe(history().filter(({ time }) => time >= KEPT).length)
    expect(await drop(NOW)).toEqual({ outcome: 'nothing' })
  })

  it('still finds a figure that is not what the kept events say, and a duplicate of a dropped one', async () => {
    await rig().consume(history())
    await drop(NOW)
    const [oldest] = history()
    expect(await rig().consume([oldest as EventRecord])).toEqual([{ outcome: 'duplicate' }])
    await rig().test.db.run('update rollup set value = value + 1 where bucket >= $1', [new Date(KEPT)])
    await rig().test.db.run('update rollup_day set value = value + 1 where bucket < $1', ['2020-06-01'])
    const tables = (await rig().verify()).differences.map(({ table }) => table)
    // Of days from before, those of cases can still be told to be wrong.
    expect(new Set(tables)).toEqual(new Set(['rollup', 'rollup_day']))
  })

  it('counts a late event from before, and drops it with the next month', async () => {
    await rig().consume(history())
    await drop(NOW)
    expect(await rig().consume([eventRecord({ id: 'late', type: 'code.verified', time: T, data: { count: 5 } })])).toEqual([{ outcome: 'counted' }])
    expect((await rig().verify()).differences).toEqual([])
    expect(await drop(at('2022-04-20'))).toMatchObject({ outcome: 'dropped', until: at('2021-04-01') })
    expect(await eventsBefore(rig(), T + DAY)).toBe(0)
    expect((await rig().verify()).differences).toEqual([])
  })
}

function whoHolds(rig: () => Rig, drop: Drop): void {
  it('is refused while a period that counts them is open, and says which; a while after its end it is done', async () => {
    const { db } = rig().test
    await db.run('delete from board')
    await db.run(`insert into rubric (id, hash, version, body, active, loaded_at) values ('liuan-2021', 'h', '1', $1, true, '2021-01-01') on conflict do nothing`, [RUBRIC])
    for (const period of ['2021', '2021-03']) {
      await db.run(`insert into board (rubric, group_id, period, seq, as_of, rubric_hash, position, provisional, head, from_month, until_month, summaries) values ('liuan-2021', 'g', $1, 1, '2021-12-01', 'h', '{}', false, '{}', '2021-01-01', '2022-01-01', '[]')`, [period])
    }
    await rig().consume(history())
    const refused = await drop(at('2021-12-20'), { keepMonths: 1 })
    expect(refused).toMatchObject({ outcome: 'refused', until: at('2021-11-01'), holds: [{ holder: '2021 of liuan-2021 / g' }] })
    expect(JSON.stringify(refused)).toContain('is open until 2022-01-31T16:00:00.000Z, its grace included')
    expect(await rig().verify()).toMatchObject({ keptFrom: -Infinity, events: 960 })
    expect(await drop(at('2022-01-20'), { keepMonths: 2 })).toMatchObject({ outcome: 'refused' })
    expect(await drop(at('2022-02-02'), { keepMonths: 2 })).toMatchObject({ outcome: 'dropped' })
    await db.run('delete from board')
    await db.run('delete from rubric')
  })

  it('is refused while a measure is being filled', async () => {
    await rig().consume(history())
    await rig().register([...MEASURES, MINUTES])
    expect(await drop(NOW)).toMatchObject({ outcome: 'refused', holds: [{ holder: 'back-fill' }] })
    await rig().backFill.run()
    expect(await drop(NOW)).toMatchObject({ outcome: 'dropped' })
    expect((await rig().verify()).differences).toEqual([])
  })

  it('waits for a reader that began before, who sees everything to its end', async () => {
    await rig().consume(history())
    const reader = rig().test.again()
    const counted = async (): Promise<bigint> => (await reader.one(raw<{ n: bigint }>(), 'select count(*) as n from event')).n
    let release = (): void => undefined
    let begun = (): void => undefined
    const reading = new Promise<void>((resolve) => { begun = resolve })
    const seen = reader.transaction(async (tx) => {
      await tx.run('select 1 from event limit 1')
      begun()
      await new Promise<void>((resolve) => { release = resolve })
      return (await tx.one(raw<{ n: bigint }>(), 'select count(*) as n from event')).n
    }, 'repeatable read')
    await reading
    expect(await drop(NOW, { patienceMs: 300 })).toEqual({ outcome: 'waiting', until: KEPT })
    release()
    expect(await seen).toBe(960n)
    expect(await drop(NOW)).toMatchObject({ outcome: 'dropped', until: KEPT })
    expect(await counted()).toBeLessThan(540n)
  })
}

function whatComesAfter(rig: () => Rig, drop: Drop): void {
  it('a measure of events that is declared later counts what is kept and says since when; one of cases lacks nothing', async () => {
    await rig().consume(history())
    await drop(NOW)
    await rig().register([...MEASURES, MINUTES, DISTRICTS])
    await rig().backFill.run()
    const rows = await rig().test.db.rows(raw<{ hash: string; since: number | null; value: bigint }>(),
      `select m.hash, m.complete_from as since, sum(r.value)::int8 as value from measure m join rollup r on r.measure = m.id where m.hash = any($1::text[]) group by 1, 2`, [[measureHash(MINUTES), measureHash(DISTRICTS)]])
    const kept = history().filter(({ type, time }) => type === 'code.verified' && time >= KEPT).length
    expect(new Map(rows.map(({ hash, since, value }) => [hash, [since, Number(value)]]))).toEqual(new Map([[measureHash(MINUTES), [KEPT, kept * 2]], [measureHash(DISTRICTS), [null, 240]]]))
    expect((await rig().verify()).differences).toEqual([])
    expect(await reconcile(rig().test.db, { inFlight: () => Promise.resolve(0) })).toMatchObject({
      balanced: true, eventsKeptFrom: new Date(KEPT).toISOString(), incomplete: [{ measure: expect.stringContaining('sum code.verified'), completeFrom: new Date(KEPT).toISOString() }],
    })
  })

  it('a rebuild keeps what can no longer be computed, and mends the rest', async () => {
    await rig().consume(history())
    await rig().ticker.tick(NOW)
    const figures = await figuresOf(rig())
    await drop(NOW)
    await rig().test.db.run('update rollup set value = value + 1 where bucket >= $1', [new Date(KEPT)])
    await rig().test.db.run(`update cases set contributions = '[]'`)
    expect((await rig().verify()).differences.length).toBeGreaterThan(50)
    await rebuildRollUps(rig().parts)
    expect(await figuresOf(rig())).toEqual(figures)
    await rig().consume([eventRecord({ id: 'late', type: 'code.verified', unit: 'u1', time: KEPT - 90 * DAY, data: { checkpoint: 'cp', count: 5, minutes: 1 } })])
    const withLate = await figuresOf(rig())
    expect(withLate).not.toEqual(figures)
    await rebuildRollUps(rig().parts)
    expect(await figuresOf(rig())).toEqual(withLate)
  })
}

/** What stands in the roll-ups and cases; a cell of zero says the same as none. */
async function figuresOf({ test }: Rig): Promise<Record<string, string[]>> {
  const { rollup = [], rollup_day: days = [], distinct_member: members = [], cases = [] } = await contents(test.db)
  return { rollup: rollup.filter(isSome), days: days.filter(isSome), members, cases }
}

const isSome = (line: string): boolean => !line.endsWith(',0)')
