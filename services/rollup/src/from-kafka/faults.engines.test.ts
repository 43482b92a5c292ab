import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { EventRecord } from '@tierline/contracts/log-record'
import { raw } from '@tierline/platform/database/database'
import type { LogBatch } from '@tierline/platform/log/event-log'
import { foreignCodecs } from '@tierline/platform/testing/foreign-codecs'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import kafkajs from 'kafkajs'
import { tallies } from '../testing/inside.ts'
import { openKafkaRig, until } from '../testing/kafka-rig.ts'
import type { KafkaRig } from '../testing/kafka-rig.ts'
import { chunks, stream } from '../testing/kafka-stream.ts'
import type { Worker } from '../testing/kafka-worker.ts'
import { eventRecord } from '../testing/rig.ts'

const T = Date.parse('2021-10-01T08:00:00+08:00')

let test: TestDatabase
let kafka: KafkaRig
beforeAll(async () => { test = await openTestDatabase() }, 60_000)
beforeEach(async () => { kafka = await openKafkaRig(test) }, 60_000)
afterEach(async () => { await kafka.close() }, 60_000)
afterAll(async () => { await test.close() })

async function metric(worker: Worker, name: string, lane = 'live'): Promise<number> {
  return (await worker.metrics.getSingleMetric(name)?.get())?.values.find(({ labels }) => labels.lane === undefined || labels.lane === lane)?.value ?? 0
}

async function soundness(): Promise<unknown> {
  return { balanced: (await kafka.reconcile()).balanced, differences: (await kafka.rig.verify()).differences }
}

const SOUND = { balanced: true, differences: [] }

describe('records that cannot be counted', () => {
  it('cost one quarantined row each, be it a value that the database refuses or bytes that are no record', async () => {
    const scan = (id: string, minutes: unknown): EventRecord => eventRecord({ id, type: 'code.verified', time: T, data: { minutes } })
    const full = Array.from({ length: 10 }, (_, i) => scan(`full-${i}`, '900000000000000000'))
    const good = Array.from({ length: 200 }, (_, i) => scan(`good-${i}`, 1))
    await kafka.send([...full, ...good.slice(0, 90), scan('over', '900000000000000000'), ...good.slice(90), scan('nul', 'a\0b')])
    await writeRaw(['no json', '{"kind":"event"}', null])
    const worker = await kafka.worker()
    expect(await kafka.settled(215)).toMatchObject({ accepted: 215, outcomes: { counted: 210, quarantined: 5 } })
    const rows = await test.db.rows(raw<{ code: string; n: bigint }>(), 'select code, count(*) as n from quarantine group by code order by code')
    expect(rows.map(({ code, n }) => [code, Number(n)])).toEqual([['unreadable', 3], ['unstorable', 2]])
    expect(await metric(worker, 'tierline_rollup_poison_total')).toBe(2)
    expect(await soundness()).toEqual(SOUND)
  }, 120_000)
})

describe('a database that is away', () => {
  it('costs nothing when connections are terminated in the middle', async () => {
    const worker = await kafka.worker()
    const events = stream(10_000)
    let terminated = 0
    for (const some of chunks(events, 500)) {
      await kafka.send(some)
      terminated += await terminateOthers()
    }
    expect(terminated).toBeGreaterThan(20)
    const read = await until(() => kafka.reconcile().catch(() => null), (answer) => answer?.accepted === events.length && answer.inFlight === 0)
    expect(read).toMatchObject({ outcomes: { counted: events.length, duplicate: 0 } })
    expect(await metric(worker, 'tierline_log_consumer_crashes_total')).toBe(0)
    expect(await soundness()).toEqual(SOUND)
  }, 180_000)

  it('holds the log back in bounded memory and keeps the session, however long a commit takes', async () => {
    let [inHand, most] = [0, 0]
    const worker = await kafka.worker((batch) => {
      inHand += batch.records.length
      most = Math.max(most, inHand)
      return Promise.resolve()
    })
    await until(() => metric(worker, 'tierline_log_rebalances_total'), (n) => n === 1)
    const events = stream(30_000)
    await whileLocked('ledger', async () => {
      for (const some of chunks(events, 2_000)) await kafka.send(some)
      // Longer than the session, which is six seconds here.
      await new Promise((resolve) => setTimeout(resolve, 9_000))
      expect((await kafka.reconcile()).inFlight).toBe(events.length)
    })
    // Three partitions at once, one batch of each.
    expect(most).toBeLessThanOrEqual(15_000)
    await kafka.settled(events.length)
    expect(await metric(worker, 'tierline_log_rebalances_total')).toBe(1)
    expect(await tallies(test.db)).toEqual({ counted: events.length })
    expect(await soundness()).toEqual(SOUND)
  }, 180_000)
})

