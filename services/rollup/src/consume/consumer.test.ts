import { describe, expect, it } from '@jest/globals'
import type { EventRecord, LogRecord, RefusedRecord } from '@tierline/contracts/log-record'
import { raw } from '@tierline/platform/database/database'
import { measureHash } from '@tierline/scoring'
import { breakTable, contents, position, tallies, WRITTEN } from '../testing/inside.ts'
import { eventRecord } from '../testing/rig.ts'
import { MEASURES } from '../testing/types.ts'
import { useRig } from '../testing/use-rig.ts'
import { PositionTaken } from '@tierline/platform/log/event-log'
import { BatchCommit } from './batch-commit.ts'
import { RollupConsumer } from './consumer.ts'

const T = Date.parse('2021-10-01T09:30:00+08:00')
const HOUR = 3_600_000

/** A batch that writes to every table. */
const batch = (): LogRecord[] => [
  ...Array.from({ length: 6 }, (_, i) => eventRecord({ id: `scan-${i}`, type: 'code.verified', time: T + i * HOUR, data: { checkpoint: 'cp', count: 2, minutes: 1 } })),
  eventRecord({ id: 'claim', type: 'code.claimed', time: T, unit: 'u2', data: { person: 'p1' } }),
  eventRecord({ id: 'open', type: 'ticket.opened', time: T, data: { ticket: 'T1', due: '2021-10-05T00:00:00+08:00' } }),
  eventRecord({ id: 'close', type: 'ticket.closed', time: T + HOUR, data: { ticket: 'T1' } }),
  refused({ id: 'bad' }),
]

function refused(record: Partial<RefusedRecord>): RefusedRecord {
  return {
    kind: 'refused', code: 'unknown_type', detail: 'type: …', source: 'test', id: 'bad', type: 'no.such', subject: 'u1', time: T, arrived: T,
    payload: { specversion: '1.0', id: 'bad' }, sealed: null, replayOf: null, ...record,
  }
}

const rig = useRig({ measures: MEASURES })

async function outcomes(records: readonly LogRecord[]): Promise<string[]> {
  return (await rig().consume(records)).map(({ outcome, code }) => code ?? outcome)
}

async function quarantined(): Promise<{ id: number; outcome: string; state: string; code: string; event_id: string; payload: unknown }[]> {
  const rows = await rig().test.db.rows(raw<{ id: bigint; outcome: string; state: string; code: string; event_id: string; payload: unknown }>(),
    'select id, outcome, state, code, event_id, payload from quarantine order by id')
  return rows.map((row) => ({ ...row, id: Number(row.id) }))
}

describe('an accepted event', () => {
  it('counts an accepted event once, however often it is sent', async () => {
    expect(await outcomes(batch())).toEqual([...Array.from({ length: 9 }, () => 'counted'), 'unknown_type'])
    const { tally: _before, log_position: _position, quarantine: _quarantine, ...counted } = await contents(rig().test.db)
    expect(await outcomes([...batch().slice(0, 9), ...batch().slice(0, 9)])).toEqual(Array.from({ length: 18 }, () => 'duplicate'))
    expect(await contents(rig().test.db)).toMatchObject(counted)
    expect((await rig().verify()).differences).toEqual([])
  })

  it('gives each record of the log one outcome, and the tallies add up to the position', async () => {
    await rig().consume(batch())
    await rig().consume([...batch(), eventRecord({ id: 'open', type: 'ticket.opened', time: T, data: { ticket: 'other' } })])
    expect(await tallies(rig().test.db)).toEqual({ counted: 9, duplicate: 9, conflicting: 1, quarantined: 2 })
    expect(await position(rig().test.db)).toBe(21)
  })

  it('calls the same identity with other content conflicting; the first in commit order stands', async () => {
    const first = eventRecord({ id: 'x', type: 'code.verified', time: T, data: { count: 5 } })
    const other = eventRecord({ id: 'x', type: 'code.verified', time: T, data: { count: 7 } })
    expect(await outcomes([first, other, first])).toEqual(['counted', 'conflicting', 'duplicate'])
    expect(await outcomes([other, first])).toEqual(['conflicting', 'duplicate'])
    expect(await quarantined()).toMatchObject([{ outcome: 'conflicting', event_id: 'x' }, { payload: { specversion: '1.0', id: 'x', data: { count: 7 }, time: '2021-10-01T01:30:00.000Z' } }])
    expect((await rig().verify()).differences).toEqual([])
    expect(await rig().test.db.rows(raw(), 'select r.value from rollup r join measure m on m.id = r.measure where m.hash = $1', [measureHash({ of: { event: 'code.verified' }, aggregate: 'count' })])).toEqual([{ value: 5n }])
  })

  it('quarantines a unit that the directory does not know, and keeps its neighbours', async () => {
    expect(await outcomes([eventRecord({ id: 'a', type: 'code.verified', time: T, unit: 'nowhere' }), eventRecord({ id: 'b', type: 'code.verified', time: T })])).toEqual(['unknown_unit', 'counted'])
  })
})

