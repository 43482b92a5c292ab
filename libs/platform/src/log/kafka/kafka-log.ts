import type { LogRecord } from '@tierline/contracts/log-record'
import type { KafkaConfig } from '../../config.ts'
import type { Logger } from '../../logger.ts'
import type { Seal } from '../../seal.ts'
import { EventLog } from '../event-log.ts'
import type { Lane, LogConsumer, LogPartition } from '../event-log.ts'
import { KafkaClient } from './kafka-client.ts'
import type { Consumer, EachBatchPayload, Producer } from './kafka-client.ts'
import { KafkaProducer, PRODUCER_BOUNDS } from './kafka-producer.ts'
import { sendThrough } from './kafka-send.ts'
import { decodeRecord } from './record-codec.ts'
import { lanesOf, provideTopics } from './topics.ts'

/** What the log is opened with; `queueRecords` may wait for their acknowledgement before the door answers 503. */
export interface KafkaLogParts {
  kafka: KafkaConfig
  queueRecords: number
  seal: Seal
  logger: Logger
}

/** The event log of the distributed shape: appended with all replicas' acknowledgement, consumed by position; Kafka's own offsets are kept for lag dashboards only. */
export class KafkaLog extends EventLog {
  private readonly config: KafkaConfig
  private readonly client: KafkaClient
  private readonly connection: Producer
  private readonly producer: KafkaProducer
  private readonly consumers: Consumer[] = []

  private constructor(private readonly parts: KafkaLogParts) {
    super()
    this.config = parts.kafka
    this.client = new KafkaClient(parts.kafka, parts.logger)
    this.connection = this.client.producer()
    const { live, backfill } = lanesOf(parts.kafka)
    this.producer = new KafkaProducer({ live: live.topic, backfill: backfill.topic }, sendThrough(this.connection), { bounds: { ...PRODUCER_BOUNDS, queuedRecords: parts.queueRecords }, logger: parts.logger })
  }

  static async open(parts: KafkaLogParts): Promise<KafkaLog> {
    const log = new KafkaLog(parts)
    const admin = log.client.admin()
    await admin.connect()
    try {
      await provideTopics(admin, parts.kafka, parts.logger)
    } finally {
      await admin.disconnect()
    }
    await log.connection.connect()
    return log
  }

  append(records: readonly LogRecord[], lane: Lane = 'live'): Promise<null> {
    return this.producer.append(records, lane)
  }

  consume(consumer: LogConsumer): void {
    for (const { topic, group } of Object.values(lanesOf(this.config))) {
      const own = this.client.consumer(group)
      this.consumers.push(own)
      void this.run(own, topic, consumer)
    }
  }

  queued(): number {
    return this.producer.queued()
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
    await Promise.all([this.producer.stop(), ...this.consumers.map((consumer) => consumer.disconnect())])
    await this.connection.disconnect()
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
      await consumer.consume({ ...partition, records: fresh.map((message) => decodeRecord(message, this.parts.seal, Number(message.timestamp))), positions: fresh.map(({ offset }) => Number(offset)) })
    }
    payload.resolveOffset(batch.lastOffset())
    await payload.heartbeat()
  }
}
