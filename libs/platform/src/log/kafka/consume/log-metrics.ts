import { Counter, Gauge } from 'prom-client'
import type { Registry } from 'prom-client'
import type { Lane } from '../../event-log.ts'

/** What is measured of consuming the log; `registerOn` shows it. */
export class LogMetrics {
  readonly lag = new Gauge({ name: 'tierline_log_lag_records', help: 'Records of the log above the stored position', labelNames: ['lane', 'partition'], registers: [] })
  readonly gapOpen = new Gauge({ name: 'tierline_log_gap_open', help: '1 while an incident of a partition is open (it stands still, or its topic was made again): see "tierline gap list"', labelNames: ['lane', 'partition'], registers: [] })
  readonly crashes = new Counter({ name: 'tierline_log_consumer_crashes_total', help: 'Times that kafkajs’ consumer crashed; it starts again by itself, or the process ends', labelNames: ['lane'], registers: [] })
  readonly rebalances = new Counter({ name: 'tierline_log_rebalances_total', help: 'Times that this process was given its partitions anew', labelNames: ['lane'], registers: [] })

  registerOn(registry: Registry): void {
    for (const metric of [this.lag, this.gapOpen, this.crashes, this.rebalances]) registry.registerMetric(metric)
  }
}

/** How many records of a lane are above the stored positions, as far as this process knows. */
export class LagBoard {
  private readonly lags = new Map<string, number>()

  constructor(private readonly metrics: LogMetrics) {}

  set(lane: Lane, partition: number, records: number): void {
    this.lags.set(`${lane}/${partition}`, records)
    this.metrics.lag.set({ lane, partition }, records)
  }

  of(lane: Lane): number {
    let sum = 0
    for (const [name, records] of this.lags) if (name.startsWith(`${lane}/`)) sum += records
    return sum
  }
}
