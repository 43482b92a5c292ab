import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { EventRecord } from '@tierline/contracts/log-record'
import { Database, raw } from '@tierline/platform/database/database'
import { useTimescale } from '@tierline/platform/database/timescale'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { rebuildRollUps } from '@tierline/rollup/rebuild/shadow-rebuild'
import { verifyRollUps } from '@tierline/rollup/rebuild/rebuild'
import { reconcile } from '@tierline/rollup/reconciliation/reconcile'
import { openKafkaRig, until } from '@tierline/rollup/testing/kafka-rig'
import type { KafkaRig } from '@tierline/rollup/testing/kafka-rig'
import { openWorker } from '@tierline/rollup/testing/kafka-worker'
import { Ticker } from '@tierline/rollup/ticker/ticker'
import { openLogger } from '@tierline/platform/logger'
import { start } from '../engines/timescale.mjs'
import type { TimescaleEngine } from '../engines/timescale.mjs'
import { deliveries, END } from './deliveries.ts'
import { figures } from './figures.ts'

const RESTORED = 'restored'

describe('a backup, restored while Kafka is ahead of it', () => {
  const records = deliveries()
  const third = Math.floor(records.length / 3)
  let folder: string
  let engine: TimescaleEngine
  let test: TestDatabase
  let kafka: KafkaRig
  let never: Record<string, string[]>
  let restored: Database

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-backup-'))
    engine = await start({ folder: join(folder, 'server') })
    test = await openTestDatabase({ on: { url: engine.url } })
    kafka = await openKafkaRig(test)
  }, 240_000)
  afterAll(async () => {
    await restored?.close()
    await kafka?.close()
    await test?.close()
    await engine?.remove()
    if (folder) await rm(folder, { recursive: true, force: true })
  }, 120_000)

  it('is taken in the middle of the stream', async () => {
    const worker = await kafka.worker()
    await sendAll(kafka, records.slice(0, third))
    await kafka.settled(third)
    await kafka.rig.ticker.tick(END - 60 * 86_400_000)
    // While it is dumped, events go on coming in.
    await Promise.all([sendAll(kafka, records.slice(third, 2 * third)), engine.dump(databaseName(test), join(folder, 'dump'))])
    await sendAll(kafka, records.slice(2 * third))
    expect(await kafka.settled(records.length)).toMatchObject({ accepted: records.length, balanced: true, inFlight: 0 })
    await kafka.rig.ticker.tick(END)
    await worker.stop()
    expect(await kafka.rig.verify()).toMatchObject({ skipped: [], differences: [] })
    never = await figures(test.db)
    expect(never['rollup']?.length).toBeGreaterThan(200)
  }, 240_000)

  it('stands in a new database with its hypertables, at a position behind Kafka', async () => {
    await engine.restore(join(folder, 'dump'), RESTORED)
    restored = new Database({ connectionString: engine.urlOf(RESTORED) })
    expect(await useTimescale(restored)).toMatchObject({ converted: [] })
    expect(Number((await restored.one(raw<{ n: bigint }>(), `select count(*) as n from timescaledb_information.chunks where hypertable_name = 'event'`)).n)).toBeGreaterThan(12)
    const stands = await reconcile(restored, { inFlight: () => Promise.resolve(0) })
    expect(stands.balanced).toBe(true)
    expect(stands.accepted).toBeGreaterThanOrEqual(third)
    expect(stands.accepted).toBeLessThan(records.length)
    expect((await verifyRollUps(restored, kafka.rig.parts.rules())).differences).toEqual([])
  }, 120_000)

  it('catches up from its own position, past offsets that Kafka has as committed, and equals a system that was never restored', async () => {
    const worker = await openWorker({ kafka: kafka.topics.config, database: restored.address, logger: openLogger('silent') })
    const caughtUp = (): Promise<{ accepted: number; balanced: boolean }> => reconcile(restored, { inFlight: () => Promise.resolve(0) })
    expect(await until(caughtUp, ({ accepted }) => accepted >= records.length)).toMatchObject({ accepted: records.length, balanced: true })
    await worker.stop()
    await tickerOn(restored, kafka).tick(END)
    expect(await verifyRollUps(restored, kafka.rig.parts.rules())).toMatchObject({ skipped: [], differences: [] })
    expect(await figures(restored)).toEqual(never)
  }, 240_000)

  it('still equals it when everything has been counted afresh', async () => {
    await rebuildRollUps({ ...kafka.rig.parts, db: restored })
    expect(await figures(restored)).toEqual(never)
  }, 120_000)
})

/** In requests as senders make them. */
async function sendAll(kafka: KafkaRig, records: readonly EventRecord[]): Promise<void> {
  for (let at = 0; at < records.length; at += 250) await kafka.send(records.slice(at, at + 250))
}

const databaseName = ({ db }: TestDatabase): string => new URL(db.address.connectionString ?? '').pathname.slice(1)

const tickerOn = (db: Database, { rig }: KafkaRig): Ticker => new Ticker({ ...rig.parts, db, rules: () => ({ ...rig.parts.rules(), duties: [] }) })
