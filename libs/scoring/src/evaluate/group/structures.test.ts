import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import type { Fraction } from 'fraction.js'
import { rowOf } from '../../shown/row-core.ts'
import { NaiveBoard } from '../../testing/naive-board.ts'
import { anySeed, boardOfSeed } from '../../testing/random-rubric.ts'
import { YEAR_END } from '../../testing/small-rubric.ts'
import { branchesOf } from '../row/totals.ts'
import { scoreUnit } from '../unit/score-unit.ts'
import type { BoardPlan, BoardScore, UnitFacts } from '../types.ts'
import { rescore, scoreBoard } from './score-board.ts'

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
        if (score !== null) expect(score >= low && score <= high).toBe(true)
        if (converted) expect(converted.score >= converted.low && converted.score <= converted.high).toBe(true)
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
        if (open.tier !== null && open.score !== null) expect(row.tier).toBe(open.tier)
      }
    }), { numRuns: 150 })
  })

  it('does not depend on the order in which the units come', () => {
    fc.assert(fc.property(anySeed(), (seed) => {
      const { plan, group } = boardOfSeed(seed)
      expect(texts(plan, boardOf(plan, [...group].reverse()))).toEqual(texts(plan, boardOf(plan, group)))
    }))
  })

  it('is the same rescored as scored afresh, and keeps the rows that stay', () => {
    fc.assert(fc.property(anySeed(), fc.nat(), (seed, who) => {
      const { plan, group, again } = boardOfSeed(seed)
      const at = who % group.length
      const changed = again(at)
      const before = boardOf(plan, group)
      const after = rescore(plan, before, [scoreUnit(plan, changed, YEAR_END)], YEAR_END)
      const afresh = boardOf(plan, group.map((facts, place) => (place === at ? changed : facts)))
      expect(after.rows).toEqual(afresh.rows)
      expect(texts(plan, after)).toEqual(texts(plan, afresh))
      const stayed = after.rows.filter((row) => row.unit !== changed.unit && JSON.stringify(row, bigints) === JSON.stringify(before.byUnit.get(row.unit), bigints))
      expect(stayed.filter((row) => before.byUnit.get(row.unit) !== row).map(({ unit }) => unit)).toEqual([])
    }), { numRuns: 150 })
  })

  it('shares out exactly what does not apply: what the leaves of a sum can give adds up to the same', () => {
    fc.assert(fc.property(anySeed(), (seed) => {
      const { plan, group } = boardOfSeed(seed)
      for (const { leaves, own } of boardOf(plan, group).rows) {
        const { shared } = plan.compiled
        const missing = shared.filter(({ leaf }) => own.leaves[leaf]?.state === 'not_applicable')
        const isKept = missing.filter(({ among }) => among.some((at) => own.leaves[at]?.state !== 'not_applicable'))
        const given = isKept.reduce((sum, { leaf }) => sum + (plan.compiled.leaves[leaf]?.max ?? 0), 0)
        const taken = leaves.reduce((sum, { max }, at) => sum + (own.leaves[at]?.state === 'not_applicable' ? 0 : max - (plan.compiled.leaves[at]?.max ?? 0)), 0)
        expect(taken).toBe(given)
        expect(leaves.filter(({ points, high, max }) => high > max || (points ?? 0) > max)).toEqual([])
      }
    }), { numRuns: 80 })
  })

  it('ranks as counting does: level rows share a rank, after further figures where the rubric names them', () => {
    fc.assert(fc.property(anySeed(), (seed) => {
      const { plan, group } = boardOfSeed(seed)
      const ranked = boardOf(plan, group).rows.filter((row) => row.rank !== null)
      const { ties } = plan.rubric.ranking
      const further = typeof ties === 'object' ? ties.then_by[0] : undefined
      const figure = (unit: string): number | null => {
        const row = ranked.find((entry) => entry.unit === unit)
        const cell = further && row ? rowOf(plan, row).cells[further.indicator] : undefined
        return cell?.points === undefined || cell.points === null ? null : Number(cell.points) * (further?.direction === 'asc' ? -1 : 1)
      }
      const isBefore = (a: string, b: string): boolean => further !== undefined && figure(a) !== null && (figure(b) === null || (figure(a) ?? 0) > (figure(b) ?? 0))
      for (const row of ranked) {
        const ahead = ranked.filter((other) => (other.score ?? 0) > (row.score ?? 0) || (other.score === row.score && isBefore(other.unit, row.unit)))
        const expected = ties === 'dense' ? new Set(ahead.map(({ score }) => score)).size : ahead.length
        expect([row.unit, row.rank]).toEqual([row.unit, 1 + expected])
      }
    }), { numRuns: 80 })
  })
})

function boardOf(plan: BoardPlan, group: readonly UnitFacts[]): BoardScore {
  return scoreBoard(plan, group.map((facts) => scoreUnit(plan, facts, YEAR_END)), YEAR_END)
}

function texts(plan: BoardPlan, board: BoardScore): unknown {
  return { rows: board.rows.map((row) => rowOf(plan, row)), provisional: board.provisional }
}

/** A figure that is still being back-filled, and the same once it is there. */
function forgotten(facts: UnitFacts, slot: number): UnitFacts {
  return { ...facts, readings: facts.readings.map((reading, at) => (at === slot ? { value: 0n, provisional: true } : reading)) }
}

function known(facts: UnitFacts, slot: number): UnitFacts {
  return { ...facts, readings: facts.readings.map((reading, at) => (at === slot && 'value' in reading ? { value: reading.value === 0n ? 5n : reading.value, provisional: false } : reading)) }
}

const bigints = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
