import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import { sqlState } from './database-errors.ts'
import type { Database } from './database.ts'

const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url))
/** Any fixed number: whoever holds it migrates, the others wait. */
const LOCK = 7_101_951
const RAN_MEANWHILE = 'P0T01'

/** Runs the numbered migrations that have not run yet, each once, forward only. */
export async function migrate(db: Database, folder = MIGRATIONS): Promise<string[]> {
  // Under the lock: of two that make the table at once, one would fail on the catalogue in spite of "if not exists".
  await db.script(`select pg_advisory_xact_lock(${LOCK}); create table if not exists migration (name text primary key)`)
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort()
  const ran: string[] = []
  for (const name of names) {
    if (await migrateOne(db, folder, name)) ran.push(name)
  }
  return ran
}

async function migrateOne(db: Database, folder: string, name: string): Promise<boolean> {
  const done = await db.maybe(z.object({ name: z.string() }), 'select name from migration where name = $1', [name])
  if (done) return false
  const text = await readFile(join(folder, name), 'utf8')
  // One simple-protocol script is one implicit transaction: the lock, the statements and the mark stand or fall together.
  return await db.script(`select pg_advisory_xact_lock(${LOCK});
do $$ begin if exists (select from migration where name = '${name}') then raise exception 'ran meanwhile' using errcode = '${RAN_MEANWHILE}'; end if; end $$;
${text}
insert into migration (name) values ('${name}')`).then(() => true, (error: unknown) => {
    if (sqlState(error) === RAN_MEANWHILE) return false
    throw error
  })
}
