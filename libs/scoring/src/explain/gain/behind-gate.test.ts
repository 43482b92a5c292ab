import { describe, expect, it } from '@jest/globals'
import { scoreBoard } from '../../evaluate/group/score-board.ts'
import { planBoard } from '../../evaluate/plan/plan-board.ts'
import type { UnitFacts } from '../../evaluate/types.ts'
import { scoreUnit } from '../../evaluate/unit/score-unit.ts'
import { smallRubric, year, YEAR_END } from '../../testing/small-rubric.ts'
import { explainUnit } from '../explain-unit.ts'

const plan = planBoard(smallRubric((text) => text.replace("points: '4', bonus: 'true',", "points: '4', bonus: 'true', gate: { at_least: '60' },")), year(), 'all')

/** What is missing of the bonus for a unit that has done so much and has so many extras. */
function missingOf(done: bigint): string | undefined {
  const facts: UnitFacts = {
    unit: 'u', events: 1, judgements: [], readings: plan.readings.map(({ name }) => ({ value: name === 'extra' ? 1n : name === 'faults' ? 0n : done, provisional: false })),
    attributes: { people: { value: '10', effective: '2021-01-01', citation: 'c', by: 'b' }, target: { value: '10', effective: '2021-01-01', citation: 'c', by: 'b' } },
  }
  const board = scoreBoard(plan, [scoreUnit(plan, facts, YEAR_END)], YEAR_END)
  return explainUnit(plan, facts, board, YEAR_END).leaves.find(({ indicator }) => indicator === 'more')?.missing?.zh
}

describe('what is missing of a bonus', () => {
  it.each([[1n, '基础分达到 60 分方可计入；再增加 1 → 满分'], [10n, '再增加 1 → 满分']])('names the gate while it is shut: with %i done', (done, words) => {
    expect(missingOf(done)).toBe(words)
  })
})
