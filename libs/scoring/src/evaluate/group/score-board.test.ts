import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { explainUnit } from '../../explain/explain-unit.ts'
import { anyFacts, anyGroup } from '../../testing/random-facts.ts'
import { smallRubric, year, YEAR_END } from '../../testing/small-rubric.ts'
import { planBoard } from '../plan/plan-board.ts'
import { rowOf } from '../../shown/row-core.ts'
import { rescore, scoreBoard } from './score-board.ts'
import { scoreUnit } from '../unit/score-unit.ts'
import type { BoardScore, LeafScore, ReadingValue, UnitFacts } from '../types.ts'

const plan = planBoard(smallRubric(), year(), 'all')

/** What may be unknown: measures of which nothing was counted, attributes that nobody gave. */
const FORGETTABLE = [['done'], ['used'], ['good', 'asked'], ['people'], ['target']]

describe('any board', () => {
  it('keeps every total inside its range, and every range inside what the leaf can give', () => {
    fc.assert(fc.property(anyGroup(plan), (group) => {
      const { rows } = boardOf(group)
      expect(rows.filter((row) => row.score !== null && (row.score < row.low || row.score > row.high))).toEqual([])
      expect(rows.flatMap((row) => row.leaves).filter((leaf) => leaf.low < 0 || leaf.low > leaf.high || leaf.high > leaf.max)).toEqual([])
    }))
  })

  it('does not depend on the order in which the units come', () => {
    fc.assert(fc.property(anyGroup(plan).chain((group) => fc.tuple(fc.constant(group), fc.shuffledSubarray(group, { minLength: group.length }))), ([group, shuffled]) => {
      expect(texts(boardOf(shuffled))).toEqual(texts(boardOf(group)))
    }))
  })

  it('is the same rescored as scored afresh, and names exactly the rows that moved', () => {
    const step = anyGroup(plan).chain((group) => fc.tuple(fc.constant(group), fc.nat(group.length - 1).chain((at) => anyFacts(plan, `u${at}`))))
    fc.assert(fc.property(step, ([group, changed]) => {
      const before = boardOf(group)
      const after = rescore(plan, before, [scoreUnit(plan, changed, YEAR_END)], YEAR_END)
      expect(texts(after)).toEqual(texts(boardOf(group.map((facts) => (facts.unit === changed.unit ? changed : facts)))))
      const moved = after.rows.filter((row) => {
        const old = before.byUnit.get(row.unit)
        return JSON.stringify(rowOf(plan, row)) !== JSON.stringify(old && rowOf(plan, old)) || !row.leaves.every((leaf, at) => isSameLeaf(leaf, old?.leaves[at]))
      })
      expect(after.changed).toEqual(moved.map((row) => row.unit))
    }))
  })

  it('never leaves a range when an unknown is resolved', () => {
    const step = anyGroup(plan).chain((group) => fc.tuple(fc.constant(group), fc.nat(group.length - 1), fc.constantFrom(...FORGETTABLE)))
    fc.assert(fc.property(step, ([group, at, what]) => {
      const [before, after] = [boardOf(group.map((facts, place) => (place === at ? forgotten(facts, what) : facts))), boardOf(group)]
      const left = after.rows.flatMap((row) => row.leaves.filter((leaf, place) => {
        const open = before.byUnit.get(row.unit)?.leaves[place]
        return open && open.low < open.high && (leaf.low < open.low || leaf.high > open.high)
      }))
      expect(left).toEqual([])
    }), { numRuns: 300 })
  })

  it('gives equal scores equal ranks and leaves places out after them', () => {
    fc.assert(fc.property(anyGroup(plan), (group) => {
      const ranked = boardOf(group).rows.filter((row) => row.rank !== null)
      for (const row of ranked) expect(row.rank).toBe(1 + ranked.filter((other) => (other.score ?? 0) > (row.score ?? 0)).length)
    }))
  })

  it('explains every row so that the parts add up to the total', () => {
    fc.assert(fc.property(anyGroup(plan), (group) => {
      const board = boardOf(group)
      for (const facts of group) {
        const told = explainUnit(plan, facts, board, YEAR_END)
        expect(JSON.stringify(told)).not.toMatch(/undefined|NaN|\[object/)
        const sum = told.leaves.reduce((total, leaf) => total + cents(leaf.cell.points ?? leaf.cell.low), 0)
        expect(told.score === null || cents(told.score) === Math.min(10_000, sum)).toBe(true)
        expect(told.arithmetic.zh).toContain(told.score ?? told.low)
      }
    }), { numRuns: 60 })
  })
})

describe('dense ranking', () => {
  it('leaves no place out', () => {
    const dense = planBoard(smallRubric((text) => text.replace('ranking: { by: score,', 'ranking: { by: score, ties: dense,')), year(), 'all')
    const faults = [0, 0, 1, 2, 2]
    const board = scoreBoard(dense, faults.map((n, at) => scoreUnit(dense, unit(`u${at}`, { faults: n }), YEAR_END)), YEAR_END)
    expect(board.rows.map((row) => row.rank)).toEqual([1, 1, 2, 3, 3])
  })
})

describe('more of what is good', () => {
  it.each(['done', 'good', 'used', 'extra'])('%s never costs points', (name) => {
    const slot = plan.readings.find((reading) => reading.name === name)?.slot ?? 0
    fc.assert(fc.property(anyGroup(plan), fc.nat(20), (group, more) => {
      const [first] = group
      const reading = first?.readings[slot]
      if (!first || !reading || !('value' in reading) || reading.value === 0n) return
      const richer = boardOf([withReading(first, slot, Number(reading.value) + more), ...group.slice(1)])
      expect(richer.byUnit.get('u0')?.low).toBeGreaterThanOrEqual(boardOf(group).byUnit.get('u0')?.low ?? 0)
    }))
  })
})

function boardOf(group: readonly UnitFacts[]): BoardScore {
  return scoreBoard(plan, group.map((facts) => scoreUnit(plan, facts, YEAR_END)), YEAR_END)
}

function texts(board: BoardScore): unknown {
  return { rows: board.rows.map((row) => rowOf(plan, row)), summaries: board.summaries, provisional: board.provisional }
}

function unit(code: string, values: Record<string, number>): UnitFacts {
  return { unit: code, events: 1, attributes: {}, judgements: [], readings: plan.readings.map((reading) => ({ value: BigInt(values[reading.name] ?? 0), provisional: false })) }
}

function withReading(facts: UnitFacts, slot: number, value: number): UnitFacts {
  const readings = facts.readings.map((reading, at): ReadingValue => (at === slot ? { value: BigInt(value), provisional: false } : reading))
  return { ...facts, readings, events: Math.max(1, facts.events) }
}

/** The same facts before these were known. */
function forgotten(facts: UnitFacts, names: readonly string[]): UnitFacts {
  const readings = facts.readings.map((reading, at): ReadingValue => (names.includes(plan.readings[at]?.name ?? '') ? { value: 0n, provisional: false } : reading))
  const attributes = Object.fromEntries(Object.entries(facts.attributes).filter(([name]) => !names.includes(name)))
  return { ...facts, readings, attributes }
}

function isSameLeaf(a: LeafScore, b: LeafScore | undefined): boolean {
  return b !== undefined && a.place === b.place && a.placeOf === b.placeOf
}

function cents(text: string): number {
  return Math.round(Number(text) * 100)
}
