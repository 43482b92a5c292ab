import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { anyFacts, anyGroup } from '../../testing/random-facts.ts'
import { smallRubric, year, YEAR_END } from '../../testing/small-rubric.ts'
import { planBoard } from '../plan/plan-board.ts'
import { scoreUnit } from '../unit/score-unit.ts'
import type { BoardPlan, BoardScore, UnitFacts } from '../types.ts'
import { rescoreFew } from './rescore-few.ts'
import { scoreBoard } from './score-board.ts'

/** Without a leaf that looks at peers. */
const RANK_RULE = /rule: \{ kind: rank, .*? \}\] \}/
const plans = ['competition', 'dense'].map((ties) => planBoard(smallRubric((text) => text
  .replace(RANK_RULE, "rule: { kind: proportional, full: '1' }")
  .replace('ranking: { by: score,', `ranking: { by: score, ties: ${ties},`)), year(), 'all'))
const [plan, dense] = plans as [BoardPlan, BoardPlan]

const FEW_UNITS = { min: 1, max: 8 }
/** So many that rows in front of the changed ones and behind them stay. */
const MANY_UNITS = { min: 16, max: 24 }

function boardOf(on: BoardPlan, group: readonly UnitFacts[]): BoardScore {
  return scoreBoard(on, group.map((facts) => scoreUnit(on, facts, YEAR_END)), YEAR_END)
}

describe('a few changed units', () => {
  it.each([
    ['shared places leave the next ones out', plan, FEW_UNITS], ['or do not', dense, FEW_UNITS],
    ['shared places leave the next ones out, among many', plan, MANY_UNITS], ['or do not, among many', dense, MANY_UNITS],
  ])('are put where scoring everything puts them, and no other row is made anew: %s', (_, on, units) => {
    let moved = 0
    fc.assert(fc.property(anyGroup(on, units), fc.array(fc.tuple(fc.nat(units.max - 1), anyFacts(on, 'x')), { minLength: 1, maxLength: 3 }), (group, changes) => {
      const after = new Map(group.map((facts) => [facts.unit, facts]))
      for (const [at, facts] of changes) {
        const { unit } = group[at % group.length] as UnitFacts
        after.set(unit, { ...facts, unit })
      }
      const before = boardOf(on, group)
      const changed = [...after.values()].filter((facts) => !group.includes(facts))
      const few = rescoreFew(on, before, changed.map((facts) => scoreUnit(on, facts, YEAR_END)))
      const whole = boardOf(on, [...after.values()])
      if (!few) return
      moved++
      expect(few.rows).toEqual(whole.rows)
      expect([...few.byUnit.keys()].sort()).toEqual([...whole.byUnit.keys()].sort())
      expect(few.rows.filter((row) => few.byUnit.get(row.unit) !== row)).toEqual([])
      expect(few.changed).toEqual(few.rows.filter((row) => before.byUnit.get(row.unit) !== row).map(({ unit }) => unit))
      const stayed = few.rows.filter((row) => !few.changed.includes(row.unit))
      expect(stayed.every((row) => before.rows.includes(row))).toBe(true)
      expect(few.provisional).toBe(whole.provisional)
    }), { numRuns: 150, endOnFailure: true })
    expect(moved).toBeGreaterThan(40)
  })

  it('that come out the same move nothing', () => {
    fc.assert(fc.property(anyGroup(plan), (group) => {
      const before = boardOf(plan, group)
      const few = rescoreFew(plan, before, group.slice(0, 2).map((facts) => scoreUnit(plan, facts, YEAR_END)))
      expect(few?.changed).toEqual([])
      expect(few?.rows).toBe(before.rows)
    }))
  })

  it('take the whole board where a leaf that looks at peers has moved, a unit joins, or many change', () => {
    const ranked = planBoard(smallRubric(), year(), 'all')
    const facts = (unit: string, used: bigint): UnitFacts => ({
      unit, events: 1, judgements: [], readings: ranked.readings.map(({ name }) => ({ value: name === 'used' ? used : 1n, provisional: false })),
      attributes: { people: { value: '10', effective: '2021-01-01', citation: 'c', by: 'b' }, target: { value: '10', effective: '2021-01-01', citation: 'c', by: 'b' } },
    })
    const board = boardOf(ranked, [facts('a', 1n), facts('b', 2n)])
    const scored = (unit: string, used: bigint) => scoreUnit(ranked, facts(unit, used), YEAR_END)
    expect(rescoreFew(ranked, board, [scored('a', 5n)])).toBeNull()
    expect(rescoreFew(ranked, board, [scored('new', 1n)])).toBeNull()
    expect(rescoreFew(ranked, board, Array.from({ length: 17 }, () => scored('a', 1n)))).toBeNull()
  })
})
