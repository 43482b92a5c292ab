import type { Alert } from '@tierline/contracts/alert/alert'
import type { Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

type Acknowledged = NonNullable<Alert['acknowledged']>

const Held = raw<{ acknowledged: Acknowledged | null }>()

/** What is known of an alert's acknowledgement, held against whoever else would answer or escalate it; null where there is no such alert. */
export async function lockAlert(tx: Transaction, id: number): Promise<{ acknowledged: Acknowledged | null } | null> {
  return await tx.maybe(Held, 'select acknowledged from alert where id = $1 for update', [id])
}

/** An alert that somebody has acknowledged escalates no further. */
export async function keepAcknowledgement(tx: Transaction, id: number, acknowledged: Acknowledged): Promise<void> {
  await tx.run('update alert set acknowledged = $2, escalates_at = null where id = $1', [id, JSON.stringify(acknowledged)])
}