describe('a transaction that fails', () => {
  it.each(WRITTEN)('leaves nothing behind when the transaction dies at %s, and counts the batch when it comes again', async (table) => {
    const before = await contents(rig().test.db)
    const mend = await breakTable(rig().test.db, table, { sqlState: 'XX000' })
    await expect(rig().consume(batch())).rejects.toThrow('broken for the test')
    expect(await contents(rig().test.db)).toEqual({ ...before, log_position: ['(embedded,0,0,0,0)'] })
    await mend()
    expect((await outcomes(batch())).filter((one) => one === 'counted')).toHaveLength(9)
    expect((await rig().verify()).differences).toEqual([])
  })

  it('tries again when it collided with another worker', async () => {
    const mend = await breakTable(rig().test.db, 'cases', { sqlState: '40001', times: 2 })
    expect((await outcomes(batch())).filter((one) => one === 'counted')).toHaveLength(9)
    await mend()
    expect(await position(rig().test.db)).toBe(10)
  })
})

describe('an event that cannot be counted', () => {
  it('bisects down to the row that PostgreSQL refuses; its identity stays free for the mended event', async () => {
    const huge = (id: string, minutes: unknown): EventRecord => eventRecord({ id, type: 'code.verified', time: T, data: { minutes } })
    const good = Array.from({ length: 40 }, (_, i) => huge(`good-${i}`, 1))
    await rig().consume(Array.from({ length: 10 }, (_, i) => huge(`full-${i}`, '900000000000000000')))
    const records = [...good.slice(0, 17), huge('over', '900000000000000000'), ...good.slice(17), huge('nul', 'a\0b')]
    const verdicts = await rig().consume(records)
    expect(verdicts.flatMap(({ outcome }, i) => (outcome === 'counted' ? [] : [i]))).toEqual([17, 41])
    expect(verdicts[17]).toMatchObject({ outcome: 'quarantined', code: 'unstorable' })
    expect(await outcomes([huge('over', 3)])).toEqual(['counted'])
    expect(await position(rig().test.db)).toBe(53)
    expect(await tallies(rig().test.db)).toEqual({ counted: 51, quarantined: 2 })
    expect((await rig().verify()).differences).toEqual([])
  })

  it('sets aside what goes over the facts that a case keeps', async () => {
    const facts = Array.from({ length: 503 }, (_, i) => eventRecord({ id: `f-${i}`, type: 'ticket.assigned', time: T + i, data: { ticket: 'T1' } }))
    expect((await outcomes(facts)).flatMap((outcome, i) => (outcome === 'counted' ? [] : [`${i} ${outcome}`]))).toEqual(['500 case_full', '501 case_full', '502 case_full'])
    expect(await outcomes([eventRecord({ id: 'late', type: 'ticket.closed', time: T, data: { ticket: 'T1' } })])).toEqual(['case_full'])
    expect((await rig().verify()).differences).toEqual([])
  })

  it('holds what is older than the identities that are kept', async () => {
    await rig().ticker.tick(T)
    const strict = new RollupConsumer({ ...rig().parts, identityHorizonMs: 24 * HOUR })
    const records = [eventRecord({ id: 'old', type: 'code.verified', time: T - 25 * HOUR }), eventRecord({ id: 'new', type: 'code.verified', time: T - 23 * HOUR })]
    expect((await strict.consume({ log: 'embedded', partition: 0, positions: null, records })).map(({ outcome }) => outcome)).toEqual(['held', 'counted'])
    expect(await tallies(rig().test.db)).toEqual({ counted: 1, held: 1 })
    expect(await quarantined()).toMatchObject([{ outcome: 'held', code: 'held', event_id: 'old' }])
  })

  it('moves a tally for a replay and closes its row; a failed replay keeps it open with the new reason', async () => {
    await rig().consume([refused({ id: 'bad' }), refused({ id: 'worse' })])
    const [first, second] = await quarantined()
    const mended = eventRecord({ id: 'bad', type: 'code.verified', time: T, arrived: T + 5 * HOUR, replayOf: first?.id ?? 0 })
    expect(await outcomes([mended, refused({ id: 'worse', code: 'wrong_field', replayOf: second?.id ?? 0 })])).toEqual(['counted', 'wrong_field'])
    expect(await quarantined()).toMatchObject([{ state: 'replayed' }, { state: 'open', code: 'wrong_field' }])
    expect(await tallies(rig().test.db)).toEqual({ counted: 1, quarantined: 1, replay: 2 })
    expect(await outcomes([mended])).toEqual(['duplicate'])
    expect(await tallies(rig().test.db)).toEqual({ counted: 1, duplicate: 1, quarantined: 1, replay: 2 })
    expect(await position(rig().test.db)).toBe(5)
  })
})

