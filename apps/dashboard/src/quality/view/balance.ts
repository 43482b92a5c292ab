import type { Reconciliation } from '@tierline/contracts/quality'

/** The outcomes of an accepted event, in the order in which they are written. */
export const OUTCOME_ORDER = ['counted', 'duplicate', 'conflicting', 'quarantined', 'held'] as const
export type Outcomes = Reconciliation['outcomes']

/** The balance: what was taken in, what became of it, and by how much the two differ (0 = balanced). */
export interface Balance {
  readonly accepted: number
  readonly sum: number
  /** Accepted minus the sum: positive where events have no outcome, negative where there are too many. */
  readonly missing: number
  readonly balanced: boolean
}

/**
 * Adds the outcomes up against what was taken in. Where the server says that the ledger and its log position differ, the position
 * (less the replays, which are records too) tells how many records there were.
 */
export function balanceOf(reconciliation: Pick<Reconciliation, 'accepted' | 'outcomes' | 'balanced' | 'position' | 'replays'>): Balance {
  const { outcomes, balanced } = reconciliation
  const sum = sumOf(outcomes)
  const accepted = balanced ? reconciliation.accepted : recordsOf(reconciliation)
  const missing = accepted - sum
  return { accepted, sum, missing, balanced: balanced && missing === 0 }
}

function recordsOf({ accepted, position, replays }: Pick<Reconciliation, 'accepted' | 'position' | 'replays'>): number {
  const positions = Object.values(position).map(Number)
  return positions.length === 0 ? accepted : positions.reduce((total, next) => total + next, 0) - replays
}

/** All outcomes together. */
export function sumOf(outcomes: Outcomes): number {
  return OUTCOME_ORDER.reduce((sum, outcome) => sum + outcomes[outcome], 0)
}

/** What was neither counted nor a duplicate: someone has to look at it. */
export function asideOf({ conflicting, quarantined, held }: Outcomes): number {
  return conflicting + quarantined + held
}
