import kafkajs from 'kafkajs'
import type { Admin, Consumer, ICustomPartitioner, Producer, SASLOptions } from 'kafkajs'
import type { KafkaConfig } from '../../config.ts'
import type { Logger } from '../../logger.ts'

export type { Admin, Consumer, EachBatchPayload, KafkaMessage, Producer } from 'kafkajs'

const { Kafka, Partitioners, logLevel } = kafkajs

/** Kafka through kafkajs; the only file that imports it. */
export class KafkaClient {
  private readonly kafka: InstanceType<typeof Kafka>

  constructor(private readonly config: KafkaConfig, logger: Logger) {
    this.kafka = new Kafka({
      clientId: 'tierline', brokers: config.brokers, ssl: config.isTls, ...(config.login ? { sasl: saslOf(config.login) } : {}),
      connectionTimeout: 3_000, requestTimeout: 10_000, retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 2_000 },
      logLevel: logLevel.WARN, logCreator: () => ({ log: { message, ...fields } }) => logger.debug({ kafka: fields }, message),
    })
  }

  /** Not idempotent: kafkajs' idempotent producer acknowledged a record that it never wrote when a reply was cut off. */
  producer(): Producer {
    return this.kafka.producer({ idempotent: false, allowAutoTopicCreation: false, createPartitioner: notingPartitioner })
  }

  consumer(group: string): Consumer {
    return this.kafka.consumer({ groupId: group, sessionTimeout: this.config.sessionMs, heartbeatInterval: Math.floor(this.config.sessionMs / 4), maxWaitTimeInMs: 100, maxBytesPerPartition: 4 * 1024 * 1024, allowAutoTopicCreation: false })
  }

  admin(): Admin {
    return this.kafka.admin()
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
