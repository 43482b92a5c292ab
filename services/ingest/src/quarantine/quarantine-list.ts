import { QuarantineCode } from '@tierline/contracts/ingest'
import type { QuarantineList } from '@tierline/contracts/quality'
import type { Database } from '@tierline/platform/database/database'
import * as z from 'zod/mini'
import { countByCode, countRows, readRows } from './quarantine.store.ts'
import type { StoredRow } from './quarantine.store.ts'

const Whole = z.string().check(z.regex(/^\d{1,9}$/))

/** The query of `GET /v1/quarantine`; rows that are open unless another state, or `all`, is asked for. */
export const QuarantineQuery = z.strictObject({
  code: z.optional(QuarantineCode),
  source: z.optional(z.string()),
  state: z.optional(z.enum(['open', 'replayed', 'expired', 'all'])),
  limit: z.optional(Whole),
  offset: z.optional(Whole),
})
export type QuarantineQuery = z.infer<typeof QuarantineQuery>

const LIMIT = { usual: 50, most: 500 } as const

/** One page of the quarantine with the counts that the filters offer. */
export async function listQuarantine(db: Database, query: QuarantineQuery): Promise<QuarantineList> {
  const state = query.state === 'all' ? null : query.state ?? 'open'
  const filter = { code: query.code ?? null, source: query.source ?? null, state }
  const page = { limit: Math.min(Number(query.limit ?? LIMIT.usual), LIMIT.most), offset: Number(query.offset ?? 0) }
  const [total, byCode, rows] = await Promise.all([countRows(db, filter), countByCode(db, state), readRows(db, filter, page)])
  return { total, byCode: byCode.map((entry) => ({ ...entry, count: Number(entry.count) })), rows: rows.map(shown) }
}

function shown(row: StoredRow): QuarantineList['rows'][number] {
  return {
    id: Number(row.id), arrivedAt: new Date(row.arrived).toISOString(), source: row.source, eventId: row.event_id, type: row.type, subject: row.subject,
    outcome: row.outcome, code: row.code, detail: row.detail, state: row.state, sealed: row.is_sealed, payload: row.payload,
  }
}
