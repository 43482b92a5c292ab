import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { raw } from '@tierline/platform/database/database'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { RollupConsumer } from '../consume/consumer.ts'
import { openKafkaRig, until } from '../testing/kafka-rig.ts'
import type { KafkaRig } from '../testing/kafka-rig.ts'
import { chunks, stream, withDuplicates } from '../testing/kafka-stream.ts'
import { eventRecord } from '../testing/rig.ts'

let test: TestDatabase
let kafka: KafkaRig
beforeAll(async () => { test = await openTestDatabase() }, 60_000)
beforeEach(async () => { kafka = await openKafkaRig(test) }, 60_000)
afterEach(async () => { await kafka.close() }, 60_000)
afterAll(async () => { await test.close() })

async function soundness(): Promise<{ balanced: boolean; differences: unknown[]; gaps: unknown[] }> {
  const { balanced, gaps } = await kafka.reconcile()
  return { balanced, gaps, differences: (await kafka.rig.verify()).differences }
}

/** What each member of the live group was given, in bytes of its assignment. */
const members = (): Promise<number[]> => kafka.admin(async (admin) => {
  const [group] = (await admin.describeGroups([kafka.group.live])).groups
  return group?.state === 'Stable' ? group.members.map(({ memberAssignment }) => memberAssignment.length) : []
})

const SOUND = { balanced: true, differences: [], gaps: [] }

describe('several workers on one log', () => {
  it('count everything once while workers join, leave, are killed and are held past their session', async () => {
    const events = stream(16_000)
    const records = withDuplicates(events, 0.3)
    expect(records.length).toBeGreaterThan(20_000)
    const first = await kafka.worker()
    const [killed, held] = await Promise.all([kafka.process(), kafka.process()])
    // Each of the three has partitions to lose.
    await until(members, (partitions) => partitions.length === 3 && partitions.every((bytes) => bytes > 0))
    const happenings: Record<number, () => Promise<unknown>> = {
      6: () => kafka.worker(),
      10: () => Promise.resolve(killed.kill('SIGKILL')),
      14: () => Promise.resolve(held.kill('SIGSTOP')),
      18: () => first.stop(),
    }
    for (const [n, some] of chunks(records, 800).entries()) {
      await kafka.send(some)
      await happenings[n]?.()
      // Time for what happened to meet records.
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    const read = await kafka.settled(records.length)
    expect(read).toMatchObject({ accepted: records.length, outcomes: { counted: events.length, duplicate: records.length - events.length } })
    // The one that was held comes back with what it had in hand; the stored position is the fence.
    held.kill('SIGCONT')
    await kafka.send(stream(2_000, 'late'))
    expect(await kafka.settled(records.length + 2_000)).toMatchObject({ accepted: records.length + 2_000, outcomes: { counted: events.length + 2_000 } })
    expect(await soundness()).toEqual(SOUND)
  }, 240_000)

  it('go on from the stored position when Kafka’s offsets are reset to the start, or its group is deleted', async () => {
    const events = stream(3_000)
    const before = await kafka.worker()
    await kafka.send(events)
    await kafka.settled(3_000)
    await before.stop()
    const committed = await kafka.admin((admin) => admin.fetchOffsets({ groupId: kafka.group.live, topics: [kafka.topic.live] }))
    expect(committed[0]?.partitions.reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0)).toBe(3_000)
    await kafka.admin((admin) => admin.resetOffsets({ groupId: kafka.group.live, topic: kafka.topic.live, earliest: true }))
    const rewound = await kafka.worker()
    await kafka.send(stream(100, 'a'))
    await kafka.settled(3_100)
    await rewound.stop()
    await kafka.admin((admin) => admin.deleteGroups([kafka.group.live]))
    await kafka.worker()
    await kafka.send(stream(100, 'b'))
    expect(await kafka.settled(3_200)).toMatchObject({ accepted: 3_200, outcomes: { counted: 3_200, duplicate: 0 } })
    expect(await soundness()).toEqual(SOUND)
  }, 180_000)

})

