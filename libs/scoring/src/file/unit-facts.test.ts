import { describe, expect, it } from '@jest/globals'
import { planBoard } from '../evaluate/plan/plan-board.ts'
import { scoreUnit } from '../evaluate/unit/score-unit.ts'
import { smallRubric, year, YEAR_END } from '../testing/small-rubric.ts'
import { unitFacts } from './unit-facts.ts'

const keyed = planBoard(smallRubric((text) => text
  .replace('of: { event: faults }, aggregate: count', 'of: { event: faults }, aggregate: count, by: report')
  .replace('value: { kind: count, of: faults, when_none: zero }', 'value: { kind: count, of: { keys_of: [faults] }, when_none: zero }')), year(), 'all')
const factsOf = (measures: Record<string, string | Record<string, string>>) => unitFacts(keyed, { unit: 'u', entry: { measures }, path: ['units', 'u'] })
const pointsOf = (measures: Record<string, string | Record<string, string>>): number | null | undefined => {
  const leaf = keyed.compiled.leaves.find((entry) => entry.leaf.id === 'order')
  return scoreUnit(keyed, factsOf(measures).facts, YEAR_END).leaves[leaf?.at ?? -1]?.points
}

describe('figures of a measure whose keys the rule looks at', () => {
  it('count each key once', () => {
    expect(pointsOf({ faults: { march: '1', april: '2' } })).toBe(400)
  })

  it('are refused without their keys: one figure would count as one key, however large', () => {
    expect(factsOf({ faults: '2' }).faults).toEqual([{
      path: 'units.u.measures.faults', found: 'the one figure 2', expected: 'a figure for each key, for the rule looks at the keys', mend: "write it as { report_1: '1', … }",
    }])
  })

  it('may be nothing, and other measures need no keys', () => {
    expect(factsOf({ faults: '0', done: '5' }).faults).toEqual([])
    expect(pointsOf({ faults: '0' })).toBe(1_000)
  })
})
