import { axisLook, frame, tooltip, type BarSeries, type ChartOption } from './parts/chart-option.ts'
import { tierColor, type ChartTheme } from './parts/chart-theme.ts'
import { indexOf, type ChartTier } from './unit-score.chart.ts'

/** The scores of a board's ranked units with the tier lines that divide them. */
export interface ScoreDistribution {
  readonly scores: readonly number[]
  /** Best first; empty where tiers are undeclared. */
  readonly tiers: readonly ChartTier[]
  readonly words: { readonly units: string; readonly score: string; readonly below: string; readonly description: string }
}

/** One bar of the distribution: `from` ≤ score < `until`; the last one takes its upper bound in. `counts` per tier, best first, then those below every line. */
export interface ScoreBin { readonly from: number; readonly until: number; readonly counts: readonly number[] }

const WIDTHS = [0.5, 1, 2, 5, 10, 20, 50, 100]
const MOST_BINS = 14

/** Counts scores into round bins, split by tier, so that a tier line inside a bin is still told truthfully. */
export function scoreBins({ scores, tiers }: Pick<ScoreDistribution, 'scores' | 'tiers'>): ScoreBin[] {
  if (scores.length === 0) return []
  const low = Math.min(...scores)
  const high = Math.max(...scores)
  const width = WIDTHS.find((one) => Math.floor(high / one) - Math.floor(low / one) < MOST_BINS) ?? (high - low) / MOST_BINS
  const first = Math.floor(low / width)
  const bins = Math.floor(high / width) - first + 1
  return Array.from({ length: bins }, (_, index) => {
    const inside = scores.filter((score) => Math.floor(score / width) - first === index)
    return { from: (first + index) * width, until: (first + index + 1) * width, counts: countByTier(inside, tiers) }
  })
}

function countByTier(scores: readonly number[], tiers: readonly ChartTier[]): number[] {
  const counts = Array.from({ length: tiers.length + 1 }, () => 0)
  for (const score of scores) {
    const reached = tiers.findIndex((tier) => score >= tier.line)
    const place = reached < 0 ? tiers.length : reached
    counts[place] = (counts[place] ?? 0) + 1
  }
  return counts
}

/** How the scores lie: one bar a bin, stacked by tier, each tier with its own decal. */
export function scoreDistributionOption(data: ScoreDistribution, theme: ChartTheme): ChartOption {
  const bins = scoreBins(data)
  const look = axisLook(theme)
  return {
    ...frame(theme, data.words.description),
    tooltip: { ...tooltip(theme), formatter: (at: unknown) => binText(data, bins[indexOf(at)]) },
    xAxis: { ...look, type: 'category', data: bins.map((bin) => figure(bin.from)) },
    yAxis: { ...look, type: 'value', minInterval: 1, splitNumber: 3, axisLine: { show: false }, splitLine: { ...look.splitLine, show: true } },
    series: tierNames(data).map((name, index) => tierBars(bins, { name, index, color: barColor(data, theme, index) })),
  }
}

function tierBars(bins: readonly ScoreBin[], { name, index, color }: { name: string; index: number; color: string }): BarSeries {
  return { name, type: 'bar', stack: 'units', barCategoryGap: '12%', itemStyle: { color }, data: bins.map((bin) => bin.counts[index] ?? 0) }
}

function tierNames({ tiers, words }: ScoreDistribution): string[] {
  return [...tiers.map((tier) => tier.title), tiers.length > 0 ? words.below : words.units]
}

function barColor({ tiers }: ScoreDistribution, theme: ChartTheme, index: number): string {
  const tier = tiers[index]
  return tier ? tierColor(theme, tier.index) : theme.ink2
}

function binText(data: ScoreDistribution, bin: ScoreBin | undefined): string {
  if (!bin) return ''
  const names = tierNames(data)
  const lines = bin.counts.flatMap((count, index) => (count > 0 ? [`${names[index] ?? ''}  ${count}`] : []))
  return [`${data.words.score} ${figure(bin.from)}–${figure(bin.until)}`, ...lines].join('\n')
}

function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1)
}
