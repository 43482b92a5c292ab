import { describe, expect, it } from '@jest/globals'
import type { Board, BoardRow } from '@tierline/contracts/board'
import { fixtureBoard } from '../../testing/fixture-board.ts'
import { nextSort } from '../table/next-sort.ts'
import { parseView, type View } from '../view-url.ts'
import { arrangeRows, movement, reuseShown } from './arrange-rows.ts'
import { moversOf } from './movers.ts'

const view = (patch: Partial<View> = {}): View => ({ ...parseView({}), ...patch })
const units = (board: Board, patch: Partial<View> = {}) => arrangeRows(board, view(patch)).rows.map((shown) => shown.row.unit)
const scored = (scores: readonly string[]): Board => {
  const base = fixtureBoard({ units: scores.length })
  const rows = base.rows.map((row, index): BoardRow => ({ ...row, unit: `u${index}`, order: index + 1, rank: index + 1, score: scores[index] ?? '0', low: scores[index] ?? '0', high: scores[index] ?? '0' }))
  return { ...base, rows }
}

describe('arranging a board', () => {
  const board = fixtureBoard({ units: 10, unranked: 2 })

  it('lists units that do not take part apart, in official order, and counts the others', () => {
    const arranged = arrangeRows(board, view())
    expect([arranged.rows.length, arranged.apart.length, arranged.ranked]).toEqual([8, 2, 8])
  })
  it('stands by rank, or in official order', () => {
    const ranks = arrangeRows(board, view()).rows.map((shown) => shown.rank)
    expect(ranks).toEqual([...ranks].sort((a, b) => Number(a) - Number(b)))
    const orders = arrangeRows(board, view({ isOfficialOrder: true })).rows.map((shown) => shown.row.order)
    expect(orders).toEqual([...orders].sort((a, b) => a - b))
  })
  it('sorts both ways', () => {
    expect(units(board, { sort: 'sample', isDescending: true })).toEqual([...units(board, { sort: 'sample' })].reverse())
    const latest = arrangeRows(board, view({ sort: 'last' })).rows.map((shown) => Date.parse(shown.row.lastEventAt ?? ''))
    expect(latest).toEqual([...latest].sort((a, b) => b - a))
  })
  it('filters by tier and by trait, and counts before it filters', () => {
    const all = arrangeRows(board, view())
    const small = arrangeRows(board, view({ traits: ['small'] }))
    expect(small.rows.every((shown) => (shown.row.sample ?? 99) < 30)).toBe(true)
    expect(small.counts).toEqual(all.counts)
    expect(small.rows).toHaveLength(all.counts.traits.small)
    const first = all.rows[0]?.row.unit ?? ''
    const alerted = arrangeRows(board, view({ traits: ['alerting'] }), new Set([first]))
    expect([alerted.rows.map(({ row }) => row.unit), alerted.counts.traits.alerting, all.counts.traits.alerting]).toEqual([[first], 1, 0])
    expect(arrangeRows(board, view({ traits: ['alerting'] }), null).rows).toHaveLength(all.rows.length)
    for (const tier of board.tiers) expect(arrangeRows(board, view({ tiers: [tier.id] })).rows).toHaveLength(all.counts.tiers[tier.id] ?? -1)
  })
  it('ranks by one indicator, equal points sharing a rank', () => {
    const points = ['30.00', '40.00', '40.00', '10.00']
    const base = fixtureBoard({ units: 4 })
    const rows = base.rows.map((row, index) => ({ ...row, cells: { on_time: { ...row.cells['on_time'], points: points[index] } } }) as BoardRow)
    const arranged = arrangeRows({ ...base, rows }, view({ by: 'on_time' }))
    expect(arranged.rows.map((shown) => [shown.points, shown.rank])).toEqual([['40.00', 1], ['40.00', 1], ['30.00', 3], ['10.00', 4]])
  })
  it('lists units without points of that indicator apart', () => {
    const unknown = fixtureBoard({ units: 5, hasUnknown: true })
    expect(arrangeRows(unknown, view({ by: 'satisfied' }))).toMatchObject({ ranked: 0, rows: [], apart: { length: 5 } })
  })
})

describe('rows that did not change', () => {
  it('stay the same objects', () => {
    const board = fixtureBoard({ units: 6 })
    const before = arrangeRows(board, view()).rows
    const touched = { ...board, rows: board.rows.map((row, index) => (index === 2 ? { ...row } : row)) }
    expect(reuseShown(before, arrangeRows(touched, view()).rows).map((shown, index) => shown === before[index])).toEqual([true, true, false, true, true, true])
    expect(reuseShown(before, arrangeRows(board, view({ by: 'on_time' })).rows).some((shown) => before.includes(shown))).toBe(false)
  })
})

describe('tier lines between rows', () => {
  const cuts = (scores: readonly string[], patch: Partial<View> = {}) => arrangeRows(scored(scores), view(patch)).rows.map((shown) => shown.cut?.id ?? null)

  it.each([
    [['96.00', '95.00', '94.99'], [null, null, 'excellent']],
    [['94.00', '90.00'], ['excellent', null]],
    [['96.00', '80.00'], [null, 'good']],
    [['99.00', '98.00'], [null, null]],
  ])('run above the first row that has not reached them: %j', (scores, expected) => {
    expect(cuts(scores)).toEqual(expected)
  })
  it('run only between rows that stand by rank', () => {
    expect(cuts(['96.00', '94.00'], { sort: 'last' })).toEqual([null, null])
    expect(cuts(['96.00', '94.00'], { isOfficialOrder: true })).toEqual([null, null])
  })
})

describe('movement', () => {
  it.each([[3, 1, 2], [1, 3, -2], [2, 2, 0], [null, 2, null]])('from %s to %s is %s', (previousRank, rank, places) => {
    expect(movement({ previousRank, rank })).toBe(places)
  })
  it('names the furthest moved first, the new last', () => {
    const board = scored(['9', '8', '7', '6'])
    const before = [1, 4, null, 3]
    const movers = moversOf(board.rows.map((row, index) => ({ ...row, previousRank: before[index] ?? null })))
    expect(movers.map(({ row, places }) => [row.unit, places])).toEqual([['u1', 2], ['u3', -1], ['u2', null]])
  })
})

describe('pressing a column’s head', () => {
  it('sorts by it, then the other way round, then by rank again', () => {
    const once = view(nextSort(view(), 'gap'))
    const twice = { ...once, ...nextSort(once, 'gap') }
    const thrice = { ...twice, ...nextSort(twice, 'gap') }
    expect([once, twice, thrice].map(({ sort, isDescending }) => [sort, isDescending])).toEqual([['gap', false], ['gap', true], ['rank', false]])
  })
})
