import type { Registry } from 'prom-client'
import type { Logger } from '../../../logger.ts'
import type { Seal } from '../../../seal.ts'
import type { Lane, LogConsumer } from '../../event-log.ts'
import type { ClusterView } from '../cluster-view.ts'
import type { KafkaClient } from '../kafka-client.ts'
import { LaneConsumer } from './lane-consumer.ts'
import { LagBoard, LogMetrics } from './log-metrics.ts'
import { LogWatch } from './log-watch.ts'

/** What consuming needs; a topic and a group for each lane. */
export interface ConsumptionParts {
  lanes: Record<Lane, { topic: string; group: string }>
  client: KafkaClient
  view: ClusterView
  sessionMs: number
  seal: Seal
  logger: Logger
  onFatal(error: Error): void
}

/** The log's way to its consumer: one member of a group for each lane, and the watch that holds their positions against the log. */
export class Consumption {
  private readonly metrics = new LogMetrics()
  private readonly lanes: LaneConsumer[] = []
  private readonly watch: LogWatch

  constructor(private readonly parts: ConsumptionParts) {
    this.watch = new LogWatch(parts.view, this.lanes, parts.logger)
  }

  start(consumer: LogConsumer): void {
    if (this.lanes.length > 0) throw new Error('The Kafka log has one consumer already; name one for each process.')
    const lag = new LagBoard(this.metrics)
    for (const lane of ['live', 'backfill'] as const) {
      this.lanes.push(new LaneConsumer({ ...this.parts, ...this.parts.lanes[lane], lane, consumer, metrics: this.metrics, lag, watch: this.watch }))
    }
    for (const lane of this.lanes) lane.start()
    this.watch.start()
  }

  /** What counting waits for. */
  waitsFor(): string | null {
    const trouble = this.watch.trouble()
    const outside = this.lanes.find(({ hasJoined }) => !hasJoined)
    if (trouble === null && outside) return `its place in the group that counts ${outside.topic}`
    return trouble === null ? null : `the event log or its positions (${trouble})`
  }

  measure(registry: Registry): void {
    this.metrics.registerOn(registry)
  }

  async stop(): Promise<void> {
    await Promise.all([this.watch.stop(), ...this.lanes.map((lane) => lane.stop())])
  }
}