describe('imports', () => {
  it('hold back while live records wait, and are counted all the same', async () => {
    const [live, old] = [stream(16_000, 'live'), stream(16_000, 'old')]
    for (const some of chunks(old, 2_000)) await kafka.send(some, 'backfill')
    for (const some of chunks(live, 2_000)) await kafka.send(some)
    const counted = { live: 0, old: 0, oldWhileLiveWaited: 0 }
    await kafka.worker((batch: LogBatch) => {
      const lane = batch.records.some(({ id }) => id?.startsWith('old')) ? 'old' : 'live'
      counted[lane] += batch.records.length
      if (lane === 'old' && counted.live < live.length) counted.oldWhileLiveWaited += batch.records.length
      return Promise.resolve()
    })
    expect(await kafka.settled(32_000)).toMatchObject({ outcomes: { counted: 32_000 } })
    const ratio = counted.oldWhileLiveWaited / live.length
    process.stdout.write(`imported while live records waited: ${counted.oldWhileLiveWaited} beside ${live.length} live ones, ratio ${ratio.toFixed(2)}\n`)
    expect(ratio).toBeLessThan(0.3)
    expect(await soundness()).toEqual(SOUND)
  }, 180_000)
})

describe('a consumer that cannot go on', () => {
  it('calls for the end of the process', async () => {
    await writeForeign()
    const worker = await kafka.worker()
    const [error] = await until(() => worker.fatal, (errors) => errors.length > 0)
    expect(error?.message).toMatch(/ended .*cannot start again.*supervisor/s)
    expect(await metric(worker, 'tierline_log_consumer_crashes_total')).toBe(1)
  }, 120_000)
})

async function writeRaw(values: (string | null)[]): Promise<void> {
  const producer = kafka.topics.client.producer()
  await producer.connect()
  await producer.send({ topic: kafka.topic.live, acks: -1, messages: values.map((value) => ({ key: 'k', value })) })
  await producer.disconnect()
}

async function terminateOthers(): Promise<number> {
  const own = test.again()
  const rows = await own.rows(raw(), `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`)
  return rows.length
}

async function whileLocked(table: 'ledger', work: () => Promise<void>): Promise<void> {
  await test.again().transaction(async (tx) => {
    await tx.run(`lock table ${table} in access exclusive mode`)
    await work()
  })
}

/** A topic that keeps what writers compress, and one batch in a codec that kafkajs does not know. */
async function writeForeign(): Promise<void> {
  const { CompressionCodecs, CompressionTypes } = kafkajs
  await kafka.admin((admin) => admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: kafka.topic.live, configEntries: [{ name: 'compression.type', value: 'producer' }] }] }))
  const unknown = CompressionCodecs[CompressionTypes.ZSTD]
  CompressionCodecs[CompressionTypes.ZSTD] = foreignCodecs(() => undefined).zstd
  try {
    const producer = kafka.topics.client.producer()
    await producer.connect()
    await producer.send({ topic: kafka.topic.live, acks: -1, compression: CompressionTypes.ZSTD, messages: [{ key: 'k', value: 'v' }] })
    await producer.disconnect()
  } finally {
    CompressionCodecs[CompressionTypes.ZSTD] = unknown
  }
}
