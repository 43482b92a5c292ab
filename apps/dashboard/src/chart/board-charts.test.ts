import { describe, expect, it } from '@jest/globals'
import { FIXED_THEME } from './parts/chart-fixture.ts'
import { outcomeHoursOption } from './outcome-hours.chart.ts'
import { rankBumpOption } from './rank-bump.chart.ts'
import { scoreBins, scoreDistributionOption } from './score-distribution.chart.ts'

const TIERS = [{ title: '优秀', mark: '●', line: 95, index: 0 }, { title: '良好', mark: '◆', line: 85, index: 1 }]

function seriesOf(option: { series?: unknown }): Record<string, unknown>[] {
  return option.series as Record<string, unknown>[]
}

function tipOf(option: { tooltip?: unknown }, dataIndex: number): string {
  const { formatter } = option.tooltip as { formatter: (at: unknown) => string }
  return formatter([{ dataIndex }])
}

describe('rankBumpOption', () => {
  const option = rankBumpOption({
    instants: ['12-14', '12-15'],
    units: [{ unit: 'zone', name: '六安经开区', ranks: [2, 1] }, { unit: 'jinan', name: '金安区', ranks: [1, 2] }, { unit: 'new', name: '新单位', ranks: [null, 3] }],
    marked: ['zone'],
    words: { rank: '名次', description: '名次变化' },
  }, FIXED_THEME)

  it('puts first place on top and the deepest rank at the bottom', () => {
    expect(option.yAxis).toMatchObject({ inverse: true, min: 1, max: 3 })
  })

  it('tells units apart by name, shape and weight', () => {
    expect(seriesOf(option).map((one) => [one.symbol, (one.lineStyle as { width: number }).width])).toEqual([['circle', 2.5], ['diamond', 1], ['rect', 1]])
    expect(seriesOf(option).map((one) => (one.endLabel as { formatter: string }).formatter)).toEqual(['六安经开区', '金安区', '新单位'])
  })

  it('lists the ranks of one instant in order, without the unranked', () => {
    expect(tipOf(option, 0)).toBe('12-14  名次\n1  金安区\n2  六安经开区')
  })
})

describe('scoreBins', () => {
  it('counts every score once, on round bins, a bound belonging to the bin above it', () => {
    const bins = scoreBins({ scores: [84.99, 85, 94.99, 95, 96, 100], tiers: TIERS })
    expect(bins.reduce((sum, bin) => sum + bin.counts.reduce((a, b) => a + b, 0), 0)).toBe(6)
    const at85 = bins.find((bin) => bin.from <= 85 && 85 < bin.until)
    expect(at85?.counts[1]).toBe(1)
  })

  it('splits a bin through which a tier line runs', () => {
    const bins = scoreBins({ scores: [0, 94, 96], tiers: TIERS })
    expect(bins.at(-1)?.counts).toEqual([1, 1, 0])
  })

  it('is empty without scores, one bin for equal scores', () => {
    expect(scoreBins({ scores: [], tiers: TIERS })).toEqual([])
    expect(scoreBins({ scores: [50, 50], tiers: [] })).toEqual([{ from: 50, until: 50.5, counts: [2] }])
  })
})

describe('scoreDistributionOption', () => {
  const words = { units: '单位', score: '得分', below: '未达线', description: '得分分布' }

  it('stacks one series a tier, in its colour, and one for those below every line', () => {
    const option = scoreDistributionOption({ scores: [80, 90, 96], tiers: TIERS, words }, FIXED_THEME)
    expect(seriesOf(option).map((one) => [one.name, (one.itemStyle as { color: string }).color, one.stack])).toEqual([
      ['优秀', 'tier1', 'units'], ['良好', 'tier2', 'units'], ['未达线', 'ink2', 'units'],
    ])
  })

  it('is one plain series where tiers are undeclared', () => {
    const option = scoreDistributionOption({ scores: [80], tiers: [], words }, FIXED_THEME)
    expect(seriesOf(option).map((one) => one.name)).toEqual(['单位'])
    expect(tipOf(option, 0)).toBe('得分 80–80.5\n单位  1')
  })
})

describe('outcomeHoursOption', () => {
  it('stacks counted, duplicate and put aside', () => {
    const option = outcomeHoursOption({
      hours: [{ hour: '10:00', counted: 120, duplicate: 3, aside: 1 }],
      words: { counted: '计入', duplicate: '重复', aside: '搁置', description: '每小时去向' },
    }, FIXED_THEME)
    expect(seriesOf(option).map((one) => [one.name, one.data])).toEqual([['计入', [120]], ['重复', [3]], ['搁置', [1]]])
    expect(tipOf(option, 0)).toBe('10:00\n计入 120\n重复 3\n搁置 1')
  })
})
