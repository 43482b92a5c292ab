import { describe, expect, it } from '@jest/globals'
import { fixtureBoard } from '../testing/fixture-board.ts'
import { fitCanvas } from './fit-canvas.ts'
import { bumpLines, bumpPath } from './side/bump-lines.ts'
import { tileColumns } from './side/tile-columns.ts'
import { nextPlace, pagesOf, placeOfBoard } from './wall-pages.ts'

describe('the wall’s canvas', () => {
  it.each([
    [1920, 1080, { scale: 1, left: 0, top: 0 }], [3840, 2160, { scale: 2, left: 0, top: 0 }], [1600, 1000, { scale: 1600 / 1920, left: 0, top: 50 }], [2560, 1080, { scale: 1, left: 320, top: 0 }],
  ])('lies whole and centred in %i × %i', (width, height, fit) => {
    expect(fitCanvas(width, height)).toEqual(fit)
  })
})

describe('the carousel', () => {
  it('turns the pages of a board, then goes to the next and round again', () => {
    const pages = [2, 1, 3]
    let place = { board: 0, page: 0 }
    const way = Array.from({ length: 7 }, () => {
      place = nextPlace(place, pages[place.board] ?? 1, pages.length)
      return `${place.board}.${place.page}`
    })
    expect(way).toEqual(['0.1', '1.0', '2.0', '2.1', '2.2', '0.0', '0.1'])
  })
  it.each([[0, 1], [14, 1], [15, 2], [200, 15]])('%i units take %i pages', (units, pages) => expect(pagesOf(units)).toBe(pages))
  it('begins at the board of the address', () => {
    const listed = ['a', 'b'].map((rubric) => ({ key: { rubric, group: 'g', period: 'p' }, title: { zh: '', en: '' }, groupTitle: { zh: '', en: '' }, periodTitle: { zh: '', en: '' }, periods: [], units: 1, seq: 1, asOf: null, demo: false }))
    expect([placeOfBoard(listed, 'b', 'g'), placeOfBoard(listed, 'x', 'g')]).toEqual([1, 0])
  })
})

describe('the bump chart', () => {
  it('ends at today’s order and gives every place once at each point', () => {
    const { rows } = fixtureBoard({ units: 8, unranked: 1 })
    const lines = bumpLines(rows, 8)
    expect(lines.map((line) => line.ranks[line.ranks.length - 1])).toEqual([1, 2, 3, 4, 5, 6, 7])
    for (let index = 0; index < 30; index++) expect(new Set(lines.map((line) => line.ranks[index]))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]))
  })
  it('leaves the box below where a rank is worse than those shown', () => {
    expect(bumpPath([1, 2, 40], { width: 100, height: 60, places: 2 })).toBe('M0 15L50 45L100 63')
  })
  it('is none without a past', () => expect(bumpLines(fixtureBoard({ units: 3 }).rows.map((row) => ({ ...row, spark: [] })), 8)).toEqual([]))
})

describe('the tiles', () => {
  it.each([[2, 2], [8, 3], [12, 3], [16, 4], [19, 5]])('for %i units stand in %i columns', (units, columns) => expect(tileColumns(units)).toBe(columns))
})
