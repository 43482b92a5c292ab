import type { LogRecord } from '@tierline/contracts/log-record'
import { freshnessOf } from '@tierline/platform/freshness'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What is measured of counting. */
export class RollupMetrics {
  readonly batchRecords: Histogram
  readonly commitSeconds: Histogram
  readonly fenceHits: Counter
  readonly bisected: Counter
  readonly poison: Counter
  readonly clockSeconds: Gauge
  readonly freshness: Histogram<'stage'>

  constructor(registry = new Registry(), private readonly now: () => number = Date.now) {
    const registers = [registry]
    this.batchRecords = new Histogram({ name: 'tierline_rollup_batch_records', help: 'Records of a committed batch', buckets: [1, 5, 20, 100, 500, 1_000, 2_000, 5_000], registers })
    this.commitSeconds = new Histogram({ name: 'tierline_rollup_commit_seconds', help: 'From the begin of a batch’s transaction to its commit', buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10], registers })
    this.fenceHits = new Counter({ name: 'tierline_rollup_fence_hits_total', help: 'Batches rolled back since somebody else had moved the position', registers })
    this.bisected = new Counter({ name: 'tierline_rollup_bisected_total', help: 'Batches parted in two to find a row that the database refuses', registers })
    this.poison = new Counter({ name: 'tierline_rollup_poison_total', help: 'Events quarantined since the database refused them', registers })
    this.clockSeconds = new Gauge({ name: 'tierline_rollup_clock_seconds', help: 'The stored instant, seconds since 1970', registers })
    this.freshness = freshnessOf(registry)
  }

  /** Measures one try of a commit; a failed one leaves no figure. */
  async timed<T>(records: readonly LogRecord[], commit: () => Promise<T>): Promise<T> {
    const began = performance.now()
    const done = await commit()
    this.commitSeconds.observe((performance.now() - began) / 1_000)
    this.batchRecords.observe(records.length)
    const newest = records.reduce((latest, { arrived }) => Math.max(latest, arrived), -Infinity)
    if (Number.isFinite(newest)) this.freshness.observe({ stage: 'stored' }, Math.max(0, this.now() - newest) / 1_000)
    return done
  }
}
