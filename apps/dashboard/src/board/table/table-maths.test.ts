import { describe, expect, it } from '@jest/globals'
import { fixtureBoard } from '../../testing/fixture-board.ts'
import { parseView } from '../view-url.ts'
import { columnsOf } from './board-columns.ts'
import { glidesBetween } from './glide.ts'
import { rowWindow } from './row-window.ts'

const standing = (units: string, topPx = 100) => ({ units: units.split(''), topPx, rowPx: 44 })

describe('gliding rows', () => {
  it('start from where they stood', () => {
    expect(glidesBetween(standing('abc'), standing('bac'), 800)).toEqual([{ unit: 'b', fromPx: 44 }, { unit: 'a', fromPx: -44 }])
  })
  it('are only those in view', () => {
    expect(glidesBetween(standing('ab', 2000), standing('ba', 2000), 800)).toEqual([])
    expect(glidesBetween(standing('ab', -400), standing('ba', -400), 800)).toEqual([])
  })
  it('come in from just beyond the edge, however far away they were', () => {
    const many = Array.from({ length: 60 }, (_, index) => String.fromCharCode(200 + index)).join('')
    expect(glidesBetween(standing(`${many}z`), standing(`z${many}`), 800)[0]).toEqual({ unit: 'z', fromPx: 700 })
  })
  it('are not those that are new', () => {
    expect(glidesBetween(standing('b'), standing('ab', 56), 800)).toEqual([])
  })
})

describe('the window over many rows', () => {
  it('draws everything of a short list, and of any list on paper', () => {
    expect(rowWindow({ count: 80, rowPx: 44, topPx: 2000, viewPx: 800 })).toEqual({ first: 0, until: 80, abovePx: 0, belowPx: 0 })
    expect(rowWindow({ count: 900, rowPx: 44, topPx: 2000, viewPx: 800, isPrinting: true })).toEqual({ first: 0, until: 900, abovePx: 0, belowPx: 0 })
  })
  it.each([0, 1, 500, 4_000, 20_000, 39_000, 99_999])('covers what is seen at %i px and keeps the whole height', (topPx) => {
    const drawn = rowWindow({ count: 900, rowPx: 44, topPx, viewPx: 800 })
    const firstSeen = Math.min(899, Math.floor(topPx / 44))
    expect(drawn.first).toBeLessThanOrEqual(firstSeen)
    expect(drawn.until).toBeGreaterThanOrEqual(Math.min(900, firstSeen + 19))
    expect(drawn.until - drawn.first).toBeLessThan(60)
    expect(drawn.abovePx + (drawn.until - drawn.first) * 44 + drawn.belowPx).toBe(900 * 44)
  })
  it('stays the same within a stride', () => {
    expect(rowWindow({ count: 900, rowPx: 44, topPx: 4400, viewPx: 800 })).toEqual(rowWindow({ count: 900, rowPx: 44, topPx: 4460, viewPx: 800 }))
  })
})

describe('the columns', () => {
  const ids = (board: ReturnType<typeof fixtureBoard>, by: string | null = null) => columnsOf(board, { ...parseView({}), by }).map((column) => column.id)

  it('leave the tier out where none is declared, the movement where there is no baseline', () => {
    expect(ids(fixtureBoard({ units: 3, hasTiers: false }))).not.toContain('tier')
    expect(ids({ ...fixtureBoard({ units: 3 }), baseline: null })).not.toContain('move')
  })
  it('are fewer for a single indicator', () => {
    expect(ids(fixtureBoard({ units: 3 }), 'on_time')).toEqual(['rank', 'unit', 'rail', 'value', 'score', 'sample', 'last'])
  })
})