describe('two consumers', () => {
  it('lets one of two consumers at the same position win; the other rolls back', async () => {
    const [one, other] = [new BatchCommit(rig().parts), new BatchCommit(rig().parts)]
    const slice = (id: string): Parameters<BatchCommit['run']>[0] => ({ log: 'embedded', partition: 0, positions: null, records: [eventRecord({ id, type: 'code.verified', time: T })], aside: new Map() })
    await one.run(slice('a'))
    await other.run(slice('b'))
    await expect(one.run(slice('c'))).rejects.toBeInstanceOf(PositionTaken)
    expect(await tallies(rig().test.db)).toEqual({ counted: 2 })
  })

  it('counts once when two consumers take the same records at the same moment', async () => {
    const rivals = Array.from({ length: 3 }, () => new RollupConsumer(rig().parts))
    const taken = await Promise.allSettled(rivals.map((rival) => rival.consume({ log: 'embedded', partition: 0, positions: null, records: batch() })))
    await rig().consume(batch())
    const committed = taken.filter(({ status }) => status === 'fulfilled').length + 1
    expect(await tallies(rig().test.db)).toEqual({ counted: 9, ...(committed > 1 ? { duplicate: 9 * (committed - 1) } : {}), quarantined: committed })
    expect((await rig().verify()).differences).toEqual([])
  })
})

describe('what a batch leaves for scoring', () => {
  it('notes the touched units with the month in which they changed and their newest event', async () => {
    await rig().consume([
      eventRecord({ id: 'a', type: 'code.verified', time: Date.parse('2021-10-31T23:59:59+08:00') }),
      eventRecord({ id: 'b', type: 'code.verified', time: Date.parse('2021-11-01T00:00:00+08:00') }),
      eventRecord({ id: 'c', type: 'code.verified', time: Date.parse('2021-10-01T00:00:00+08:00') }),
    ])
    expect(await rig().test.db.rows(raw(), 'select month, last_event from touched order by month')).toEqual([
      { month: '2021-10-01', last_event: Date.parse('2021-10-31T23:59:59+08:00') },
      { month: '2021-11-01', last_event: Date.parse('2021-11-01T00:00:00+08:00') },
    ])
  })
})
