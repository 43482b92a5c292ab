import { setTimeout as wait } from 'node:timers/promises'
import type { KafkaConfig } from '../../config.ts'
import type { Logger } from '../../logger.ts'
import type { Lane } from '../event-log.ts'
import type { Admin } from './kafka-client.ts'

/** The topic of each lane, and the group that counts it. */
export function lanesOf({ prefix }: Pick<KafkaConfig, 'prefix'>): Record<Lane, { topic: string; group: string }> {
  return {
    live: { topic: `${prefix}events`, group: `${prefix}tierline-rollup` },
    backfill: { topic: `${prefix}events.backfill`, group: `${prefix}tierline-rollup-backfill` },
  }
}

/** Bytes of one batch, and so of one record: the door's limit of an event (64 KiB) many times over, also when it is sealed. */
export const TOPIC_MESSAGE_BYTES = 4 * 1024 * 1024

/** One topic as it should be. */
export interface WantedTopic {
  topic: string
  settings: Record<string, string>
}

/**
 * Settings of every topic of ours. The broker keeps what it is given uncompressed, so that no writer's codec stops a reader that does not know it.
 * With three replicas or more a write needs two of them in sync, so that one broker may be lost with nothing that was acknowledged; with fewer, one is all there is.
 */
export function settingsOf({ replicas }: Pick<KafkaConfig, 'replicas'>, retentionMs: number): Record<string, string> {
  return {
    'retention.ms': String(retentionMs), 'retention.bytes': '-1', 'cleanup.policy': 'delete', 'compression.type': 'uncompressed', 'max.message.bytes': String(TOPIC_MESSAGE_BYTES),
    ...(replicas >= 3 ? { 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'false' } : {}),
  }
}

/** Makes the lanes' topics where they are not there yet; events are kept for ever, since a rebuild of a lost database reads them again. */
export function provideTopics(admin: Admin, config: KafkaConfig, logger: Logger): Promise<void> {
  const settings = settingsOf(config, -1)
  return provide(admin, config, { logger, wanted: Object.values(lanesOf(config)).map(({ topic }) => ({ topic, settings })) })
}

/** Makes topics that are not there yet, also where another process does the same at this moment. What is there is never changed: a setting that is not as wanted is said. */
export async function provide(admin: Admin, config: KafkaConfig, { wanted, logger }: { wanted: readonly WantedTopic[]; logger: Logger }): Promise<void> {
  const there = new Set(await admin.listTopics())
  const missing = wanted.filter(({ topic }) => !there.has(topic))
  // One call each: where one exists by now, the others of the same call would still be made, but which is not said.
  for (const topic of missing) await make(admin, config, topic)
  const older = wanted.filter(({ topic }) => there.has(topic))
  if (older.length > 0) for (const { fields, message } of await differences(admin, config, older)) logger.warn(fields, message)
}

/** Brokers hear of a new topic one after the other, and one that has just started knows less than it will; so a failure is looked at again for a while. */
const SETTLE = { tries: 20, pauseMs: 500 } as const

async function make(admin: Admin, config: KafkaConfig, wanted: WantedTopic): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const fault = await tryToMake(admin, config, wanted)
    if (fault === null) return
    if (tries === SETTLE.tries) throw fault
    await wait(SETTLE.pauseMs)
  }
}

/** Null where the topic is there afterwards, whoever has made it. */
async function tryToMake(admin: Admin, { partitions, replicas }: KafkaConfig, { topic, settings }: WantedTopic): Promise<Error | null> {
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }))
  try {
    // False where it exists already: another process has made it between the two questions.
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: partitions, replicationFactor: replicas, configEntries }] })
    return null
  } catch (error) {
    if ((await admin.listTopics()).includes(topic)) return null
    return new Error(`Kafka: the topic ${topic} is not there and could not be made (${error instanceof Error ? error.message : String(error)}). Let this user create topics, or make it with ${partitions} partitions and the settings ${configEntries.map(({ name, value }) => `${name}=${value}`).join(', ')}.`)
  }
}

interface Difference {
  fields: Record<string, unknown>
  message: string
}

/** What an existing topic has otherwise than it is wanted; 2 is Kafka's number for topics among its resources. */
async function differences(admin: Admin, { partitions }: KafkaConfig, wanted: readonly WantedTopic[]): Promise<Difference[]> {
  const names = wanted.map(({ topic }) => topic)
  const [{ topics }, { resources }] = await Promise.all([
    admin.fetchTopicMetadata({ topics: names }),
    admin.describeConfigs({ includeSynonyms: false, resources: wanted.map(({ topic, settings }) => ({ type: 2, name: topic, configNames: Object.keys(settings) })) }),
  ])
  const fewer = topics.filter((one) => one.partitions.length < partitions).map((one) => ({
    fields: { topic: one.name, found: one.partitions.length, expected: partitions },
    message: 'a topic has fewer partitions than are configured, so fewer workers can share it; add partitions with kafka-topics.sh, or lower TIERLINE_KAFKA_PARTITIONS',
  }))
  const settings = resources.flatMap(({ resourceName, configEntries }) => configEntries.flatMap(({ configName, configValue }) => {
    const expected = wanted.find(({ topic }) => topic === resourceName)?.settings[configName]
    if (expected === undefined || expected === configValue) return []
    return [{ fields: { topic: resourceName, setting: configName, found: configValue, expected }, message: 'a topic is set otherwise than Tierline sets it; change it with kafka-configs.sh, unless it is meant so' }]
  }))
  return [...fewer, ...settings]
}
