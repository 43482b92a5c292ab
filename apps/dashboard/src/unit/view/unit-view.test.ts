import { describe, expect, it } from '@jest/globals'
import type { IndicatorHead } from '@tierline/contracts/board'
import { cellOf, leafOf, ZONE } from '../../explain/view/zone-fixture.ts'
import { nameOf } from '../../explain/view/branch-leaves.ts'
import { addressOf, boardPageLink, unitPageLink } from '../unit-page-link.ts'
import { gainsOf } from './gains.ts'
import { treeRows, visibleRows } from './indicator-tree.ts'
import { judgementLines } from './judgement-lines.ts'
import { chartTiers, trendFigures, trendPoints } from './unit-trend.ts'

function head(id: string, parent: string | null, leaf: boolean): IndicatorHead {
  return { id, parent, number: id, title: { zh: id, en: id }, max: null, leaf, bonus: false, penalty: false, definition: { zh: '', en: '' }, clause: '' }
}

const HEADS = [head('a', null, false), head('b', null, false), head('b.1', 'b', true), head('a.x', 'a', false), head('a.x.1', 'a.x', true), head('a.2', 'a', true)]
const FIGURES = {
  branches: ['a', 'b', 'a.x'].map((indicator) => ({ indicator, parent: null, number: indicator, title: { zh: '', en: '' }, cell: cellOf({ points: '1.00' }), max: '3.00', arithmetic: { zh: '', en: '' } })),
  leaves: [
    leafOf({ indicator: 'a.2', lost: '0.00' }), leafOf({ indicator: 'a.x.1', lost: '1.00' }),
    leafOf({ indicator: 'b.1', lost: null, cell: cellOf({ low: '0.00', high: '3.00' }), adjustedMax: '5.00' }),
  ],
}
const ids = (rows: readonly { head: { id: string } }[]) => rows.map((row) => row.head.id)

describe('treeRows', () => {
  const rows = treeRows(HEADS, FIGURES)

  it('stands each head under its parent, in the order of the document', () => {
    expect(rows.map((row) => `${row.depth} ${row.head.id}`)).toEqual(['0 a', '1 a.x', '2 a.x.1', '1 a.2', '0 b', '1 b.1'])
  })

  it('takes the adjusted full mark where there is one', () => {
    expect(rows.find((row) => row.head.id === 'b.1')?.max).toBe('5.00')
  })

  it('leaves out a head that the explanation does not have', () => {
    expect(ids(treeRows([...HEADS, head('c', null, true)], FIGURES))).not.toContain('c')
  })

  it('folds everything below a branch, and only that', () => {
    expect(ids(visibleRows(rows, { folded: new Set(['a']), onlyLost: false }))).toEqual(['a', 'b', 'b.1'])
    expect(ids(visibleRows(rows, { folded: new Set(['a.x']), onlyLost: false }))).toEqual(['a', 'a.x', 'a.2', 'b', 'b.1'])
  })

  it('narrows to what lost points or is unknown, with the branches above it', () => {
    expect(ids(visibleRows(rows, { folded: new Set(), onlyLost: true }))).toEqual(['a', 'a.x', 'a.x.1', 'b', 'b.1'])
  })
})

describe('nameOf', () => {
  it.each([[null, 'all'], ['a.2', 'leaf'], ['a', 'branch'], ['zzz', 'unknown']])('tells what %s is', (id, kind) => {
    expect(nameOf(id, FIGURES, HEADS).kind).toBe(kind)
  })

  it('gives a branch the leaves below it, at any depth', () => {
    const named = nameOf('a', FIGURES, HEADS)
    expect(named.kind === 'branch' && named.leaves.map(({ indicator }) => indicator)).toEqual(['a.2', 'a.x.1'])
  })

  it('comes back from a tree that points at itself', () => {
    const loop = [head('a', 'a.2', false), head('a.2', 'a', true)]
    expect(nameOf('b', FIGURES, loop)).toMatchObject({ kind: 'branch', leaves: [] })
  })
})

describe('judgementLines', () => {
  it('tells claims, entries and rulings apart, in the order of the numbers', () => {
    expect(judgementLines(ZONE.leaves).map(({ leaf, mark }) => `${leaf.number} ${mark}`)).toEqual(['7.1 notApplicable', '9.2 claimed'])
  })
})

describe('gainsOf', () => {
  it('puts the greatest loss first and leaves out what cannot gain', () => {
    expect(gainsOf(ZONE.leaves).map(({ leaf, points }) => `${leaf.number} ${points}`)).toEqual(['5.3 4.00', '14 0.12'])
  })
})

describe('unit trend', () => {
  it('says first, last, lowest and highest', () => {
    expect(trendFigures(trendPoints(ZONE.trend, 0))).toEqual({ first: '20.20', last: '24.88', min: '20.20', max: '24.88' })
    expect(trendFigures([])).toBeNull()
  })

  it('holds the last score up to the instant of the board, and never before it', () => {
    const last = ZONE.trend[ZONE.trend.length - 1]?.[0] ?? 0
    expect(trendPoints(ZONE.trend, last + 5).at(-1)).toMatchObject({ at: last + 5, score: 24.88, rank: 2 })
    expect(trendPoints(ZONE.trend, last - 5)).toHaveLength(ZONE.trend.length)
    expect(trendPoints([], last)).toEqual([])
  })

  it('draws only tiers that have a line, in their place from the best', () => {
    const tiers = [{ id: 'a', title: { zh: '优秀', en: '' }, line: '95.00', declaredBy: '' }, { id: 'b', title: { zh: '未定', en: '' }, line: null, declaredBy: '' }, { id: 'c', title: { zh: '一般', en: '' }, line: '60', declaredBy: '' }]
    expect(chartTiers(tiers, (title) => title.zh).map(({ mark, title, line, index }) => `${mark}${title}${line}@${index}`)).toEqual(['●优秀95@0', '■一般60@2'])
  })
})

describe('links', () => {
  const address = { rubric: 'luan-2021', group: 'g/1', period: '2021-Q4', at: '2021-12-01T00:00:00Z', reading: 'corrected' as const }

  it('come back to the same view', () => {
    const link = unitPageLink(address, '341571')
    expect(link).toBe('/boards/luan-2021/g%2F1/units/341571?period=2021-Q4&at=2021-12-01T00%3A00%3A00Z&reading=corrected')
    expect(addressOf(address, Object.fromEntries(new URL(link, 'http://x').searchParams))).toEqual(address)
  })

  it('leave out what is not said', () => {
    const live = { ...address, group: 'g', period: null, at: null }
    expect([unitPageLink(live, 'u'), boardPageLink(live), boardPageLink({ ...live, period: '2021' })]).toEqual(['/boards/luan-2021/g/units/u', '/boards/luan-2021/g', '/boards/luan-2021/g/2021'])
    expect(addressOf({ rubric: 'r', group: 'g' }, { period: ['x'] })).toEqual({ rubric: 'r', group: 'g', period: null, at: null, reading: 'known' })
  })
})
