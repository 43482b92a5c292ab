import type { StoredFacts } from '@tierline/platform/board/stored-facts'
import { unpackFacts } from '@tierline/platform/board/stored-facts'
import type { Directory } from '@tierline/platform/directory'
import { planBoard, scoreBoard, scoreUnit } from '@tierline/scoring'
import type { BoardPlan, BoardScore, Rubric, UnitFacts } from '@tierline/scoring'
import { boardPeriod } from '../board/period-title.ts'

/** A board of one seq, scored again from the facts that were stored with it, so that each of its points can be explained. */
export interface ScoredView {
  plan: BoardPlan
  facts: ReadonlyMap<string, UnitFacts>
  score: BoardScore
  /** The instant at which it was scored, epoch ms. */
  instant: number
}

/** What a view is made of. */
export interface ViewParts {
  rubric: Rubric
  group: string
  period: string
  instant: number
  facts: readonly { unit: number; facts: StoredFacts }[]
}

/** Scores stored facts again; the same facts give the same points, whenever. */
export function scoredView({ rubric, group, period, instant, facts }: ViewParts, directory: Directory): ScoredView {
  const units = facts.flatMap(({ unit, facts: stored }) => {
    const known = directory.unitById(unit)
    return known ? [unpackFacts(known.code, stored)] : []
  })
  return viewOf(planBoard(rubric, boardPeriod(period, instant), group, { instant, codeOf: (name) => directory.unitByCodeOrAlias(name)?.code }), units, instant)
}

/** Scores facts by a plan. */
export function viewOf(plan: BoardPlan, units: readonly UnitFacts[], instant: number): ScoredView {
  const scores = units.map((unit) => scoreUnit(plan, unit, instant))
  return { plan, facts: new Map(units.map((unit) => [unit.unit, unit])), score: scoreBoard(plan, scores, instant), instant }
}
