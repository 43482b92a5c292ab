import type { Database } from '@tierline/platform/database/database'
import { beginAgain, lockOpenGap, lockPosition, skipTo, storeAcceptance } from './gap.store.ts'
import type { GapRow } from './gap.store.ts'

/** Who accepts the incident of which part of which log, and why; it goes into the record. */
export interface Acceptance {
  part: number
  by: string
  reason: string
}

/** What an acceptance did; `from` and `until` are positions. */
export type Accepted =
  | { outcome: 'accepted'; kind: GapRow['kind']; from: number; until: number | null }
  | { outcome: 'none' }

/**
 * Accepts the open incident of a part, in one transaction; consumption then goes on by itself. The balance holds: no record gets or loses an outcome.
 * trimmed: the position moves over what is lost. rewound: the partition is read again from the log's start, as a part of its own; the ledger removes what comes twice.
 * recreated: the earlier log is over, nothing moves.
 */
export async function acceptGap(db: Database, { part, by, reason }: Acceptance): Promise<Accepted> {
  return await db.transaction(async (tx) => {
    // The position first, as by who opens an incident: so neither waits for the other, and none is opened for a position that is being moved.
    const next = await lockPosition(tx, part)
    const gap = await lockOpenGap(tx, part)
    if (next === null || !gap) return { outcome: 'none' }
    const until = gap.until_position
    if (gap.kind === 'trimmed' && until !== null && until > next) await skipTo(tx, part, until)
    if (gap.kind === 'rewound' && until !== null) await beginAgain(tx, gap, until)
    await storeAcceptance(tx, gap.id, { by, reason })
    return { outcome: 'accepted', kind: gap.kind, from: Number(gap.from_position), until: until === null ? null : Number(until) }
  })
}
