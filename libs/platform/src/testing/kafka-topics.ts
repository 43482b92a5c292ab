import { randomBytes } from 'node:crypto'
import type { KafkaConfig } from '../config.ts'
import { KafkaClient } from '../log/kafka/kafka-client.ts'
import type { KafkaMessage } from '../log/kafka/kafka-client.ts'
import { openLogger } from '../logger.ts'

/** Topics and groups of one test's own on a real Kafka, told apart by a random prefix. */
export interface KafkaTopics {
  config: KafkaConfig
  client: KafkaClient
  /** All messages of a topic up to its present ends, partition by partition. */
  read(topic: string): Promise<KafkaMessage[]>
  /** Deletes what stands under the prefix. */
  close(): Promise<void>
}

/** Takes a prefix on a Kafka that runs; nothing is made yet. */
export function openKafkaTopics(brokers: string[], changes: Partial<KafkaConfig> = {}): KafkaTopics {
  const config: KafkaConfig = { brokers, prefix: `t${randomBytes(5).toString('hex')}.`, partitions: 3, replicas: 1, sessionMs: 6_000, isTls: false, login: null, ...changes }
  const client = new KafkaClient(config, openLogger('silent'))
  return {
    config, client,
    read: (topic) => readTopic(client, topic, `${config.prefix}reader-${randomBytes(4).toString('hex')}`),
    close: () => withAdmin(client, async (admin) => {
      const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter((group) => group.startsWith(config.prefix))
      await admin.deleteGroups(groups).catch(() => undefined)
      const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(config.prefix))
      if (topics.length > 0) await admin.deleteTopics({ topics })
    }),
  }
}

/** Does something with an admin connection of its own. */
export async function withAdmin<T>(client: KafkaClient, work: (admin: ReturnType<KafkaClient['admin']>) => Promise<T>): Promise<T> {
  const admin = client.admin()
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}

async function readTopic(client: KafkaClient, topic: string, group: string): Promise<KafkaMessage[]> {
  const ends = await withAdmin(client, (admin) => admin.fetchTopicOffsets(topic))
  const left = new Map(ends.filter(({ low, high }) => Number(high) > Number(low)).map(({ partition, high }) => [partition, Number(high)]))
  const messages: KafkaMessage[] = []
  if (left.size === 0) return messages
  const consumer = client.consumer(group)
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  await new Promise<void>((resolve, reject) => {
    consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        messages.push(...batch.messages)
        if (Number(batch.lastOffset()) + 1 >= (left.get(batch.partition) ?? 0)) left.delete(batch.partition)
        if (left.size === 0) resolve()
        return Promise.resolve()
      },
    }).catch(reject)
  })
  await consumer.disconnect()
  return messages
}
