import type { Statements } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

const Oldest = z.object({ time: z.nullable(z.number()) })

/** The oldest instant of an identity; null where there is none. It looks at every row, so it is asked once in the life of a database. */
export async function readOldestIdentity(db: Statements): Promise<number | null> {
  return (await db.one(Oldest, 'select min(time) as time from ledger')).time
}

/** Forgets the identities of events that happened in a half-open span. */
export async function deleteIdentities(db: Statements, from: number, until: number): Promise<number> {
  return await db.run('delete from ledger where time >= to_timestamp($1::float8 / 1000) and time < to_timestamp($2::float8 / 1000)', [from, until])
}
