import { join } from 'node:path'
import type { EventRecord } from '@tierline/contracts/log-record'
import { readConfig } from '@tierline/platform/config'
import { raw } from '@tierline/platform/database/database'
import { KafkaClient } from '@tierline/platform/log/kafka/kafka-client'
import { encodeRecord } from '@tierline/platform/log/kafka/record-codec'
import { openLogger } from '@tierline/platform/logger'
import { startCluster } from '../../support/cluster.ts'
import type { Cluster } from '../../support/cluster.ts'
import { until } from '../../support/until.ts'
import { committed, withBenchEngines } from '../engines.ts'
import type { BenchEngines } from '../engines.ts'
import { mixedEvent } from '../events.ts'
import { startConnect } from '../peer/connect.mjs'
import { against, told } from '../report/figure.ts'
import type { Figure, Section } from '../report/figure.ts'
import { embeddedRate, postTo } from './ingest.ts'

const WARM_UP = 10_000
const EVENTS = 200_000
const SEND = 5_000
const PARTITIONS = 4

/** Into Kafka and out of it, each beside a peer on the same engines: a bare producer, a consumer that discards, a JDBC sink that does one table's upsert only. */
export const kafka: Section = {
  title: 'Kafka: HTTP → acknowledged, and topic → committed',
  run: () => withBenchEngines(async (own) => measure(own, await embeddedRate())),
}

async function measure({ engines, server, folder }: BenchEngines, embedded: number): Promise<Figure[]> {
  const cluster = await startCluster({ engines, ingest: 1, rollup: 0, scoring: 1, live: 0, environment: { TIERLINE_KAFKA_PARTITIONS: String(PARTITIONS) } })
  try {
    const client = clientOf(cluster)
    const bare = await bareProducer(client, `${cluster.prefix}bare`)
    const ingest = { url: cluster.process('ingest').url, key: cluster.client.key }
    await postTo(ingest, 0, WARM_UP)
    const acknowledged = EVENTS / await postTo(ingest, WARM_UP, WARM_UP + EVENTS)
    const discarded = await discard(client, `${cluster.prefix}events`, WARM_UP + EVENTS)
    const rolledUp = await rollUp(cluster)
    const upserted = await sink({ cluster, client, jdbcUrl: `jdbc:postgresql://${server}/`, folder })
    return figures({ bare, acknowledged, discarded, committed: rolledUp, upserted, embedded })
  } finally {
    await cluster.stop()
  }
}

function figures(rates: Record<'bare' | 'acknowledged' | 'discarded' | 'committed' | 'upserted' | 'embedded', number>): Figure[] {
  return [
    told('bare kafkajs producer', perSecond(rates.bare), `acks: -1, ${SEND.toLocaleString('en')} records a send, ${PARTITIONS} partitions, the same bytes`),
    told('events over HTTP → acknowledged by the broker', perSecond(rates.acknowledged), 'one ingest process: read, checked, hashed, appended'),
    against('ratio to the bare producer', rates.acknowledged / rates.bare, { least: 0.5, aim: 0.8, unit: ' ×', decimals: 2 }),
    told('plain kafkajs consumer that discards', perSecond(rates.discarded), 'the same topic'),
    told('topic → committed, one worker', perSecond(rates.committed), 'TimescaleDB on PostgreSQL 17, durable; ledger, events, cases, roll-ups; a scoring process beside it'),
    told('embedded, in the same run', perSecond(rates.embedded)),
    against('ratio to the embedded figure', rates.committed / rates.embedded, { least: 0.8, aim: 1, unit: ' ×', decimals: 2 }),
    told('Debezium JDBC sink, batch 2,000', perSecond(rates.upserted), 'the same events with a schema, upsert of six columns into one table of the same server'),
    against('ratio to the JDBC sink', rates.committed / rates.upserted, { least: 1, aim: 2, unit: ' ×', decimals: 2 }),
  ]
}

