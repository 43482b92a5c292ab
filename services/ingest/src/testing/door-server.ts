import { fileURLToPath } from 'node:url'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { ApiKeys } from '@tierline/platform/api-keys'
import { SimulatedClock } from '@tierline/platform/clock'
import { readConfig } from '@tierline/platform/config'
import type { InletConfig, KafkaConfig } from '@tierline/platform/config'
import { Directory } from '@tierline/platform/directory'
import { storeUnits } from '@tierline/platform/directory.store'
import { readRulesFolder } from '@tierline/platform/folder/rules-folder'
import { ProblemFilter } from '@tierline/platform/http/problem-filter'
import { NoInlet } from '@tierline/platform/inlet/inlet'
import type { Inlet } from '@tierline/platform/inlet/inlet'
import { KafkaInlet } from '@tierline/platform/inlet/kafka-inlet'
import type { EventLog } from '@tierline/platform/log/event-log'
import { InProcessLog } from '@tierline/platform/log/in-process-log'
import { KafkaLog } from '@tierline/platform/log/kafka/kafka-log'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { openLogger } from '@tierline/platform/logger'
import type { Logger } from '@tierline/platform/logger'
import type { Platform } from '@tierline/platform/platform'
import { PlatformModule } from '@tierline/platform/platform.module'
import { Seal } from '@tierline/platform/seal'
import { spell } from '@tierline/platform/folder/spelling'
import { openTestDatabase } from '@tierline/platform/testing/test-database'
import { Registry } from 'prom-client'
import { IngestModule } from '../ingest.module.ts'
import { RecordingConsumer } from './recording-consumer.ts'

/** The instant at which the clock of these tests stands. */
export const NOW = Date.UTC(2021, 11, 15, 2)

/** A real door on a real port and a real database, with a recording consumer behind the log. */
export interface DoorServer {
  url: string
  platform: Platform
  clock: SimulatedClock
  consumer: RecordingConsumer
  /** The first key: every role, no restriction. */
  key: string
  post(body: string | Buffer, headers?: Record<string, string>, path?: string): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }>
  get(path: string): Promise<{ status: number; body: Record<string, unknown> }>
  close(): Promise<void>
}

/** A Kafka for the log, and topics to read; nothing counts behind it. */
export interface DoorKafka {
  kafka: KafkaConfig
  inlets: InletConfig[]
}

/** Opens a door; two units are known: 341502 金安区 (alias 金安) and 341503 裕安区. */
export async function openDoorServer(bounds = { queuedRecords: 50_000, requestTimeout: 60_000 }, kafka: DoorKafka | null = null): Promise<DoorServer> {
  const test = await openTestDatabase()
  const clock = new SimulatedClock(NOW)
  const signal = new InProcessSignal()
  await test.db.transaction((tx) => storeUnits(tx, {
    units: [{ code: '341502', name: '金安区', aliases: ['金安'] }, { code: '341503', name: '裕安区' }],
    groups: [{ id: 'g', title: { zh: '组', en: 'Group' }, units: ['341502', '341503'] }],
  }, spell, new Date(NOW)))
  const directory = new Directory(test.db, signal)
  await directory.reload()
  const logger = openLogger('silent')
  const consumer = new RecordingConsumer(test.db)
  const { log, inlet } = kafka ? await openKafka(kafka, bounds.queuedRecords, logger) : openInProcess(bounds.queuedRecords, consumer)
  const platform: Platform = {
    config: readConfig({ TIERLINE_LOG_LEVEL: 'silent' }), secrets: SECRETS,
    db: test.db, clock, log, inlet, signal, directory, rules: await readRulesFolder(fileURLToPath(new URL('../../../../rubrics', import.meta.url))),
    keys: new ApiKeys(test.db, clock), logger, metrics: new Registry(), isDemo: false, close: () => Promise.resolve(),
  }
  const key = await platform.keys.makeFirst() ?? ''
  const app = await listen(platform, bounds.requestTimeout)
  return { ...client(await app.getUrl(), key), platform, clock, consumer, close: async () => { await app.close(); await inlet.stop(); await log.stop(); await test.close() } }
}

const SECRETS = { personal: '01'.repeat(32), seal: '02'.repeat(32) }
/** Opens what the door of these tests has sealed. */
export const testSeal = new Seal(Buffer.from(SECRETS.seal, 'hex'))

function openInProcess(queuedRecords: number, consumer: RecordingConsumer): { log: EventLog; inlet: Inlet } {
  const log = new InProcessLog({ batchRecords: 5_000, queuedRecords })
  log.consume(consumer)
  return { log, inlet: new NoInlet() }
}

async function openKafka(how: DoorKafka, queueRecords: number, logger: Logger): Promise<{ log: EventLog; inlet: Inlet }> {
  return { log: await KafkaLog.open({ kafka: how.kafka, queueRecords, seal: testSeal, logger }), inlet: new KafkaInlet({ ...how, logger }) }
}

async function listen(platform: Platform, requestTimeout: number): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ requestTimeout, http: { headersTimeout: requestTimeout, connectionsCheckingInterval: 200 } })
  const app = await NestFactory.create<NestFastifyApplication>({ module: IngestModule, imports: [PlatformModule.of(platform)] }, adapter, { logger: false })
  app.useGlobalFilters(new ProblemFilter(platform.logger))
  await app.listen(0, '127.0.0.1')
  return app
}

function client(url: string, key: string): Pick<DoorServer, 'url' | 'key' | 'post' | 'get'> {
  const read = async (response: Response): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> =>
    ({ status: response.status, body: await response.json() as Record<string, unknown>, headers: response.headers })
  return {
    url, key,
    post: async (body, headers = {}, path = '/v1/events') => read(await fetch(url + path, { method: 'POST', body: body as string, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/cloudevents+json', ...headers } })),
    get: async (path) => read(await fetch(url + path)),
  }
}
