import type { Statements } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

const Chunk = z.object({ chunk: z.string() })

/** Lets the old chunks of a hypertable be compressed: rows of one segment lie together, in the given order. */
export async function allowCompression(db: Statements, table: keyof typeof SETTINGS): Promise<void> {
  await db.run(SETTINGS[table])
}

/** Whether a hypertable's chunks may be compressed already. */
export async function isCompressionAllowed(db: Statements, table: string): Promise<boolean> {
  return (await db.one(z.object({ allowed: z.boolean() }),
    `select coalesce(bool_or(compression_enabled), false) as allowed from timescaledb_information.hypertables where hypertable_schema = current_schema() and hypertable_name = $1`, [table])).allowed
}

/** The oldest chunk of a table that ended before an instant and is not compressed yet; null where there is none. */
export async function nextUncompressed(db: Statements, table: string, until: number): Promise<string | null> {
  return (await db.maybe(Chunk,
    `select format('%I.%I', chunk_schema, chunk_name) as chunk from timescaledb_information.chunks
     where hypertable_schema = current_schema() and hypertable_name = $1 and not is_compressed and range_end <= to_timestamp($2::float8 / 1000) order by range_start limit 1`,
    [table, until]))?.chunk ?? null
}

export async function compressChunk(db: Statements, chunk: string): Promise<void> {
  await db.run('select compress_chunk($1::text::regclass, if_not_compressed => true)', [chunk])
}

/** How many chunks of a table are compressed. */
export async function countCompressed(db: Statements, table: string): Promise<number> {
  return Number((await db.one(z.object({ n: z.bigint() }),
    'select count(*) as n from timescaledb_information.chunks where hypertable_schema = current_schema() and hypertable_name = $1 and is_compressed', [table])).n)
}

/**
 * A late row is checked against the unique index within its own segment only, and by the bounds of the order: so a segment is made of columns of that index wherever it can be.
 * Events: a new position lies behind all compressed ones of its partition, so no batch is opened for it; the unit is there for samples. Roll-ups: exactly the row's own batch.
 */
const SETTINGS = {
  event: `alter table event set (timescaledb.compress, timescaledb.compress_segmentby = 'part, unit', timescaledb.compress_orderby = 'position, time')`,
  rollup: `alter table rollup set (timescaledb.compress, timescaledb.compress_segmentby = 'measure, unit', timescaledb.compress_orderby = 'key, bucket')`,
  score_history: `alter table score_history set (timescaledb.compress, timescaledb.compress_segmentby = 'board, unit', timescaledb.compress_orderby = 'at, seq')`,
  place_history: `alter table place_history set (timescaledb.compress, timescaledb.compress_segmentby = 'board, unit', timescaledb.compress_orderby = 'at, seq')`,
} as const
