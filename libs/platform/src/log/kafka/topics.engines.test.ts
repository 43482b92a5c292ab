import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import kafkajs from 'kafkajs'
import { openLogger } from '../../logger.ts'
import type { Logger } from '../../logger.ts'
import { Seal } from '../../seal.ts'
import { kafkaBrokers } from '../../testing/engines.ts'
import { foreignCodecs } from '../../testing/foreign-codecs.ts'
import { openKafkaTopics, withAdmin } from '../../testing/kafka-topics.ts'
import type { KafkaTopics } from '../../testing/kafka-topics.ts'
import { logRecord } from '../event-log.behaviour.ts'
import { KafkaLog } from './kafka-log.ts'
import { encodeRecord } from './record-codec.ts'
import { lanesOf, provideTopics, TOPIC_MESSAGE_BYTES } from './topics.ts'

let topics: KafkaTopics
beforeAll(() => { topics = openKafkaTopics(kafkaBrokers()) })
afterAll(() => topics.close())

/** A logger that keeps its warnings. */
function keepWarnings(): { logger: Logger; warnings: object[] } {
  const warnings: object[] = []
  const silent = openLogger('silent')
  return { warnings, logger: { info: silent.info.bind(silent), error: silent.error.bind(silent), debug: silent.debug.bind(silent), warn: (fields) => { warnings.push(fields) } } }
}

const provideWith = (logger: Logger, changes: object = {}): Promise<void> => withAdmin(topics.client, (admin) => provideTopics(admin, { ...topics.config, ...changes }, logger))

async function settingsOf(topic: string, names: string[]): Promise<Record<string, string>> {
  const { resources } = await withAdmin(topics.client, (admin) => admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: topic, configNames: names }] }))
  return Object.fromEntries((resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]))
}

describe('the topics of the log', () => {
  it('are made once by processes that start together, as they should be, and then found without a word', async () => {
    const { logger, warnings } = keepWarnings()
    await Promise.all([1, 2, 3, 4].map(() => provideWith(logger)))
    for (const { topic } of Object.values(lanesOf(topics.config))) {
      expect(await settingsOf(topic, ['compression.type', 'cleanup.policy', 'retention.ms', 'max.message.bytes'])).toEqual({ 'compression.type': 'uncompressed', 'cleanup.policy': 'delete', 'retention.ms': '-1', 'max.message.bytes': String(TOPIC_MESSAGE_BYTES) })
    }
    await provideWith(logger)
    expect(warnings).toEqual([])
  })

  it('are left as they are where they are otherwise, and that is said', async () => {
    const { logger, warnings } = keepWarnings()
    const { topic } = lanesOf(topics.config).live
    await withAdmin(topics.client, (admin) => admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: topic, configEntries: [{ name: 'retention.ms', value: '1000000' }, { name: 'compression.type', value: 'uncompressed' }, { name: 'max.message.bytes', value: String(TOPIC_MESSAGE_BYTES) }] }] }))
    await provideWith(logger, { partitions: 5 })
    expect(warnings).toContainEqual({ topic, setting: 'retention.ms', found: '1000000', expected: '-1' })
    expect(warnings).toContainEqual({ topic, found: 3, expected: 5 })
    expect((await settingsOf(topic, ['retention.ms']))['retention.ms']).toBe('1000000')
  })

  it('that are too narrow for a record fail that one append, and not its neighbours', async () => {
    const narrow = openKafkaTopics(kafkaBrokers())
    const { topic } = lanesOf(narrow.config).live
    await withAdmin(narrow.client, (admin) => admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1, configEntries: [{ name: 'max.message.bytes', value: '4000' }] }] }))
    const log = await KafkaLog.open({ kafka: narrow.config, queueRecords: 50_000, seal: new Seal(Buffer.alloc(32)), logger: openLogger('silent') })
    const small = (name: string): ReturnType<typeof logRecord>[] => Array.from({ length: 20 }, (_, at) => logRecord(`${name}${at}`))
    const [one, large, two] = await Promise.allSettled([log.append(small('a')), log.append([{ ...logRecord('large'), data: { text: 'x'.repeat(9_000) } }]), log.append(small('b'))])
    expect([one.status, large.status, two.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await narrow.read(topic)).toHaveLength(40)
    await log.stop()
    await narrow.close()
  })
})

it('a foreign writer’s codec stops nobody: the broker writes everything anew, uncompressed', async () => {
  const met: string[] = []
  const codecs = foreignCodecs((codec) => met.push(codec))
  const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs
  CompressionCodecs[CompressionTypes.Snappy] = codecs.snappy
  CompressionCodecs[CompressionTypes.LZ4] = codecs.lz4
  CompressionCodecs[CompressionTypes.ZSTD] = codecs.zstd
  const foreign = new Kafka({ brokers: topics.config.brokers, logLevel: logLevel.NOTHING, retry: { retries: 0 } })
  const writer = foreign.producer()
  await writer.connect()
  const { topic } = lanesOf(topics.config).backfill
  const kept = `${topics.config.prefix}kept`
  await withAdmin(topics.client, (admin) => admin.createTopics({ waitForLeaders: true, topics: [{ topic: kept, numPartitions: 1 }] }))
  for (const codec of [CompressionTypes.GZIP, CompressionTypes.Snappy, CompressionTypes.LZ4, CompressionTypes.ZSTD]) {
    await writer.send({ topic, compression: codec, messages: [encodeRecord(logRecord(`codec-${codec}`))] })
  }
  expect((await topics.read(topic)).map(({ value }) => (JSON.parse(String(value)) as { id: string }).id).sort()).toEqual(['codec-1', 'codec-2', 'codec-3', 'codec-4'])
  expect(met).toEqual([])

  // What would happen otherwise: a topic that keeps what it is given hands the codec on to its readers.
  await writer.send({ topic: kept, compression: CompressionTypes.ZSTD, messages: [{ value: 'x' }] })
  const reader = foreign.consumer({ groupId: `${topics.config.prefix}reader`, retry: { retries: 0 } })
  const crashed = new Promise((resolve) => { reader.on('consumer.crash', ({ payload }) => resolve(payload.error.message)) })
  await reader.subscribe({ topics: [kept], fromBeginning: true })
  await reader.run({ eachBatch: () => Promise.resolve() })
  expect(await crashed).toContain('a batch in zstd')
  await reader.disconnect()
  await writer.disconnect()
})
