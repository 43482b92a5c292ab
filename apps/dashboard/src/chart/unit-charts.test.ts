import { describe, expect, it } from '@jest/globals'
import { DAY_MS, FIXED_THEME, NOON_MS } from './parts/chart-fixture.ts'
import { minuteText, timeTemplate } from './parts/chart-time.ts'
import { leafPointsOption } from './leaf-points.chart.ts'
import { scoreExtent } from './parts/score-extent.ts'
import { unitRankOption } from './unit-rank.chart.ts'
import { unitScoreOption, type UnitScoreTrend } from './unit-score.chart.ts'

const TREND: UnitScoreTrend = {
  points: [
    { at: NOON_MS - DAY_MS, score: 93.5, low: 93.5, high: 93.5 },
    { at: NOON_MS, score: 96, low: 95, high: 97 },
  ],
  tiers: [{ title: '优秀', mark: '●', line: 95, index: 0 }, { title: '良好', mark: '◆', line: 85, index: 1 }],
  words: { score: '得分', range: '区间', description: '得分走势' },
}

function seriesOf(option: { series?: unknown }): Record<string, unknown>[] {
  return (Array.isArray(option.series) ? option.series : [option.series]) as Record<string, unknown>[]
}

function tipOf(option: { tooltip?: unknown }, dataIndex: number): string {
  const { formatter } = option.tooltip as { formatter: (at: unknown) => string }
  return formatter([{ dataIndex }])
}

describe('unitScoreOption', () => {
  const option = unitScoreOption(TREND, FIXED_THEME)

  it('draws the range as a band: the low edge, and its height stacked upon it', () => {
    const [edge, band] = seriesOf(option)
    expect([edge?.data, band?.data]).toEqual([
      [[NOON_MS - DAY_MS + 28_800_000, 93.5], [NOON_MS + 28_800_000, 95]],
      [[NOON_MS - DAY_MS + 28_800_000, 0], [NOON_MS + 28_800_000, 2]],
    ])
    expect([edge?.stack, band?.stack]).toEqual(['range', 'range'])
  })

  it('leaves the band out where every score is certain', () => {
    const certain = TREND.points.map((point) => ({ ...point, low: point.score, high: point.score }))
    expect(seriesOf(unitScoreOption({ ...TREND, points: certain }, FIXED_THEME)).map((one) => one.name)).toEqual(['得分'])
  })

  it('names each tier line with mark, title and line, in the colour of its tier', () => {
    const line = seriesOf(option)[2]?.markLine as { data: { name: string; yAxis: number; lineStyle: { color: string } }[] }
    expect(line.data.map((one) => [one.name, one.yAxis, one.lineStyle.color])).toEqual([
      ['● 优秀 95.00', 95, 'tier1'], ['◆ 良好 85.00', 85, 'tier2'],
    ])
  })

  it('says the range in the tooltip only where there is one', () => {
    expect(tipOf(option, 0)).toBe('2021-12-14 10:30\n得分 93.50')
    expect(tipOf(option, 1)).toBe('2021-12-15 10:30\n得分 96.00\n区间 95.00–97.00')
    expect(tipOf(option, 9)).toBe('')
  })

  it('has decals and a description for the screen reader, and no animation where motion is unwanted', () => {
    expect(option).toMatchObject({ animation: false, aria: { enabled: true, label: { description: '得分走势' }, decal: { show: true } } })
  })
})

describe('scoreExtent', () => {
  it.each([
    { values: [93.5, 96, 97], lines: [95, 85], holds: [85, 97] },
    { values: [50], lines: [], holds: [50, 50] },
    { values: [99.5, 100], lines: [95], holds: [95, 100] },
  ])('holds $values and their neighbouring lines', ({ values, lines, holds }) => {
    const { min, max } = scoreExtent(values, lines)
    expect(min).toBeLessThanOrEqual(holds[0] ?? 0)
    expect(max).toBeGreaterThanOrEqual(holds[1] ?? 0)
    expect(max).toBeGreaterThan(min)
  })

  it('is 0 to 100 where there is no value yet', () => {
    expect(scoreExtent([], [95])).toEqual({ min: 0, max: 100, interval: 20 })
  })

  it('takes in the nearest line above and below, not the far ones', () => {
    const { min, max } = scoreExtent([88], [95, 85, 20])
    expect(min).toBeLessThanOrEqual(85)
    expect(min).toBeGreaterThan(60)
    expect(max).toBeGreaterThanOrEqual(95)
  })
})

describe('unitRankOption', () => {
  const option = unitRankOption({
    points: [{ at: NOON_MS, rank: 2 }, { at: NOON_MS + DAY_MS, rank: null }], units: 8,
    words: { rank: '名次', unranked: '不参与排名', description: '名次走势' },
  }, FIXED_THEME)

  it('puts the first place on top and leaves a gap where the unit was not ranked', () => {
    expect(option.yAxis).toMatchObject({ inverse: true, min: 1, max: 8 })
    expect(seriesOf(option)[0]).toMatchObject({ connectNulls: false, data: [[NOON_MS + 28_800_000, 2], [NOON_MS + DAY_MS + 28_800_000, null]] })
    expect(tipOf(option, 1)).toContain('不参与排名')
  })
})

describe('leafPointsOption', () => {
  const words = { points: '得分', max: '满分', description: '13.1 得分走势' }

  it('starts at zero and marks the full mark', () => {
    const option = leafPointsOption({ points: [[NOON_MS, 1], [NOON_MS + DAY_MS, 3]], max: 3, words }, FIXED_THEME)
    expect(option.yAxis).toMatchObject({ min: 0, max: 3.3 })
    expect(seriesOf(option)[0]?.markLine).toMatchObject({ data: [{ yAxis: 3 }], label: { formatter: '满分 3.00' } })
  })

  it('goes below zero where points are taken away, and has no line without a full mark', () => {
    const option = leafPointsOption({ points: [[NOON_MS, -2]], max: null, words }, FIXED_THEME)
    expect(option.yAxis).toMatchObject({ min: -2 })
    expect(seriesOf(option)[0]).not.toHaveProperty('markLine')
  })
})

describe('chart time', () => {
  it('is Asia/Shanghai', () => {
    expect(minuteText(Date.UTC(2021, 11, 31, 16, 5))).toBe('2022-01-01 00:05')
  })

  it.each([[DAY_MS, '{HH}:{mm}'], [30 * DAY_MS, '{MM}-{dd}'], [800 * DAY_MS, '{yyyy}-{MM}']])('labels a span of %d ms with %s', (span, template) => {
    expect(timeTemplate(span)).toBe(template)
  })
})
