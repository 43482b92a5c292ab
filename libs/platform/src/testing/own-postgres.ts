import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A PostgreSQL server that a test started for itself and may kill; `dump` and `restore` are pg_dump and pg_restore, with TimescaleDB's steps around the latter where the dump holds it. */
export interface OwnPostgres {
  url: string
  urlOf(database: string): string
  dump(database: string, file: string): Promise<void>
  restore(file: string, database: string): Promise<void>
  remove(): Promise<void>
}

interface PostgresEngine {
  start(how: { folder: string; isPlain?: boolean; settings?: Record<string, string> }): Promise<OwnPostgres>
}

/** Starts a TimescaleDB, or the plain PostgreSQL 17 of the same parts, through test/engines; `remove` it when done. */
export async function startOwnPostgres(how: { isPlain?: boolean; settings?: Record<string, string> } = {}): Promise<OwnPostgres> {
  // Past the type checker, for test/ is no part of this package.
  const engine = await import(new URL('../../../../test/engines/timescale.mjs', import.meta.url).href) as PostgresEngine
  return await engine.start({ folder: await mkdtemp(join(tmpdir(), 'tl-postgres-')), ...how })
}
