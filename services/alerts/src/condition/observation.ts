import type { StoredRow } from '@tierline/platform/board/stored-row'

/** What a condition makes of a unit at one instant. `between`: over the line but not over the recovery line, or a range that lies across the line. */
export type Observed = 'breach' | 'healed' | 'between' | 'unknown' | 'error'

export interface Observation {
  kind: Observed
  /** Certainly on the good side of the line; what it is compared with later. */
  isWell: boolean
}

/** What a condition reads of a unit's row; cells and rank only where it asks for them. */
export type SeenRow = Pick<StoredRow, 'score' | 'low' | 'high' | 'tier' | 'sample' | 'converted' | 'vetoes'> & Partial<Pick<StoredRow, 'rank' | 'cells'>>

/** A unit's row with the rank that it had at the board's baseline; null where it had none. */
export interface SeenUnit {
  row: SeenRow
  previousRank: number | null
}

/** Looks at one unit; pure. */
export type Judge = (seen: SeenUnit) => Observation

export const UNKNOWN: Observation = { kind: 'unknown', isWell: false }
export const FAULTY: Observation = { kind: 'error', isWell: false }
