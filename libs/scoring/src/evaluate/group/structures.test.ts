import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import type { Fraction } from 'fraction.js'
import { NaiveBoard } from '../../testing/naive-board.ts'
import { anySeed, boardOfSeed } from '../../testing/random-rubric.ts'
import { YEAR_END } from '../../testing/small-rubric.ts'
import { branchesOf } from '../row/totals.ts'
import { scoreUnit } from '../unit/score-unit.ts'
import type { BoardPlan, BoardScore, UnitFacts } from '../types.ts'
import { scoreBoard } from './score-board.ts'

describe('a board of any structures', () => {
  it('comes to what a naive evaluation in plain fractions comes to', () => {
    fc.assert(fc.property(anySeed(), (seed) => {
      const { plan, group } = boardOfSeed(seed)
      const board = boardOf(plan, group)
      const naive = new NaiveBoard(plan, group.map((facts) => scoreUnit(plan, facts, YEAR_END))).rows()
      const scaled = (points: Fraction | null): number | null => points && Number(points.mul(10 ** plan.compiled.decimals).valueOf())
      for (const { unit, score, low, high, converted, gated, maxima, branches } of naive) {
        const row = board.byUnit.get(unit)
        if (!row) throw new Error(`${unit} is not on the board`)
        expect({ score: row.score, low: row.low, high: row.high, converted: row.converted?.score ?? null, gated: row.gated })
          .toEqual({ score: scaled(score), low: scaled(low), high: scaled(high), converted: scaled(converted), gated })
        expect(row.leaves.map(({ max }) => max)).toEqual([...maxima.values()].map(scaled))
        const shown = new Map(branchesOf(plan.compiled, row.leaves).map((branch, at) => [plan.compiled.branches[at]?.branch.id ?? '', branch]))
        for (const [id, range] of branches) expect([id, shown.get(id)?.low, shown.get(id)?.high]).toEqual([id, scaled(range.low), scaled(range.high)])
      }
    }), { numRuns: 150 })
  })

  it('keeps every total and every conversion inside its range', () => {
    fc.assert(fc.property(anySeed(), (seed) => {
      const { plan, group } = boardOfSeed(seed)
      for (const { score, low, high, converted } of boardOf(plan, group).rows) {
        expect(low).toBeLessThanOrEqual(high)
        expect(score === null || (score >= low && score <= high)).toBe(true)
        expect(converted === null || (converted.score >= converted.low && converted.score <= converted.high)).toBe(true)
      }
    }), { numRuns: 80 })
  })

  it('never leaves a range when an unknown is resolved', () => {
    fc.assert(fc.property(anySeed(), fc.nat(), fc.nat(), (seed, who, what) => {
      const { plan, group } = boardOfSeed(seed)
      const at = who % group.length
      const slot = what % plan.readings.length
      const before = boardOf(plan, group.map((facts, place) => (place === at ? forgotten(facts, slot) : facts)))
      const after = boardOf(plan, group.map((facts, place) => (place === at ? known(facts, slot) : facts)))
      for (const row of after.rows) {
        const open = before.byUnit.get(row.unit)
        if (!open) throw new Error(`${row.unit} is not on the board`)
        expect([row.low >= open.low, row.high <= open.high]).toEqual([true, true])
        // A tier that was certain stays.
        expect(open.tier === null || row.tier === open.tier).toBe(true)
      }
    }), { numRuns: 150 })
  })
})

function boardOf(plan: BoardPlan, group: readonly UnitFacts[]): BoardScore {
  return scoreBoard(plan, group.map((facts) => scoreUnit(plan, facts, YEAR_END)), YEAR_END)
}

/** A figure that is still being back-filled, and the same once it is there. */
function forgotten(facts: UnitFacts, slot: number): UnitFacts {
  return { ...facts, readings: facts.readings.map((reading, at) => (at === slot ? { value: 0n, provisional: true } : reading)) }
}

function known(facts: UnitFacts, slot: number): UnitFacts {
  return { ...facts, readings: facts.readings.map((reading, at) => (at === slot && 'value' in reading ? { value: reading.value === 0n ? 5n : reading.value, provisional: false } : reading)) }
}
