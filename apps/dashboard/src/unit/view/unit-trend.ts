import type { TierLine } from '@tierline/contracts/board'
import type { UnitExplanation } from '@tierline/contracts/explanation'
import type { ChartTier } from '../../chart/unit-score.chart.ts'
import { lookAt } from '../../theme/tier-look.ts'

/** One moment of a unit's history. */
export interface TrendPoint { readonly at: number; readonly score: number; readonly low: number; readonly high: number; readonly rank: number | null }

/** The history of a unit, oldest first; the last score still holds at `until`, so the line is drawn up to there. */
export function trendPoints(trend: UnitExplanation['trend'], until: number): TrendPoint[] {
  const points = trend.map(([at, score, low, high, rank]) => ({ at, score, low, high, rank }))
  const last = points[points.length - 1]
  return last && until > last.at ? [...points, { ...last, at: until }] : points
}

/** The tiers that have a line, as a chart draws them. */
export function chartTiers(tiers: readonly TierLine[], text: (title: TierLine['title']) => string): ChartTier[] {
  return tiers.flatMap(({ title, line }, index) => (line === null ? [] : [{ title: text(title), mark: lookAt(index).shape, line: Number(line), index }]))
}

/** First, last, lowest and highest score of a history, for a sentence about it; null where it has no moment. */
export function trendFigures(points: readonly TrendPoint[]): { first: string; last: string; min: string; max: string } | null {
  const first = points[0]
  const last = points[points.length - 1]
  if (!first || !last) return null
  const scores = points.map(({ score }) => score)
  return { first: first.score.toFixed(2), last: last.score.toFixed(2), min: Math.min(...scores).toFixed(2), max: Math.max(...scores).toFixed(2) }
}
