import type { LogRecord } from '@tierline/contracts/log-record'
import type { Registry } from 'prom-client'
import type { KafkaConfig } from '../../config.ts'
import type { Logger } from '../../logger.ts'
import type { Seal } from '../../seal.ts'
import { EventLog } from '../event-log.ts'
import type { Lane, LogConsumer, LogPartition } from '../event-log.ts'
import { ClusterView } from './cluster-view.ts'
import { Consumption } from './consume/consumption.ts'
import { KafkaClient } from './kafka-client.ts'
import type { Producer } from './kafka-client.ts'
import { KafkaProducer, PRODUCER_BOUNDS } from './kafka-producer.ts'
import { sendThrough } from './kafka-send.ts'
import { lanesOf, provideTopics } from './topics.ts'

/** What the log is opened with; `queueRecords` may wait for their acknowledgement before the door answers 503. */
export interface KafkaLogParts {
  kafka: KafkaConfig
  queueRecords: number
  seal: Seal
  logger: Logger
  /** Told when the consumer has ended for good; thrown where nobody hears, so that the process ends. */
  onFatal?: ((error: Error) => void) | undefined
}

/** The event log of the distributed shape: appended with all replicas' acknowledgement, consumed by stored position; Kafka's own offsets are kept for lag dashboards only. */
export class KafkaLog extends EventLog {
  private readonly client: KafkaClient
  private readonly view: ClusterView
  private readonly connection: Producer
  private readonly producer: KafkaProducer
  private readonly consumption: Consumption
  private readonly topics: readonly string[]

  private constructor(parts: KafkaLogParts) {
    super()
    this.client = new KafkaClient(parts.kafka, parts.logger)
    this.view = new ClusterView(this.client)
    this.connection = this.client.producer()
    const { live, backfill } = lanesOf(parts.kafka)
    this.producer = new KafkaProducer({ live: live.topic, backfill: backfill.topic }, sendThrough(this.connection), { bounds: { ...PRODUCER_BOUNDS, queuedRecords: parts.queueRecords }, logger: parts.logger })
    this.consumption = new Consumption({ ...parts, lanes: { live, backfill }, client: this.client, view: this.view, sessionMs: parts.kafka.sessionMs, onFatal: parts.onFatal ?? endTheProcess })
    this.topics = [live.topic, backfill.topic]
  }

  /** Makes the topics that are missing; a broker too old to tell topics apart is an error here and not later. */
  static async open(parts: KafkaLogParts): Promise<KafkaLog> {
    const log = new KafkaLog(parts)
    const admin = log.client.admin()
    await admin.connect()
    try {
      await provideTopics(admin, parts.kafka, parts.logger)
    } finally {
      await admin.disconnect()
    }
    await log.view.lookPatiently(log.topics)
    await log.connection.connect()
    return log
  }

  append(records: readonly LogRecord[], lane: Lane = 'live'): Promise<null> {
    return this.producer.append(records, lane)
  }

  consume(consumer: LogConsumer): void {
    this.consumption.start(consumer)
  }

  queued(): number {
    return this.producer.queued()
  }

  async inFlight(stored: readonly (LogPartition & { next: number })[]): Promise<number> {
    const positions = new Map(stored.map(({ log, partition, next }) => [`${log}/${partition}`, next]))
    let waiting = 0
    for (const { log, partitions } of await this.view.look(this.topics)) {
      for (const [partition, { start, end }] of partitions) waiting += Math.max(0, end - Math.max(start, positions.get(`${log}/${partition}`) ?? start))
    }
    return waiting
  }

  override waitsFor(): string | null {
    return this.consumption.waitsFor()
  }

  override measure(registry: Registry): void {
    this.consumption.measure(registry)
  }

  async stop(): Promise<void> {
    await Promise.all([this.producer.stop(), this.consumption.stop()])
    await Promise.all([this.connection.disconnect(), this.view.close()])
  }
}

function endTheProcess(error: Error): void {
  setImmediate(() => { throw error })
}
