import * as z from 'zod/mini'
import type { Statements, Transaction } from './database.ts'

const Presence = z.object({ preloaded: z.boolean(), installed: z.boolean() })
const License = z.object({ license: z.nullable(z.string()) })
const Hypertable = z.object({ name: z.string(), chunk_days: z.number(), compressed: z.boolean() })

/** Whether the server has TimescaleDB loaded, and whether this database uses it. */
export type TimescalePresence = z.infer<typeof Presence>

/** A table that is a hypertable; `chunk_days` is the span of the chunks that come next, `compressed` whether old ones may be compressed. */
export type HypertableRow = z.infer<typeof Hypertable>

/** Waits for another process that prepares the same database, until the end of the transaction. */
export async function lockPreparation(tx: Transaction, lock: number): Promise<void> {
  await tx.run('select pg_advisory_xact_lock($1)', [lock])
}

export async function readPresence(db: Statements): Promise<TimescalePresence> {
  return await db.one(Presence,
    `select coalesce(current_setting('shared_preload_libraries', true), '') ~ 'timescaledb' and exists (select from pg_available_extensions where name = 'timescaledb') as preloaded,
       exists (select from pg_extension where extname = 'timescaledb') as installed`)
}

/** `apache`, `timescale` (the Community edition), or null where the extension is not in this database. */
export async function readLicense(db: Statements): Promise<string | null> {
  return (await db.one(License, `select case when exists (select from pg_extension where extname = 'timescaledb') then current_setting('timescaledb.license', true) end as license`)).license
}

/** Takes the preloaded extension into this database. */
export async function createExtension(tx: Transaction): Promise<void> {
  await tx.run('create extension if not exists timescaledb')
}

/** The hypertables among these tables. */
export async function readHypertables(db: Statements, tables: readonly string[]): Promise<HypertableRow[]> {
  return await db.rows(Hypertable,
    `select h.hypertable_name::text as name, (extract(epoch from d.time_interval) / 86400)::float8 as chunk_days, h.compression_enabled as compressed
     from timescaledb_information.hypertables h
       join timescaledb_information.dimensions d on d.hypertable_schema = h.hypertable_schema and d.hypertable_name = h.hypertable_name and d.dimension_number = 1
     where h.hypertable_schema = current_schema() and h.hypertable_name = any($1::text[]) order by 1`,
    [tables])
}

/** Makes a table a hypertable and moves its rows into chunks; the table is locked meanwhile. Its own indexes serve, so none is added. */
export async function createHypertable(tx: Transaction, { table, column, chunkDays }: { table: string; column: string; chunkDays: number }): Promise<void> {
  await tx.run('select create_hypertable($1::text::regclass, by_range($2::text::name, make_interval(days => $3::int4)), migrate_data => true, create_default_indexes => false)', [table, column, chunkDays])
}

/** Sets the span of the chunks that are made from now on. */
export async function setChunkDays(tx: Transaction, table: string, chunkDays: number): Promise<void> {
  await tx.run('select set_chunk_time_interval($1::text::regclass, make_interval(days => $2::int4))', [table, chunkDays])
}