describe('a database that was set back', () => {
  it('reads again what it has not seen, also under a worker that runs and is idle', async () => {
    const events = stream(2_000)
    await kafka.worker()
    await kafka.send(events.slice(0, 1_000))
    await kafka.settled(1_000)
    const backup = await backUp()
    await kafka.send(events.slice(1_000))
    await kafka.settled(2_000)
    await restore(backup)
    expect(await kafka.settled(2_000)).toMatchObject({ accepted: 2_000, outcomes: { counted: 2_000, duplicate: 0 } })
    expect(await soundness()).toEqual(SOUND)
  }, 120_000)

  it('removes by the ledger what comes again when only positions were set back', async () => {
    await kafka.worker()
    await kafka.send(stream(2_000))
    await kafka.settled(2_000)
    await test.db.run('update log_position set skipped = skipped - next, next = 0')
    expect(await kafka.settled(4_000)).toMatchObject({ accepted: 4_000, outcomes: { counted: 2_000, duplicate: 2_000 } })
    expect(await soundness()).toEqual(SOUND)
  }, 120_000)
})

describe('a rival on the same partition', () => {
  it('is fenced off by the stored position, whoever of the two commits first', async () => {
    const events = stream(1_500)
    let isRivalDone = false
    const rival = new RollupConsumer(kafka.rig.parts)
    // Before the worker commits its first batch, somebody else commits the half of it.
    await kafka.worker(async (batch) => {
      if (isRivalDone || batch.records.length < 2) return
      isRivalDone = true
      const half = Math.floor(batch.records.length / 2)
      await rival.consume({ ...batch, records: batch.records.slice(0, half), positions: batch.positions?.slice(0, half) ?? null })
    })
    await kafka.send(events)
    expect(await kafka.settled(1_500)).toMatchObject({ accepted: 1_500, outcomes: { counted: 1_500, duplicate: 0 } })
    expect(isRivalDone).toBe(true)
    expect(await soundness()).toEqual(SOUND)
  }, 120_000)

  it('makes a worker whose batches are taken twice in a row leave the group and join it again', async () => {
    const rival = new RollupConsumer(kafka.rig.parts)
    let taken = 0
    const worker = await kafka.worker(async (batch) => {
      if (taken >= 2 || batch.records.length === 0) return
      taken += 1
      await rival.reread(batch, 0)
      await rival.consume({ ...batch, records: batch.records.slice(0, 1), positions: batch.positions?.slice(0, 1) ?? null })
    })
    const rebalances = async (): Promise<number> => (await worker.metrics.getSingleMetric('tierline_log_rebalances_total')?.get())?.values.find(({ labels }) => labels.lane === 'live')?.value ?? 0
    await until(rebalances, (n) => n === 1)
    // One unit, so one partition: its batches come one after the other.
    await kafka.send(Array.from({ length: 200 }, (_, n) => eventRecord({ id: `r-${n}`, type: 'code.verified', time: Date.parse('2021-10-01T08:00:00Z') + n })))
    expect(await kafka.settled(200)).toMatchObject({ accepted: 200, outcomes: { counted: 200, duplicate: 0 } })
    expect(taken).toBe(2)
    await until(rebalances, (n) => n >= 2)
    expect(await soundness()).toEqual(SOUND)
  }, 120_000)
})

const TABLES = ['event', 'ledger', 'cases', 'rollup', 'rollup_day', 'distinct_member', 'tally', 'quarantine', 'log_position', 'touched']

/** As a dump of the database does it: every table at one instant. */
async function backUp(): Promise<Map<string, string[]>> {
  return await test.db.transaction(async (tx) => {
    const rows = new Map<string, string[]>()
    for (const table of TABLES) rows.set(table, (await tx.rows(raw<{ line: string }>(), `select t::text as line from ${table} t`)).map(({ line }) => line))
    return rows
  }, 'repeatable read')
}

async function restore(backup: ReadonlyMap<string, string[]>): Promise<void> {
  await test.db.transaction(async (tx) => {
    await tx.run(`truncate ${TABLES.join(', ')}`)
    for (const [table, lines] of backup) await tx.run(`insert into ${table} overriding system value select (line::${table}).* from unnest($1::text[]) as line`, [lines])
  })
}
