import { axisLook, frame, tooltip, type ChartOption, type LineSeries } from './parts/chart-option.ts'
import { tierColor, type ChartTheme } from './parts/chart-theme.ts'
import { minuteText, spanOf, timeTemplate, toChartTime } from './parts/chart-time.ts'
import { scoreExtent } from './parts/score-extent.ts'

/** A tier line to be drawn across a chart; `index` is its place from the best one. */
export interface ChartTier { readonly title: string; readonly mark: string; readonly line: number; readonly index: number }

/** A unit's score over time with its known–possible range, and the words that the chart says. */
export interface UnitScoreTrend {
  readonly points: readonly { readonly at: number; readonly score: number; readonly low: number; readonly high: number }[]
  readonly tiers: readonly ChartTier[]
  readonly words: { readonly score: string; readonly range: string; readonly description: string }
}

/** The score over time as steps (a score holds until the next one), the low–high band under it, the tier lines across it. */
export function unitScoreOption(trend: UnitScoreTrend, theme: ChartTheme): ChartOption {
  const { points, tiers, words } = trend
  const extent = scoreExtent(points.flatMap((point) => [point.low, point.score, point.high]), tiers.map((tier) => tier.line))
  const look = axisLook(theme)
  return {
    ...frame(theme, words.description),
    tooltip: { ...tooltip(theme), formatter: (at: unknown) => tooltipText(trend, indexOf(at)) },
    xAxis: {
      ...look, type: 'time',
      axisLabel: { ...look.axisLabel, formatter: timeTemplate(spanOf(points.map((point) => point.at))) },
    },
    yAxis: { ...look, type: 'value', ...extent, axisLine: { show: false } },
    series: [...bandSeries(trend, theme), scoreSeries(trend, theme)],
  }
}

function scoreSeries({ points, tiers, words }: UnitScoreTrend, theme: ChartTheme): LineSeries {
  return {
    name: words.score, type: 'line', step: 'end', z: 3, showSymbol: points.length < 2, symbol: 'circle', symbolSize: 6,
    lineStyle: { color: theme.ink, width: 2 }, itemStyle: { color: theme.ink },
    data: points.map((point) => [toChartTime(point.at), point.score]),
    markLine: {
      silent: true, symbol: 'none', animation: false,
      data: tiers.map((tier) => tierLine(tier, theme)),
    },
  }
}

function tierLine(tier: ChartTier, theme: ChartTheme) {
  const color = tierColor(theme, tier.index)
  const text = `${tier.mark} ${tier.title} ${tier.line.toFixed(2)}`
  return {
    name: text, yAxis: tier.line, lineStyle: { color, width: 1, type: 'dashed' as const },
    label: { formatter: text, position: 'insideStartTop' as const, color, fontSize: 12, fontFamily: theme.font },
  }
}

function bandSeries({ points, words }: UnitScoreTrend, theme: ChartTheme): LineSeries[] {
  if (points.every((point) => point.low === point.high)) return []
  const edge: LineSeries = { type: 'line', step: 'end', stack: 'range', stackStrategy: 'all', symbol: 'none', silent: true, lineStyle: { width: 0 } }
  return [
    { ...edge, name: `${words.range} ↓`, data: points.map((point) => [toChartTime(point.at), point.low]) },
    {
      ...edge, name: words.range, areaStyle: { color: theme.ink2, opacity: 0.22 },
      data: points.map((point) => [toChartTime(point.at), point.high - point.low]),
    },
  ]
}

function tooltipText({ points, words }: UnitScoreTrend, index: number): string {
  const point = points[index]
  if (!point) return ''
  const range = point.low === point.high ? '' : `\n${words.range} ${point.low.toFixed(2)}–${point.high.toFixed(2)}`
  return `${minuteText(point.at)}\n${words.score} ${point.score.toFixed(2)}${range}`
}

/** Index of the data point that an axis tooltip was asked for; -1 where it names none. */
export function indexOf(at: unknown): number {
  const first: unknown = Array.isArray(at) ? at[0] : at
  if (typeof first !== 'object' || first === null || !('dataIndex' in first)) return -1
  return typeof first.dataIndex === 'number' ? first.dataIndex : -1
}
