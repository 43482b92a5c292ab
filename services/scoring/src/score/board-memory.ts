import type { StoredHead, StoredPlace } from '@tierline/platform/board/stored-row'
import type { BoardPlan, BoardScore } from '@tierline/scoring'

/** What the scorer remembers of a board between two scorings; valid only for the seq that it names. */
export interface BoardMemory {
  seq: bigint
  plan: BoardPlan
  head: StoredHead
  score: BoardScore
  /** By the unit's code. */
  rows: Map<string, RememberedRow>
  /** The next instant at which time alone changes the board. */
  nextBoundary: number
}

/** What is kept of a row: its facts as JSON text, the digest of the row as it was written, and the place that stands beside it; null where none does. */
export interface RememberedRow {
  facts: string
  lastEvent: number | null
  digest: string
  place: StoredPlace | null
}
