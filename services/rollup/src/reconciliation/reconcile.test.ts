import { describe, expect, it } from '@jest/globals'
import { Reconciliation } from '@tierline/contracts/quality'
import { eventRecord } from '../testing/rig.ts'
import { MEASURES } from '../testing/types.ts'
import { useRig } from '../testing/use-rig.ts'
import { reconcile } from './reconcile.ts'

const T = Date.parse('2021-10-01T09:30:00+08:00')
const HOUR = 3_600_000
const rig = useRig({ measures: MEASURES })
const scan = (id: string, more: Partial<ReturnType<typeof eventRecord>> = {}): ReturnType<typeof eventRecord> => eventRecord({ id, type: 'code.verified', time: T, ...more })

describe('reconciliation', () => {
  it('balances the outcomes of all sources with the position of the log', async () => {
    await rig().ticker.tick(T)
    await rig().consume([scan('a'), scan('a'), scan('b', { arrived: T + HOUR }), scan('a', { source: 'gate' }), scan('c', { unit: 'nowhere' }), scan('b', { content: '00'.repeat(16) })])
    const read = Reconciliation.parse(await reconcile(rig().test.db, waiting(7)))
    expect(read).toMatchObject({
      asOf: '2021-10-01T01:30:00.000Z', accepted: 6, replays: 0, inFlight: 7, balanced: true, position: { 0: '6' },
      outcomes: { counted: 3, duplicate: 1, conflicting: 1, quarantined: 1, held: 0 }, gaps: [], provisional: [], implausibleTotal: 0,
    })
    expect(read.sources.map(({ source, lastArrivedAt }) => [source, lastArrivedAt])).toEqual([['gate', '2021-10-01T01:30:00.000Z'], ['test', '2021-10-01T02:30:00.000Z']])
    expect(read.sources[1]?.hours.map(({ hour, outcomes }) => [hour, outcomes.counted])).toEqual([['2021-10-01T02:00:00.000Z', 1], ['2021-10-01T01:00:00.000Z', 1]])
  })

  it('says so when a record is missing from the tallies', async () => {
    await rig().consume([scan('a'), scan('b')])
    await rig().test.db.run('update tally set n = n - 1')
    expect((await reconcile(rig().test.db, waiting(0))).balanced).toBe(false)
  })

  it('shows cases that were closed before they were opened', async () => {
    await rig().consume([
      eventRecord({ id: 'o', type: 'ticket.opened', time: T, data: { ticket: 'T1' } }),
      eventRecord({ id: 'c', type: 'ticket.closed', time: T - 1, data: { ticket: 'T1' } }),
    ])
    expect(await reconcile(rig().test.db, waiting(0))).toMatchObject({
      implausibleTotal: 1, implausible: [{ kind: 'ticket', key: 'T1', unit: 'u1', flag: 'closed_before_opened', openedAt: '2021-10-01T01:30:00.000Z', closedAt: '2021-10-01T01:29:59.999Z' }],
    })
  })

  it('shows how far new measures have been filled', async () => {
    await rig().consume([scan('a'), scan('b')])
    await rig().register([{ of: { event: 'code.verified' }, aggregate: 'sum', field: 'count' }])
    expect((await reconcile(rig().test.db, waiting(0))).provisional).toMatchObject([{ done: 0, total: 2 }])
  })
})

const waiting = (records: number): { inFlight(): Promise<number> } => ({ inFlight: () => Promise.resolve(records) })
