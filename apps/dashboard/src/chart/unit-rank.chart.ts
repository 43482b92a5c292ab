import { axisLook, frame, tooltip, type ChartOption } from './parts/chart-option.ts'
import type { ChartTheme } from './parts/chart-theme.ts'
import { minuteText, spanOf, timeTemplate, toChartTime } from './parts/chart-time.ts'
import { indexOf } from './unit-score.chart.ts'

/** A unit's rank over time; null where it was not ranked. */
export interface UnitRankTrend {
  readonly points: readonly { readonly at: number; readonly rank: number | null }[]
  /** Units in the ranking: the axis ends there. */
  readonly units: number
  readonly words: { readonly rank: string; readonly unranked: string; readonly description: string }
}

/** The rank over time as steps, first place on top. */
export function unitRankOption(trend: UnitRankTrend, theme: ChartTheme): ChartOption {
  const { points, units, words } = trend
  const look = axisLook(theme)
  return {
    ...frame(theme, words.description),
    tooltip: { ...tooltip(theme), formatter: (at: unknown) => tooltipText(trend, indexOf(at)) },
    xAxis: {
      ...look, type: 'time', position: 'bottom',
      axisLine: { ...look.axisLine, onZero: false },
      axisLabel: { ...look.axisLabel, formatter: timeTemplate(spanOf(points.map((point) => point.at))) },
    },
    yAxis: {
      ...look, type: 'value', inverse: true, min: 1, max: Math.max(units, 2), minInterval: 1,
      splitLine: { ...look.splitLine, show: true }, axisLine: { show: false },
    },
    series: [{
      name: words.rank, type: 'line', step: 'end', connectNulls: false, symbol: 'circle', symbolSize: 6, showSymbol: points.length < 2,
      lineStyle: { color: theme.ink, width: 2 }, itemStyle: { color: theme.ink },
      data: points.map((point) => [toChartTime(point.at), point.rank]),
    }],
  }
}

function tooltipText({ points, words }: UnitRankTrend, index: number): string {
  const point = points[index]
  if (!point) return ''
  return `${minuteText(point.at)}\n${words.rank} ${point.rank ?? words.unranked}`
}
