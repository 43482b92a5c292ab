import { axisLook, frame, tooltip, type ChartOption } from './parts/chart-option.ts'
import type { ChartTheme } from './parts/chart-theme.ts'
import { indexOf } from './unit-score.chart.ts'

/** Events of one hour of arrival by what became of them. */
export interface HourOutcomes { readonly hour: string; readonly counted: number; readonly duplicate: number; readonly aside: number }

/** Hours oldest first; `aside` is everything that was neither counted nor a duplicate. */
export interface OutcomeHours {
  readonly hours: readonly HourOutcomes[]
  readonly words: { readonly counted: string; readonly duplicate: string; readonly aside: string; readonly description: string }
}

/** A small stacked bar an hour: what was counted, what was a duplicate, what was put aside. */
export function outcomeHoursOption(data: OutcomeHours, theme: ChartTheme): ChartOption {
  const look = axisLook(theme)
  const bar = { type: 'bar' as const, stack: 'events', barMaxWidth: 24 }
  return {
    ...frame(theme, data.words.description),
    grid: { left: 8, right: 8, top: 36, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { right: 0, top: 0, icon: 'rect', itemWidth: 12, itemHeight: 12, selectedMode: false, textStyle: { color: theme.ink2, fontFamily: theme.font, fontSize: 12 } },
    tooltip: { ...tooltip(theme), formatter: (at: unknown) => tooltipText(data, indexOf(at)) },
    xAxis: { ...look, type: 'category', data: data.hours.map(({ hour }) => hour) },
    yAxis: { ...look, type: 'value', minInterval: 1, splitNumber: 2, axisLine: { show: false }, splitLine: { ...look.splitLine, show: true } },
    series: [
      { ...bar, name: data.words.counted, itemStyle: { color: theme.ink2 }, data: data.hours.map(({ counted }) => counted) },
      { ...bar, name: data.words.duplicate, itemStyle: { color: theme.surface, borderColor: theme.ink2, borderWidth: 1 }, data: data.hours.map(({ duplicate }) => duplicate) },
      { ...bar, name: data.words.aside, itemStyle: { color: theme.alert }, data: data.hours.map(({ aside }) => aside) },
    ],
  }
}

function tooltipText({ hours, words }: OutcomeHours, index: number): string {
  const one = hours[index]
  if (!one) return ''
  return [one.hour, `${words.counted} ${one.counted}`, `${words.duplicate} ${one.duplicate}`, `${words.aside} ${one.aside}`].join('\n')
}
