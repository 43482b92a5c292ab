import type { Transaction } from '@tierline/platform/database/database'

/**
 * Makes this transaction find rows by index only. Statements are prepared, and their plans are kept from when the tables were empty:
 * a scan of the whole table, right then, would be ruin at a million rows. Every statement of the roll-up names its rows by key.
 */
export async function findByIndex(tx: Transaction): Promise<void> {
  await tx.run('set local enable_seqscan = off')
}
