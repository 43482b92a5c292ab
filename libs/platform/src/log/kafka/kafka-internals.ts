import { decodeMetadataResponse, encodeMetadataRequest, METADATA } from './topic-ids.ts'
import type { NamedTopic } from './topic-ids.ts'

/**
 * What kafkajs 2.2.4 has and does not show, so it is pinned: topic ids need a newer Metadata request than it speaks, and a connection kept for questions about offsets.
 * Everything that leans on its inside is in this file.
 */
interface Cluster {
  connect(): Promise<void>
  disconnect(): Promise<void>
  addMultipleTargetTopics(topics: string[]): Promise<void>
  refreshMetadata(): Promise<void>
  findTopicPartitionMetadata(topic: string): { partitionId: number }[]
  fetchTopicsOffset(topics: { topic: string; fromBeginning: boolean; partitions: { partition: number }[] }[]): Promise<{ topic: string; partitions: { partition: number; offset: string }[] }[]>
  brokerPool: { findConnectedBroker(): Promise<Broker> }
}

interface Broker {
  versions: Record<number, { minVersion: number; maxVersion: number }>
  connectionPool: { send(request: object): Promise<NamedTopic[]> }
}

/** A connection for questions about topics; throws when the cluster does not answer. */
export class ClusterLink {
  private constructor(private readonly cluster: Cluster) {}

  static async open(kafka: object): Promise<ClusterLink> {
    const key = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === 'private:Kafka:createCluster')
    if (!key) throw new Error('kafkajs: found no way to its cluster, expected version 2.2.4; install the version of the lock file.')
    const cluster = (kafka as Record<symbol, (options: object) => Cluster>)[key]?.({ allowAutoTopicCreation: false })
    if (!cluster) throw new Error('kafkajs: its cluster could not be made, expected version 2.2.4; install the version of the lock file.')
    await cluster.connect()
    return new ClusterLink(cluster)
  }

  /** The topics that are there, with their ids. */
  async topics(names: readonly string[]): Promise<NamedTopic[]> {
    const broker = await this.cluster.brokerPool.findConnectedBroker()
    const version = broker.versions[METADATA.apiKey]?.maxVersion ?? 0
    if (version < METADATA.apiVersion) throw new Error(`Kafka: found a broker that names topics up to version ${version} of its Metadata request, expected ${METADATA.apiVersion}, without which a topic that was made again cannot be told from the old one. Use Kafka 3.1 or newer.`)
    const body = encodeMetadataRequest(names)
    return await broker.connectionPool.send({
      request: { ...METADATA, encode: () => Promise.resolve({ buf: body, buffer: body }) },
      response: { decode: (answer: Buffer) => Promise.resolve(decodeMetadataResponse(answer)), parse: (topics: NamedTopic[]) => Promise.resolve(topics) },
    })
  }

  /** The first position of each partition, or the one after its last record that may be read. */
  async offsets({ topic, partitions }: NamedTopic, side: 'start' | 'end'): Promise<Map<number, number>> {
    await this.cluster.addMultipleTargetTopics([topic])
    // What it knows of the topic may be older than the topic.
    if (this.cluster.findTopicPartitionMetadata(topic).length !== partitions.length) await this.cluster.refreshMetadata()
    const found = await this.cluster.fetchTopicsOffset([{ topic, fromBeginning: side === 'start', partitions: partitions.map((partition) => ({ partition })) }])
    return new Map(found.flatMap((one) => one.partitions.map(({ partition, offset }) => [partition, Number(offset)] as const)))
  }

  async close(): Promise<void> {
    await this.cluster.disconnect()
  }
}

/** The offset from which kafkajs asked for a batch. */
export const askedOffset = (batch: object): number => Number((batch as { fetchedOffset: string }).fetchedOffset)

/** A partition whose position the broker did not have, so that kafkajs goes to the log's start by itself; it tells nobody but its logger. */
export function outOfRangeOf(line: { message: string; [field: string]: unknown }): { group: string; topic: string; partition: number } | null {
  const { message, groupId, topic, partition } = line
  if (message !== 'Offset out of range, resetting to default offset') return null
  return { group: String(groupId), topic: String(topic), partition: Number(partition) }
}
