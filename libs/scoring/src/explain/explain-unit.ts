import type { BoardPlan, BoardScore, UnitFacts } from '../evaluate/types.ts'
import type { UnitExplanationCore } from './types.ts'

/** Why a unit has its score, down to the measures. */
export function explainUnit(_plan: BoardPlan, _facts: UnitFacts, _board: BoardScore, _instant: number): UnitExplanationCore {
  throw new Error('not yet')
}
