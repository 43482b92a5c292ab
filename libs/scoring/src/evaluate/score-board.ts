import type { BoardPlan, BoardScore, UnitScore } from './types.ts'

/** Peers' rules, branches, totals, tiers and ranks of all units. */
export function scoreBoard(_plan: BoardPlan, _scores: readonly UnitScore[], _instant: number): BoardScore {
  throw new Error('not yet')
}

/** The board after some units changed: equal to scoring all of it again, with unchanged rows kept as they are. */
export function rescore(_plan: BoardPlan, _board: BoardScore, _changed: readonly UnitScore[], _instant: number): BoardScore {
  throw new Error('not yet')
}
