import type { LogRecord } from '@tierline/contracts/log-record'
import type { KafkaConfig } from '../../config.ts'
import type { Logger } from '../../logger.ts'
import { EventLog, Overloaded } from '../event-log.ts'
import type { Lane, LogConsumer, LogPartition } from '../event-log.ts'
import { KafkaClient } from './kafka-client.ts'
import type { Consumer, EachBatchPayload, Producer } from './kafka-client.ts'
import { lanesOf, provideTopics } from './topics.ts'

/** The event log of the distributed shape: appended with all replicas' acknowledgement, consumed by position; Kafka's own offsets are kept for lag dashboards only. */
export class KafkaLog extends EventLog {
  private readonly client: KafkaClient
  private readonly producer: Producer
  private readonly consumers: Consumer[] = []
  private waiting = 0

  private constructor(private readonly config: KafkaConfig, private readonly logger: Logger) {
    super()
    this.client = new KafkaClient(config, logger)
    this.producer = this.client.producer()
  }

  static async open(config: KafkaConfig, logger: Logger): Promise<KafkaLog> {
    const log = new KafkaLog(config, logger)
    const admin = log.client.admin()
    await admin.connect()
    await provideTopics(admin, config)
    await admin.disconnect()
    await log.producer.connect()
    return log
  }

  async append(records: readonly LogRecord[], lane: Lane = 'live'): Promise<null> {
    if (records.length === 0) return null
    this.waiting += records.length
    try {
      const { topic } = lanesOf(this.config)[lane]
      await this.producer.send({ topic, acks: -1, messages: records.map((record) => ({ key: keyOf(record), value: JSON.stringify(record) })) })
      return null
    } catch (error) {
      this.logger.warn({ err: error }, 'Kafka did not acknowledge')
      throw new Overloaded(5, 'The event log did not acknowledge these events; it is unknown whether it kept them. Send the same events with the same ids again.')
    } finally {
      this.waiting -= records.length
    }
  }

  consume(consumer: LogConsumer): void {
    for (const { topic, group } of Object.values(lanesOf(this.config))) {
      const own = this.client.consumer(group)
      this.consumers.push(own)
      void this.run(own, topic, consumer)
    }
  }

  queued(): number {
    return this.waiting
  }

  async inFlight(stored: readonly (LogPartition & { next: number })[]): Promise<number> {
    const admin = this.client.admin()
    await admin.connect()
    try {
      const ends = await Promise.all(Object.values(lanesOf(this.config)).map(async ({ topic }) => (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => ({ log: topic, partition, high: Number(high) }))))
      return ends.flat().reduce((sum, { log, partition, high }) => sum + high - (stored.find((one) => one.log === log && one.partition === partition)?.next ?? 0), 0)
    } finally {
      await admin.disconnect()
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.disconnect()))
    await this.producer.disconnect()
  }

  private async run(own: Consumer, topic: string, consumer: LogConsumer): Promise<void> {
    await own.connect()
    await own.subscribe({ topics: [topic], fromBeginning: true })
    await own.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 3, eachBatch: (payload) => this.take(own, payload, consumer) })
  }

  private async take(own: Consumer, payload: EachBatchPayload, consumer: LogConsumer): Promise<void> {
    const { batch } = payload
    const partition = { log: batch.topic, partition: batch.partition }
    const next = await consumer.position(partition, 0)
    const fresh = batch.messages.filter(({ offset }) => Number(offset) >= next)
    if (Number(batch.firstOffset() ?? 0) > next) return own.seek({ topic: batch.topic, partition: batch.partition, offset: String(next) })
    if (fresh.length > 0) {
      await consumer.consume({ ...partition, records: fresh.map(({ value }) => JSON.parse(value?.toString('utf8') ?? '') as LogRecord), positions: fresh.map(({ offset }) => Number(offset)) })
    }
    payload.resolveOffset(batch.lastOffset())
    await payload.heartbeat()
  }
}

const keyOf = (record: LogRecord): string => (record.kind === 'event' ? record.unit : record.source)
