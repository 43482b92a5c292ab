import type { KafkaConfig } from '../../config.ts'
import type { Lane } from '../event-log.ts'
import type { Admin } from './kafka-client.ts'

/** The topic of each lane, and the group that counts it. */
export function lanesOf({ prefix }: KafkaConfig): Record<Lane, { topic: string; group: string }> {
  return {
    live: { topic: `${prefix}events`, group: `${prefix}tierline-rollup` },
    backfill: { topic: `${prefix}events.backfill`, group: `${prefix}tierline-rollup-backfill` },
  }
}

/** Makes the topics that are not there yet. The broker keeps what it is given uncompressed, so that no writer's codec stops a reader that does not know it. */
export async function provideTopics(admin: Admin, config: KafkaConfig): Promise<void> {
  const there = new Set(await admin.listTopics())
  const missing = Object.values(lanesOf(config)).filter(({ topic }) => !there.has(topic))
  if (missing.length === 0) return
  const settings = [{ name: 'retention.ms', value: '-1' }, { name: 'compression.type', value: 'uncompressed' }, { name: 'cleanup.policy', value: 'delete' }]
  await admin.createTopics({ waitForLeaders: true, topics: missing.map(({ topic }) => ({ topic, numPartitions: config.partitions, replicationFactor: config.replicas, configEntries: settings })) })
}
