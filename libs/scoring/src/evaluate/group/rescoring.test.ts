import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { rowOf } from '../../shown/row-core.ts'
import { anySeed, boardOfSeed } from '../../testing/random-rubric.ts'
import { YEAR_END } from '../../testing/small-rubric.ts'
import { scoreUnit } from '../unit/score-unit.ts'
import type { BoardPlan, BoardScore, UnitFacts } from '../types.ts'
import { rescore, scoreBoard } from './score-board.ts'

describe('a board of any structures, as a whole,', () => {
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
})

describe('ranks', () => {
  it('are what counting says: level rows share one, after further figures where the rubric names them', () => {
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

const bigints = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