const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString('en')} /s`

function clientOf({ environment }: Cluster): KafkaClient {
  const { distributed } = readConfig(environment)
  if (!distributed) throw new Error('The cluster of the benchmark is not distributed.')
  return new KafkaClient(distributed.kafka, openLogger('silent'))
}

async function makeTopic(client: KafkaClient, topic: string): Promise<void> {
  const admin = client.admin()
  await admin.connect()
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: PARTITIONS, replicationFactor: 1 }] })
  await admin.disconnect()
}

/** The event as the door would log it, so that both producers carry the same bytes. */
function recordOf(n: number): EventRecord {
  const { source, id, type, subject, time, data } = mixedEvent(n)
  const digest = n.toString(16).padStart(32, '0')
  return { kind: 'event', source, id, type, unit: subject, subject, time: Date.parse(time), arrived: Date.parse(time), identity: digest, content: digest, corrects: null, data, replayOf: null }
}

async function send(client: KafkaClient, topic: string, message: (n: number) => { key: string | Buffer | null; value: string | Buffer | null }): Promise<number> {
  await makeTopic(client, topic)
  const producer = client.producer()
  await producer.connect()
  const messages = Array.from({ length: EVENTS }, (_, n) => message(n))
  const started = performance.now()
  for (let at = 0; at < EVENTS; at += SEND) await producer.send({ topic, acks: -1, messages: messages.slice(at, at + SEND) })
  const seconds = (performance.now() - started) / 1000
  await producer.disconnect()
  return EVENTS / seconds
}

function bareProducer(client: KafkaClient, topic: string): Promise<number> {
  return send(client, topic, (n) => {
    const { key, value } = encodeRecord(recordOf(n))
    return { key: key ?? null, value }
  })
}

async function discard(client: KafkaClient, topic: string, records: number): Promise<number> {
  const consumer = client.consumer(`${topic}.discard`)
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  let [seen, started] = [0, 0]
  const done = new Promise<number>((resolve) => {
    void consumer.run({ autoCommit: false, eachBatch: ({ batch }) => {
      started ||= performance.now()
      seen += batch.messages.length
      if (seen >= records) resolve(seen / ((performance.now() - started) / 1000))
      return Promise.resolve()
    } })
  })
  const rate = await done
  await consumer.disconnect()
  return rate
}

/** One worker from the first tenth on: its start is not what is measured. */
async function rollUp(cluster: Cluster): Promise<number> {
  const total = WARM_UP + EVENTS
  const worker = cluster.add('rollup')
  const from = await until('the worker to be under way', async () => { const at = await committed(cluster.db); return at > total / 10 && at }, 120)
  const started = performance.now()
  await until('every record to be committed', async () => (await committed(cluster.db)) >= total, 300)
  const seconds = (performance.now() - started) / 1000
  await worker
  return (total - from) / seconds
}

const FIELDS = [['id', 'string'], ['source', 'string'], ['type', 'string'], ['unit', 'string'], ['time_ms', 'int64'], ['data', 'string']] as const

/** The same events as messages with a schema, which the sink needs; its key is the id. */
function schemaMessage(n: number): { key: string; value: string } {
  const { source, id, type, subject, time, data } = mixedEvent(n)
  const schema = { type: 'struct', optional: false, fields: FIELDS.map(([field, kind]) => ({ field, type: kind, optional: false })) }
  return { key: subject, value: JSON.stringify({ schema, payload: { id, source, type, unit: subject, time_ms: Date.parse(time), data: JSON.stringify(data) } }) }
}

async function sink({ cluster, client, jdbcUrl, folder }: { cluster: Cluster; client: KafkaClient; jdbcUrl: string; folder: string }): Promise<number> {
  const topic = `${cluster.prefix}peer`
  await cluster.db.script('create table peer (id text primary key, source text not null, type text not null, unit text not null, time_ms bigint not null, data text not null)')
  await send(client, topic, schemaMessage)
  const database = new URL(cluster.environment.TIERLINE_DATABASE_URL ?? '').pathname.slice(1)
  const connect = await startConnect({ folder: join(folder, 'connect'), brokers: cluster.environment.TIERLINE_KAFKA_BROKERS ?? '', topic, jdbcUrl: jdbcUrl + database, user: 'postgres', table: 'peer', key: 'id' })
  const count = async (): Promise<number> => Number((await cluster.db.one(raw<{ n: bigint }>(), 'select count(*) as n from peer')).n)
  try {
    const from = await until('the sink to be under way', async () => { const n = await count(); return n > EVENTS / 10 && n }, 180).catch((error: unknown) => { throw new Error(`${String(error)}\n${connect.log()}`) })
    const started = performance.now()
    await until('every row to be there', async () => (await count()) >= EVENTS, 300)
    return (EVENTS - from) / ((performance.now() - started) / 1000)
  } finally {
    await connect.remove()
  }
}
