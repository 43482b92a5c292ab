import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { fixtureBoard } from '../../testing/fixture-board.ts'
import { parseView } from '../view-url.ts'
import { arrangeRows } from './arrange-rows.ts'
import { axisOf, placeOn } from './axis.ts'

describe('the shared axis', () => {
  it('holds every score, range and tier line, whatever the board', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(1000), fc.boolean(), (units, seed, hasUnknown) => {
      const board = fixtureBoard({ units, seed, hasUnknown })
      const { rows } = arrangeRows(board, parseView({}))
      const axis = axisOf(rows, board, 100)
      for (const { low, high } of rows) {
        expect(Number(low)).toBeGreaterThanOrEqual(axis.from)
        expect(Number(high)).toBeLessThanOrEqual(axis.until)
      }
      for (const [, value] of axis.lines) expect(value >= axis.from && value <= axis.until).toBe(true)
      expect(axis.until).toBeLessThanOrEqual(100)
    }), { numRuns: 60 })
  })
  it('stands on round bounds, so that it does not twitch', () => {
    const board = fixtureBoard({ units: 8 })
    const { rows } = arrangeRows(board, parseView({}))
    const axis = axisOf(rows, board, 100)
    expect([axis.from % 1, axis.marks.every((mark) => mark % 5 === 0), axis.lines]).toEqual([0, true, [[0, 95], [1, 85]]])
  })
  it('is there for a board without rows', () => {
    expect(axisOf([], { tiers: [] }, 100)).toEqual({ from: 0, until: 100, marks: [0, 100], lines: [] })
    expect(axisOf([], { tiers: [] }, null)).toMatchObject({ from: 0, until: 100 })
  })
  it('places a value in percent and keeps it inside', () => {
    const axis = { from: 80, until: 100, marks: [], lines: [] }
    expect([75, 80, 95, 100, 120].map((value) => placeOn(axis, value))).toEqual([0, 0, 75, 100, 100])
  })
})
