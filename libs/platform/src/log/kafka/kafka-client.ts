import kafkajs from 'kafkajs'
import type { Admin, Consumer, ConsumerConfig, ICustomPartitioner, Producer, SASLOptions } from 'kafkajs'
import type { KafkaConfig } from '../../config.ts'
import type { Logger } from '../../logger.ts'
import { ClusterLink, outOfRangeOf } from './kafka-internals.ts'

export type { Admin, Consumer, ConsumerGroupJoinEvent, ConsumerCrashEvent, EachBatchPayload, KafkaMessage, Producer } from 'kafkajs'

const { Kafka, Partitioners, logLevel } = kafkajs

/** Kafka through kafkajs; the only file that imports it. */
export class KafkaClient {
  private readonly kafka: InstanceType<typeof Kafka>
  private readonly outOfRange = new Map<string, (partition: number) => void>()

  constructor(private readonly config: KafkaConfig, private readonly logger: Logger) {
    this.kafka = new Kafka({
      clientId: 'tierline', brokers: config.brokers, ssl: config.isTls, ...(config.login ? { sasl: saslOf(config.login) } : {}),
      connectionTimeout: 3_000, requestTimeout: 10_000, retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 2_000 },
      logLevel: logLevel.WARN, logCreator: () => ({ log }) => this.hear(log),
    })
  }

  /** Not idempotent: kafkajs' idempotent producer acknowledged a record that it never wrote when a reply was cut off. */
  producer(): Producer {
    return this.kafka.producer({ idempotent: false, allowAutoTopicCreation: false, createPartitioner: notingPartitioner })
  }

  /** A member of a group. What comes is handed on at once; what waits is bounded by the bytes of one fetch. */
  consumer(group: string, changes: Partial<ConsumerConfig> = {}): Consumer {
    const { sessionMs } = this.config
    return this.kafka.consumer({
      groupId: group, sessionTimeout: sessionMs, heartbeatInterval: Math.floor(sessionMs / 4), rebalanceTimeout: Math.max(sessionMs, 30_000), metadataMaxAge: 30_000,
      minBytes: 1, maxWaitTimeInMs: 200, maxBytesPerPartition: 4 * 1024 * 1024, maxBytes: 16 * 1024 * 1024, allowAutoTopicCreation: false, ...changes,
    })
  }

  admin(): Admin {
    return this.kafka.admin()
  }

  /** A connection for questions about topics and their ends. */
  link(): Promise<ClusterLink> {
    return ClusterLink.open(this.kafka)
  }

  /** Tells when the broker did not have the position that a group's member asked for. */
  onOutOfRange({ group, topic }: { group: string; topic: string }, hear: (partition: number) => void): void {
    this.outOfRange.set(`${group} ${topic}`, hear)
  }

  private hear({ message, ...fields }: { message: string; [field: string]: unknown }): void {
    const lost = outOfRangeOf({ message, ...fields })
    if (lost) this.outOfRange.get(`${lost.group} ${lost.topic}`)?.(lost.partition)
    this.logger.debug({ kafka: fields }, message)
  }
}

/** By key, as Kafka's own clients do; the choice is noted on the message, so that the answers can be held against it. */
const notingPartitioner: ICustomPartitioner = () => {
  const choose = Partitioners.DefaultPartitioner()
  return (args) => (args.message.partition = choose(args))
}

/** kafkajs tells the mechanisms apart by the type of each option. */
function saslOf({ mechanism, username, password }: NonNullable<KafkaConfig['login']>): SASLOptions {
  return { mechanism, username, password } as SASLOptions
}
