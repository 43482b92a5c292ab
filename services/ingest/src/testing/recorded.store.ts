import type { RefusedRecord } from '@tierline/contracts/log-record'
import type { Database } from '@tierline/platform/database/database'

const SEALED_MS = 30 * 86_400_000

/** Puts refused records into the quarantine table, as the roll-up does. */
export async function keepRefused(db: Database, records: readonly RefusedRecord[]): Promise<void> {
  for (const record of records) {
    await db.run(
      `insert into quarantine (arrived, outcome, code, detail, source, event_id, type, subject, payload, sealed, expires) values ($1, 'quarantined', $2, $3, $4, $5, $6, $7, $8, decode($9, 'base64'), $10)`,
      [new Date(record.arrived), record.code, record.detail, record.source, record.id, record.type, record.subject, record.payload && JSON.stringify(record.payload), record.sealed,
        record.sealed === null ? null : new Date(record.arrived + SEALED_MS)])
  }
}

/** Closes rows that were replayed. */
export async function closeReplayed(db: Database, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await db.run(`update quarantine set state = 'replayed' where id = any($1::bigint[])`, [ids])
}
