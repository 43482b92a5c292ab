import { raw } from '@tierline/platform/database/database'
import type { Transaction } from '@tierline/platform/database/database'
import { instantArray, int8Array, jsonbArray, textArray } from '../deltas/binary-array.ts'
import type { NewQuarantineRow, ReplayedRow } from './quarantine-row.ts'
import type { OpenRow } from './tally.ts'

/** Locks those of the rows that are still open, in order of id. */
export async function lockOpenRows(tx: Transaction, ids: readonly number[]): Promise<OpenRow[]> {
  if (ids.length === 0) return []
  const rows = await tx.rows(raw<Omit<OpenRow, 'id'> & { id: bigint }>(),
    `select id, source, arrived, outcome from quarantine where id = any($1::int8[]) and state = 'open' order by id for update`,
    [int8Array(ids.map(BigInt))],
  )
  return rows.map((row) => ({ ...row, id: Number(row.id) }))
}

/** Puts rows into quarantine. */
export async function quarantine(tx: Transaction, rows: readonly NewQuarantineRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run(
    `insert into quarantine (arrived, outcome, code, detail, source, event_id, type, subject, payload, sealed, expires)
     select arrived, outcome, code, detail, source, event_id, type, subject, payload, decode(sealed, 'base64'), expires
     from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::jsonb[], $10::text[], $11::timestamptz[])
       as t (arrived, outcome, code, detail, source, event_id, type, subject, payload, sealed, expires)`,
    [
      instantArray(rows.map(({ arrived }) => arrived)),
      ...(['outcome', 'code', 'detail', 'source', 'eventId', 'type', 'subject'] as const).map((name) => textArray(rows.map((row) => row[name]))),
      jsonbArray(rows.map(({ payload }) => payload)),
      textArray(rows.map(({ sealed }) => sealed)),
      instantArray(rows.map(({ expires }) => expires)),
    ],
  )
}

/** Closes rows whose replay was counted (or found to be there already); the others stay open with the new reason. */
export async function settleReplayed(tx: Transaction, rows: readonly ReplayedRow[]): Promise<void> {
  for (const { id, isClosed, outcome, code, detail, at } of rows) {
    if (isClosed) await tx.run(`update quarantine set state = 'replayed', replayed_at = to_timestamp($2::float8 / 1000) where id = $1`, [id, at])
    else await tx.run('update quarantine set outcome = $2, code = $3, detail = $4 where id = $1', [id, outcome, code, detail])
  }
}
