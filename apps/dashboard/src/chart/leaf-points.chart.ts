import { axisLook, frame, tooltip, type ChartOption } from './parts/chart-option.ts'
import type { ChartTheme } from './parts/chart-theme.ts'
import { minuteText, spanOf, timeTemplate, toChartTime } from './parts/chart-time.ts'
import { indexOf } from './unit-score.chart.ts'

/** One leaf's points over time: pairs of epoch milliseconds and points; `max` is its full mark where it has one. */
export interface LeafTrend {
  readonly points: readonly (readonly [number, number])[]
  readonly max: number | null
  readonly words: { readonly points: string; readonly max: string; readonly description: string }
}

/** A leaf's points as steps under the line of its full mark. The axis starts at 0: a leaf's points are an amount. */
export function leafPointsOption(trend: LeafTrend, theme: ChartTheme): ChartOption {
  const { points, max, words } = trend
  const look = axisLook(theme)
  const lowest = Math.min(0, ...points.map(([, value]) => value))
  return {
    ...frame(theme, words.description),
    grid: { left: 8, right: 16, top: 24, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { ...tooltip(theme), formatter: (at: unknown) => tooltipText(trend, indexOf(at)) },
    xAxis: { ...look, type: 'time', axisLabel: { ...look.axisLabel, formatter: timeTemplate(spanOf(points.map(([at]) => at))) } },
    yAxis: { ...look, type: 'value', min: lowest, max: axisTop(trend), splitNumber: 2, axisLine: { show: false }, axisLabel: { ...look.axisLabel, showMaxLabel: false } },
    series: [{
      name: words.points, type: 'line', step: 'end', symbol: 'circle', symbolSize: 6, showSymbol: points.length < 2,
      lineStyle: { color: theme.ink, width: 2 }, itemStyle: { color: theme.ink },
      data: points.map(([at, value]) => [toChartTime(at), value]),
      ...(max === null ? {} : { markLine: fullMark(max, words.max, theme) }),
    }],
  }
}

function axisTop({ points, max }: LeafTrend): number {
  const highest = Math.max(max ?? 0, ...points.map(([, value]) => value))
  return highest > 0 ? Math.ceil(highest * 11) / 10 : 1
}

function fullMark(max: number, word: string, theme: ChartTheme) {
  return {
    silent: true, symbol: 'none', animation: false,
    lineStyle: { color: theme.ink2, width: 1, type: 'dashed' as const },
    label: { formatter: `${word} ${max.toFixed(2)}`, position: 'insideStartTop' as const, color: theme.ink2, fontSize: 12, fontFamily: theme.font },
    data: [{ yAxis: max }],
  }
}

function tooltipText({ points, words }: LeafTrend, index: number): string {
  const point = points[index]
  return point ? `${minuteText(point[0])}\n${words.points} ${point[1].toFixed(2)}` : ''
}
