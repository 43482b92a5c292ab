import type { KafkaConfig } from '@tierline/platform/config'
import { Database } from '@tierline/platform/database/database'
import type { DatabaseAddress } from '@tierline/platform/database/database'
import { Directory } from '@tierline/platform/directory'
import type { LogBatch, LogConsumer } from '@tierline/platform/log/event-log'
import { KafkaLog } from '@tierline/platform/log/kafka/kafka-log'
import type { Logger } from '@tierline/platform/logger'
import { Seal } from '@tierline/platform/seal'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { NO_CALENDAR, withClockTypes } from '@tierline/scoring'
import { Registry } from 'prom-client'
import { RollupConsumer } from '../consume/consumer.ts'
import { RollupMetrics } from '../consume/rollup-metrics.ts'
import { TYPES } from './types.ts'

/** Where a worker finds its engines. */
export interface WorkerPlace {
  kafka: KafkaConfig
  database: DatabaseAddress
  logger: Logger
  /** Called before each batch is committed. */
  before?: (batch: LogBatch) => Promise<void>
}

/** One more roll-up on the log, with connections of its own. */
export interface Worker {
  log: KafkaLog
  metrics: Registry
  /** What it could not go on with. */
  fatal: Error[]
  /** Finishes what it has at hand and leaves the group. */
  stop(): Promise<void>
}

/** Opens a worker as a process of the roll-up does: the same log, the same consumer. */
export async function openWorker({ kafka, database, logger, before }: WorkerPlace): Promise<Worker> {
  const db = new Database(database, 6)
  const signal = new InProcessSignal(logger)
  const units = new Directory(db, signal)
  await units.reload()
  const fatal: Error[] = []
  const metrics = new Registry()
  const log = await KafkaLog.open({ kafka, queueRecords: 100_000, seal: new Seal(Buffer.alloc(32)), logger, onFatal: (error) => void fatal.push(error) })
  log.measure(metrics)
  const rules = { types: withClockTypes(TYPES), calendar: NO_CALENDAR }
  const consumer = new RollupConsumer({ db, units, signal, logger, rules: () => rules, identityHorizonMs: null }, new RollupMetrics(metrics))
  log.consume(before ? new Held(consumer, before) : consumer)
  const stop = async (): Promise<void> => {
    await log.stop()
    await db.close()
  }
  return { log, metrics, fatal, stop }
}

/** A consumer that a test can hold or fail before it commits. */
class Held implements LogConsumer {
  constructor(private readonly inner: RollupConsumer, private readonly before: (batch: LogBatch) => Promise<void>) {}

  position: LogConsumer['position'] = (partition, start) => this.inner.position(partition, start)
  reread: LogConsumer['reread'] = (partition, start) => this.inner.reread(partition, start)
  standing: LogConsumer['standing'] = (log) => this.inner.standing(log)
  adopt: LogConsumer['adopt'] = (log, title) => this.inner.adopt(log, title)
  openGap: LogConsumer['openGap'] = (gap) => this.inner.openGap(gap)

  async consume(batch: LogBatch): ReturnType<LogConsumer['consume']> {
    await this.before(batch)
    return await this.inner.consume(batch)
  }
}
