import type { BoardPlan, UnitFacts, UnitScore } from './types.ts'

/** The leaves of one unit from its own facts. */
export function scoreUnit(_plan: BoardPlan, _facts: UnitFacts, _instant: number): UnitScore {
  throw new Error('not yet')
}
