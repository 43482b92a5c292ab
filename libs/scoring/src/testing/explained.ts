import { planBoard } from '../evaluate/plan/plan-board.ts'
import { scoreBoard } from '../evaluate/group/score-board.ts'
import { scoreUnit } from '../evaluate/unit/score-unit.ts'
import type { BoardPlan, BoardScore, UnitFacts } from '../evaluate/types.ts'
import { explainUnit } from '../explain/explain-unit.ts'
import type { LeafExplanationCore, UnitExplanationCore } from '../explain/types.ts'
import type { UnitEntry } from '../file/facts.schema.ts'
import { unitFacts } from '../file/unit-facts.ts'
import { parsePeriod } from '../period/period.ts'
import type { Rubric } from '../rubric/rubric.ts'
import { YEAR_END } from './small-rubric.ts'

/** A group scored from entries of a facts file. */
export interface ScoredGroup {
  plan: BoardPlan
  facts: readonly UnitFacts[]
  board: BoardScore
  instant: number
}

/** Scores units given as in a facts file, over a period (2021 where none is named). */
export function scoredGroup(rubric: Rubric, units: Readonly<Record<string, UnitEntry>>, { periodId = '2021', instant = YEAR_END } = {}): ScoredGroup {
  const period = parsePeriod(periodId, instant)
  if (!period) throw new Error(`${periodId} is no period`)
  const plan = planBoard(rubric, period, 'all')
  const facts = Object.entries(units).map(([unit, entry]) => {
    const read = unitFacts(plan, { unit, entry, path: [unit] })
    if (read.faults.length > 0) throw new Error(JSON.stringify(read.faults, null, 1))
    return read.facts
  })
  return { plan, facts, instant, board: scoreBoard(plan, facts.map((unit) => scoreUnit(plan, unit, instant)), instant) }
}

/** The explanation of one unit of a group. */
export function explanationIn({ plan, facts, board, instant }: ScoredGroup, unit: string): UnitExplanationCore {
  const own = facts.find((entry) => entry.unit === unit)
  if (!own) throw new Error(`no unit ${unit}`)
  return explainUnit(plan, own, board, instant)
}

/** One leaf of an explanation. */
export function leafIn(explanation: UnitExplanationCore, id: string): LeafExplanationCore {
  const leaf = explanation.leaves.find(({ indicator }) => indicator === id)
  if (!leaf) throw new Error(`no leaf ${id}`)
  return leaf
}

/** What every step of a leaf says, a line each. */
export function toldOf({ steps }: Pick<LeafExplanationCore, 'steps'>, language: 'zh' | 'en' = 'zh'): string {
  return steps.map(({ text }) => text[language]).join('\n')
}
