import type { AlertsMoved } from '@tierline/contracts/alert/alert'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

const Counts = raw<{ revision: bigint; active: number; unacknowledged: number }>()

/** Where all alerts stand, as `GET /v1/alerts` counts them. */
export async function readAlertCounts(db: Statements): Promise<AlertsMoved> {
  const { revision, active, unacknowledged } = await db.one(Counts,
    `select (select n from revision where topic = 'alert') as revision, count(*)::integer as active, (count(*) filter (where acknowledged is null))::integer as unacknowledged
     from alert where ended_at is null`)
  return { revision: Number(revision), active, unacknowledged }
}
