import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { EventRecord } from '@tierline/contracts/log-record'
import { raw } from '@tierline/platform/database/database'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { acceptGap } from '../gaps/accept-gap.ts'
import { openKafkaRig, until } from '../testing/kafka-rig.ts'
import type { KafkaRig } from '../testing/kafka-rig.ts'
import type { Worker } from '../testing/kafka-worker.ts'
import { eventRecord } from '../testing/rig.ts'

const T = Date.parse('2021-10-01T08:00:00+08:00')

let test: TestDatabase
let kafka: KafkaRig
beforeAll(async () => { test = await openTestDatabase() }, 60_000)
beforeEach(async () => { kafka = await openKafkaRig(test, { partitions: 1 }) }, 60_000)
afterEach(async () => { await kafka.close() }, 60_000)
afterAll(async () => { await test.close() })

const scans = (name: string, count: number): EventRecord[] => Array.from({ length: count }, (_, n) => eventRecord({ id: `${name}-${n}`, type: 'code.verified', time: T + n * 1_000 }))
const gapMetric = async (worker: Worker): Promise<number> => (await worker.metrics.getSingleMetric('tierline_log_gap_open')?.get())?.values.find(({ labels }) => labels.lane === 'live')?.value ?? -1
const trimTo = (offset: number): Promise<void> => kafka.admin(async (admin) => {
  // kafkajs deletes only in topics that it has been asked about before.
  await admin.fetchTopicOffsets(kafka.topic.live)
  await admin.deleteTopicRecords({ topic: kafka.topic.live, partitions: [{ partition: 0, offset: String(offset) }] })
})
const stopped = (): ReturnType<KafkaRig['reconcile']> => until(() => kafka.reconcile(), ({ gaps }) => gaps.length > 0)

/** Long enough for several rounds of the watch: what was to be skipped would have been. */
async function staysAt(accepted: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  expect(await kafka.reconcile()).toMatchObject({ accepted, gaps: [{ partition: 0 }] })
}

async function accept(): Promise<void> {
  const { gaps: [gap] } = await kafka.reconcile()
  expect(await acceptGap(test.db, { part: gap?.part ?? -1, by: 'Li', reason: 'checked with the broker’s owner' })).toMatchObject({ outcome: 'accepted', kind: gap?.kind })
}

const SOUND = { balanced: true, gaps: [], inFlight: 0 }

describe('records that were deleted before they were counted', () => {
  it.each([['some are left', 40], ['nothing is left', 0]])('stop their partition until it is accepted, where %s', async (_, rest) => {
    const first = await kafka.worker()
    await kafka.send(scans('a', 100))
    await kafka.settled(100)
    await first.stop()
    await kafka.send([...scans('lost', 60), ...scans('rest', rest)])
    await trimTo(160)
    const worker = await kafka.worker()
    expect(await stopsAndGoesOn(worker, { accepted: 100, until: 160, rest })).toMatchObject(SOUND)
  }, 120_000)

  it('stop their partition also under a worker that runs and was slow', async () => {
    let free = (): void => undefined
    let hold: Promise<void> | null = null
    let inHand = 0
    const worker = await kafka.worker(async (batch) => {
      inHand += batch.records.length
      await hold
    })
    await kafka.send(scans('a', 100))
    await kafka.settled(100)
    hold = new Promise<void>((resolve) => { free = resolve })
    await kafka.send(scans('slow', 10))
    await until(() => inHand, (count) => count === 110)
    await kafka.send([...scans('lost', 60), ...scans('rest', 40)])
    await trimTo(170)
    free()
    hold = null
    expect(await stopsAndGoesOn(worker, { accepted: 110, until: 170, rest: 40 })).toMatchObject(SOUND)
  }, 120_000)

  async function stopsAndGoesOn(worker: Worker, { accepted, until: start, rest }: { accepted: number; until: number; rest: number }): ReturnType<KafkaRig['settled']> {
    expect(await stopped()).toMatchObject({ accepted, gaps: [{ kind: 'trimmed', topic: kafka.topic.live, from: String(accepted), until: String(start) }] })
    await until(() => gapMetric(worker), (value) => value === 1)
    await staysAt(accepted)
    await accept()
    expect(await kafka.settled(accepted + rest)).toMatchObject({ ...SOUND, accepted: accepted + rest })
    await until(() => gapMetric(worker), (value) => value === 0)
    expect((await kafka.rig.verify()).differences).toEqual([])
    await kafka.send(scans('on', 10))
    return await kafka.settled(accepted + rest + 10)
  }
})

describe('a stored position above the end of the log', () => {
  it('stops its partition, also when the log grows past the position before anybody looks; accepted, it is read again from the start', async () => {
    const first = await kafka.worker()
    await kafka.send(scans('a', 100))
    await kafka.settled(100)
    // As if the broker had lost its last fifty records: the position stays where it is and the log is shorter.
    await test.db.run('update log_position set next = 150, skipped = 50 where next = 100')
    await stopped()
    await kafka.send(scans('new', 200))
    await staysAt(100)
    await first.stop()
    await kafka.worker()
    await staysAt(100)
    await accept()
    expect(await kafka.settled(400)).toMatchObject({ ...SOUND, accepted: 400, outcomes: { counted: 300, duplicate: 100 } })
    expect((await kafka.rig.verify()).differences).toEqual([])
    expect(await test.db.rows(raw(), 'select distinct part from event order by part')).toHaveLength(2)
  }, 120_000)

  it('is found when a running worker asks for it', async () => {
    await kafka.worker()
    await kafka.send(scans('a', 100))
    await kafka.settled(100)
    await test.db.run('update log_position set next = 1000, skipped = 900 where next = 100')
    expect((await stopped()).gaps).toMatchObject([{ kind: 'rewound', from: '1000', until: '0' }])
  }, 60_000)
})

describe('a topic that was deleted and made again', () => {
  it.each([['under a running worker', true], ['while nobody ran', false]])('is another log, %s: counted from its start, the old one an incident', async (_, isRunning) => {
    const first = await kafka.worker()
    await kafka.send(scans('a', 100))
    await kafka.settled(100)
    if (!isRunning) await first.stop()
    await recreate()
    // Longer than the old one was, so that the old position would be found in it.
    await kafka.send(scans('b', 300))
    const worker = isRunning ? first : await kafka.worker()
    expect(await kafka.settled(400)).toMatchObject({
      accepted: 400, balanced: true, inFlight: 0, outcomes: { counted: 400 }, gaps: [{ kind: 'recreated', topic: kafka.topic.live, from: '100', until: null }],
    })
    await until(() => gapMetric(worker), (value) => value === 1)
    await accept()
    await until(() => gapMetric(worker), (value) => value === 0)
    await kafka.send(scans('c', 10))
    expect(await kafka.settled(410)).toMatchObject(SOUND)
    expect((await kafka.rig.verify()).differences).toEqual([])
  }, 120_000)
})

async function recreate(): Promise<void> {
  const topic = kafka.topic.live
  await kafka.admin(async (admin) => {
    await admin.deleteTopics({ topics: [topic] })
    await until(() => admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1 }] }).catch(() => false), (isMade) => isMade)
  })
}
