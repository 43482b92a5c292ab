import { describe, expect, it } from '@jest/globals'
import { raw } from '@tierline/platform/database/database'
import { PositionTaken } from '@tierline/platform/log/event-log'
import { BatchCommit } from '../consume/batch-commit.ts'
import { reconcile } from '../reconciliation/reconcile.ts'
import { eventRecord } from '../testing/rig.ts'
import { MEASURES } from '../testing/types.ts'
import { useRig } from '../testing/use-rig.ts'
import { acceptGap } from './accept-gap.ts'

const T = Date.parse('2021-10-01T09:30:00+08:00')
const LOG = { log: 'cluster/topic', partition: 3 }
const rig = useRig({ measures: MEASURES })

const scan = (id: string, minutes = 0): ReturnType<typeof eventRecord> => eventRecord({ id, type: 'code.verified', time: T + minutes * 60_000 })

async function take(from: number, ids: readonly string[]): Promise<string[]> {
  const verdicts = await rig().consumer.consume({ ...LOG, positions: ids.map((_, i) => from + i), records: ids.map((id) => scan(id)) })
  return verdicts.map(({ outcome }) => outcome)
}

const balance = (): ReturnType<typeof reconcile> => reconcile(rig().test.db, { inFlight: () => Promise.resolve(0) })

describe('an incident of the log', () => {
  it('holds its partition until it is accepted; the position then moves over what is lost and the balance holds', async () => {
    await rig().ticker.tick(T)
    await take(0, ['a', 'b'])
    await rig().consumer.openGap({ ...LOG, kind: 'trimmed', from: 2, until: 10 })
    await rig().consumer.openGap({ ...LOG, kind: 'trimmed', from: 2, until: 12 })
    expect(await rig().consumer.standing(LOG.log)).toEqual([{ partition: 3, next: 2, isStopped: true, hasIncident: true }])
    expect((await balance()).gaps).toEqual([{ part: 0, topic: null, ...LOG, kind: 'trimmed', from: '2', until: '12', seenAt: new Date(T).toISOString() }])
    expect(await acceptGap(rig().test.db, { part: 0, by: 'Li', reason: 'retention was too short' })).toEqual({ outcome: 'accepted', kind: 'trimmed', from: 2, until: 12 })
    expect(await rig().consumer.standing(LOG.log)).toEqual([{ partition: 3, next: 12, isStopped: false, hasIncident: false }])
    await rig().consumer.reread(LOG, 0)
    expect(await take(12, ['c'])).toEqual(['counted'])
    expect(await balance()).toMatchObject({ balanced: true, accepted: 3, gaps: [] })
    expect(await rig().test.db.rows(raw(), 'select accepted_at, accepted_by, reason from log_gap')).toEqual([{ accepted_at: T, accepted_by: 'Li', reason: 'retention was too short' }])
  })

  it('begins a rewound partition again as a part of its own: what comes twice is removed, and a consumer of the old part is fenced off', async () => {
    await take(0, ['a', 'b', 'c'])
    const zombie = new BatchCommit(rig().parts)
    await zombie.position(LOG)
    await rig().consumer.openGap({ ...LOG, kind: 'rewound', from: 3, until: 0 })
    expect(await acceptGap(rig().test.db, { part: 0, by: 'Li', reason: 'broker restored from a backup' })).toMatchObject({ outcome: 'accepted', kind: 'rewound' })
    await expect(zombie.run({ ...LOG, positions: [3], records: [scan('late')], aside: new Map() })).rejects.toBeInstanceOf(PositionTaken)
    await rig().consumer.reread(LOG, 0)
    expect(await take(0, ['a', 'b', 'new'])).toEqual(['duplicate', 'duplicate', 'counted'])
    expect(await balance()).toMatchObject({ balanced: true, accepted: 6, outcomes: { counted: 4, duplicate: 2 } })
    expect((await rig().verify()).differences).toEqual([])
  })

  it('is not opened again by a worker that looked before it was accepted', async () => {
    await take(0, ['a', 'b'])
    const gap = { ...LOG, kind: 'trimmed', from: 2, until: 9 } as const
    await rig().consumer.openGap(gap)
    const opening: Promise<void>[] = []
    await rig().test.db.transaction(async (tx) => {
      await tx.run('select 1 from log_position for update')
      // These wait for the position, and find it moved.
      opening.push(rig().consumer.openGap(gap), rig().consumer.openGap(gap))
      await new Promise((resolve) => setTimeout(resolve, 200))
      await tx.run('update log_gap set accepted_at = $1', [new Date(T)])
      await tx.run('update log_position set next = 9, skipped = 7')
    })
    await Promise.all(opening)
    expect(await rig().consumer.standing(LOG.log)).toEqual([{ partition: 3, next: 9, isStopped: false, hasIncident: false }])
  })

  it('says that there is nothing to accept', async () => {
    await take(0, ['a'])
    expect(await acceptGap(rig().test.db, { part: 0, by: 'Li', reason: 'none' })).toEqual({ outcome: 'none' })
  })
})

describe('a topic that was made again', () => {
  it('is another log; each partition of the earlier one is an incident that stops nothing', async () => {
    await rig().consumer.adopt('cluster/topic', 'events')
    await take(0, ['a', 'b'])
    await rig().consumer.adopt('cluster/topic', 'events')
    expect((await balance()).gaps).toEqual([])
    await Promise.all([rig().consumer.adopt('cluster/other', 'events'), rig().consumer.adopt('cluster/other', 'events')])
    expect((await balance()).gaps).toMatchObject([{ topic: 'events', ...LOG, kind: 'recreated', from: '2', until: null }])
    expect(await rig().consumer.consume({ log: 'cluster/other', partition: 3, positions: [0], records: [scan('a')] })).toEqual([{ outcome: 'duplicate' }])
    expect(await rig().consumer.standing('cluster/other')).toEqual([{ partition: 3, next: 1, isStopped: false, hasIncident: true }])
    expect(await acceptGap(rig().test.db, { part: 0, by: 'Li', reason: 'nothing was lost' })).toMatchObject({ outcome: 'accepted', kind: 'recreated', until: null })
    expect(await balance()).toMatchObject({ balanced: true, gaps: [] })
  })
})
