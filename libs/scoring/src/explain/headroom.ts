import type { BoardPlan, ScoredRow } from '../evaluate/types.ts'
import type { Bilingual } from '../rubric/text.schema.ts'

/** The one thing that would gain most, in words. */
export function headroomOf(_plan: BoardPlan, _row: ScoredRow): Bilingual | null {
  return null
}
