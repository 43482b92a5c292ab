import { axisLook, frame, tooltip, type ChartOption, type LineSeries } from './parts/chart-option.ts'
import type { ChartTheme } from './parts/chart-theme.ts'

/** One unit's ranks at the instants of the chart; null where it was not ranked. */
export interface BumpUnit { readonly unit: string; readonly name: string; readonly ranks: readonly (number | null)[] }

/** Ranks over time of several units; `marked` units are drawn strong, the others step back. */
export interface RankBump {
  readonly instants: readonly string[]
  readonly units: readonly BumpUnit[]
  readonly marked: readonly string[]
  readonly words: { readonly rank: string; readonly description: string }
}

const SYMBOLS = ['circle', 'diamond', 'rect', 'triangle', 'emptyCircle', 'emptyDiamond', 'emptyRect', 'emptyTriangle'] as const

/** Bump chart: one line a unit, first place on top, the name at its end; told apart by name, shape and weight, not by colour. */
export function rankBumpOption(bump: RankBump, theme: ChartTheme): ChartOption {
  const look = axisLook(theme)
  const deepest = Math.max(2, ...bump.units.flatMap(({ ranks }) => ranks.map((rank) => rank ?? 0)))
  return {
    ...frame(theme, bump.words.description),
    grid: { left: 8, right: 88, top: 12, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { ...tooltip(theme), formatter: (at: unknown) => tooltipText(bump, at) },
    xAxis: { ...look, type: 'category', boundaryGap: false, data: [...bump.instants], axisLine: { ...look.axisLine, onZero: false } },
    yAxis: { ...look, type: 'value', inverse: true, min: 1, max: deepest, minInterval: 1, axisLine: { show: false } },
    series: bump.units.map((unit, index) => bumpLine(unit, { bump, theme, index })),
  }
}

function bumpLine(unit: BumpUnit, { bump, theme, index }: { bump: RankBump; theme: ChartTheme; index: number }): LineSeries {
  const isPlain = bump.marked.length === 0
  const strong = isPlain || bump.marked.includes(unit.unit)
  const color = strong ? theme.ink : theme.ink2
  return {
    name: unit.name, type: 'line', data: [...unit.ranks], connectNulls: false, smooth: 0.3, smoothMonotone: 'x', z: strong ? 3 : 2,
    symbol: SYMBOLS[index % SYMBOLS.length] ?? 'circle', symbolSize: strong ? 7 : 5, showAllSymbol: false,
    lineStyle: { color, width: isPlain ? 1.5 : strong ? 2.5 : 1, opacity: strong ? 1 : 0.55 },
    itemStyle: { color },
    endLabel: { show: true, formatter: unit.name, color, fontFamily: theme.font, fontSize: 12, fontWeight: strong ? 600 : 400, distance: 8 },
    emphasis: { focus: 'series' },
  }
}

function tooltipText({ instants, units, words }: RankBump, at: unknown): string {
  const first: unknown = Array.isArray(at) ? at[0] : at
  if (typeof first !== 'object' || first === null || !('dataIndex' in first) || typeof first.dataIndex !== 'number') return ''
  const index = first.dataIndex
  const lines = units
    .map(({ name, ranks }) => ({ name, rank: ranks[index] ?? null }))
    .filter((entry) => entry.rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .slice(0, 10)
    .map(({ name, rank }) => `${rank}  ${name}`)
  return [`${instants[index] ?? ''}  ${words.rank}`, ...lines].join('\n')
}
