import { freshnessOf } from '@tierline/platform/freshness'
import { Counter, Gauge, Histogram } from 'prom-client'
import type { Registry } from 'prom-client'

/** What is measured of the scoring. */
export class ScoringMetrics {
  readonly boardSeconds: Histogram
  readonly owned: Gauge
  readonly fenceLost: Counter
  readonly takeovers: Counter

  constructor(private readonly registry: Registry) {
    const registers = [registry]
    this.boardSeconds = new Histogram({ name: 'tierline_scoring_board_seconds', help: 'Scoring one board once, from taking the waiting units to the commit', buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers })
    this.owned = new Gauge({ name: 'tierline_scoring_boards_owned', help: 'Boards that are this process\' to score', registers })
    this.fenceLost = new Counter({ name: 'tierline_scoring_fence_lost_total', help: 'Scorings that were rolled back and done again, for somebody else had moved the board or its units meanwhile', registers })
    this.takeovers = new Counter({ name: 'tierline_scoring_takeovers_total', help: 'Boards that came to this process from another one', registers })
  }

  /** A board was scored so long after its newest event had arrived; clocks of two machines may make that less than nothing. */
  scored(ageMs: number): void {
    freshnessOf(this.registry).observe({ stage: 'scored' }, Math.max(0, ageMs) / 1_000)
  }
}
