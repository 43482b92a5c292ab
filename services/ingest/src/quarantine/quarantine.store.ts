import { QuarantineCode } from '@tierline/contracts/ingest'
import type { Statements } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

const Count = z.object({ n: z.bigint() })
const CodeCount = z.object({ code: QuarantineCode, source: z.string(), count: z.bigint() })
const Row = z.object({
  id: z.bigint(), arrived: z.number(), outcome: z.enum(['quarantined', 'conflicting', 'held']), state: z.enum(['open', 'replayed', 'expired']), code: QuarantineCode, detail: z.string(),
  source: z.string(), event_id: z.nullable(z.string()), type: z.nullable(z.string()), subject: z.nullable(z.string()), payload: z.nullable(z.record(z.string(), z.unknown())), is_sealed: z.boolean(),
})
const Replayable = z.object({ id: z.bigint(), code: QuarantineCode, payload: z.nullable(z.record(z.string(), z.unknown())), sealed: z.nullable(z.instanceof(Buffer)) })

/** A row as the list shows it. */
export type StoredRow = z.infer<typeof Row>
/** A row with what is needed to try it again. */
export type ReplayableRow = z.infer<typeof Replayable>

/** What rows are narrowed to; null means all. */
export interface RowFilter {
  code: string | null
  source: string | null
  state: string | null
}

/** One page, newest arrivals first. */
export async function readRows(db: Statements, filter: RowFilter, page: { limit: number; offset: number }): Promise<StoredRow[]> {
  return await db.rows(Row,
    `select id, arrived, outcome, state, code, detail, source, event_id, type, subject, payload, sealed is not null as is_sealed from quarantine
     where ($1::text is null or code = $1) and ($2::text is null or source = $2) and ($3::text is null or state = $3)
     order by arrived desc, id desc limit $4 offset $5`,
    [filter.code, filter.source, filter.state, page.limit, page.offset])
}

export async function countRows(db: Statements, filter: RowFilter): Promise<number> {
  const { n } = await db.one(Count,
    'select count(*) as n from quarantine where ($1::text is null or code = $1) and ($2::text is null or source = $2) and ($3::text is null or state = $3)',
    [filter.code, filter.source, filter.state])
  return Number(n)
}

/** Rows of a state by code and source, most first. */
export async function countByCode(db: Statements, state: string | null): Promise<z.infer<typeof CodeCount>[]> {
  return await db.rows(CodeCount,
    'select code, source, count(*) as count from quarantine where ($1::text is null or state = $1) group by code, source order by count desc, code, source', [state])
}

/** Open rows after an id, in order, with their payloads. */
export async function readReplayable(db: Statements, wanted: { ids: readonly number[] | null; code: string | null; source: string | null }, after: bigint, limit: number): Promise<ReplayableRow[]> {
  return await db.rows(Replayable,
    `select id, code, payload, sealed from quarantine
     where state = 'open' and id > $1 and ($2::bigint[] is null or id = any($2)) and ($3::text is null or code = $3) and ($4::text is null or source = $4)
     order by id limit $5`,
    [after, wanted.ids, wanted.code, wanted.source, limit])
}

/** Wipes sealed originals whose time is over, or that have been replayed; an open row that loses its original is expired. Returns how many. */
export async function wipeSealed(db: Statements, instant: Date): Promise<number> {
  return await db.run(
    `update quarantine set sealed = null, state = case when state = 'open' then 'expired' else state end
     where sealed is not null and (state <> 'open' or coalesce(expires, arrived + interval '30 days') <= $1)`,
    [instant])
}
