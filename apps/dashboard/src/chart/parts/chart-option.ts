import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type {
  AriaComponentOption, GridComponentOption, LegendComponentOption, MarkLineComponentOption, TooltipComponentOption,
} from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import type { ChartTheme } from './chart-theme.ts'

/** The options that our charts are made of: lines and bars on a grid, tier lines, tooltip, legend, aria. */
export type ChartOption = ComposeOption<
  | BarSeriesOption | LineSeriesOption | AriaComponentOption | GridComponentOption
  | LegendComponentOption | MarkLineComponentOption | TooltipComponentOption
>
export type LineSeries = LineSeriesOption
export type BarSeries = BarSeriesOption

/** What every chart shares: font, motion, the description that a screen reader speaks, decals beside colours. */
export function frame(theme: ChartTheme, description: string): ChartOption {
  return {
    useUTC: true,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.font, color: theme.ink2, fontSize: 12 },
    animation: theme.motion,
    animationDuration: 0,
    animationDurationUpdate: 400,
    animationEasingUpdate: 'cubicOut',
    aria: { enabled: true, label: { enabled: true, description }, decal: { show: true } },
    grid: { left: 8, right: 16, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  }
}

/** Tooltip drawn on the canvas: no markup, so a strict content policy has nothing to refuse. */
export function tooltip(theme: ChartTheme): TooltipComponentOption {
  return {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    transitionDuration: 0,
    backgroundColor: theme.surface,
    borderColor: theme.rule,
    borderWidth: 1,
    padding: [8, 12],
    textStyle: { color: theme.ink, fontFamily: theme.font, fontSize: 13, lineHeight: 20 },
    axisPointer: { type: 'line', lineStyle: { color: theme.ink2, width: 1, type: 'solid' } },
    shadowBlur: 0,
    shadowOffsetX: 0,
    shadowOffsetY: 0,
  }
}

/** Hairline axis parts in the quiet ink. */
export function axisLook(theme: ChartTheme) {
  return {
    axisLine: { show: true, lineStyle: { color: theme.rule } },
    axisTick: { show: false },
    axisLabel: { color: theme.ink2, fontFamily: theme.font, fontSize: 12, hideOverlap: true },
    splitLine: { show: false, lineStyle: { color: theme.rule } },
  }
}
