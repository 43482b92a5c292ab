import type { BoardPlan, BoardRowCore, ScoredRow } from './types.ts'

/** A row as text, as the contract has it. */
export function rowOf(_plan: BoardPlan, _row: ScoredRow): BoardRowCore {
  throw new Error('not yet')
}
