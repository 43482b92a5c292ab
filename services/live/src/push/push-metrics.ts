import { freshnessOf } from '@tierline/platform/freshness'
import { Counter, Gauge, Histogram } from 'prom-client'
import type { Registry } from 'prom-client'

/** What is measured of the push, on a registry of its own, so that two services in one process do not meet. */
export class PushMetrics {
  readonly sockets: Gauge
  readonly deltas: Counter
  readonly refused: Counter
  /** Waiting for the board's pause, reading, comparing and emitting; the way from the event to the signal is not in it. */
  readonly pushSeconds: Histogram

  constructor(private readonly registry: Registry) {
    const registers = [registry]
    this.sockets = new Gauge({ name: 'tierline_live_sockets', help: 'Open sockets of live boards', registers })
    this.deltas = new Counter({ name: 'tierline_live_deltas_total', help: 'Deltas sent, one for a whole room', registers })
    this.refused = new Counter({ name: 'tierline_live_joins_refused_total', help: 'Joins refused: no such board, bad key, too many boards', registers })
    this.pushSeconds = new Histogram({ name: 'tierline_live_push_seconds', help: 'From the signal or poll that showed a new seq to the emitted delta', buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5], registers })
  }

  /** A delta went out so long after its newest event had arrived; clocks of two machines may make that less than nothing. */
  pushed(ageMs: number): void {
    freshnessOf(this.registry).observe({ stage: 'pushed' }, Math.max(0, ageMs) / 1_000)
  }
}
