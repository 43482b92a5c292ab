import * as z from 'zod/mini'
import type { Database } from './database/database.ts'

const KeyRow = z.object({
  id: z.bigint(), name: z.string(), sources: z.nullable(z.array(z.string())), types: z.nullable(z.array(z.string())), units: z.nullable(z.array(z.string())), roles: z.array(z.string()),
})

/** A key as stored; null restrictions mean every one. */
export type StoredKey = z.infer<typeof KeyRow>

export async function findKey(db: Database, hash: Buffer): Promise<StoredKey | null> {
  return await db.maybe(KeyRow, 'select id, name, sources, types, units, roles from api_key where hash = $1 and revoked_at is null', [hash])
}

export async function countKeys(db: Database): Promise<bigint> {
  return (await db.one(z.object({ n: z.bigint() }), 'select count(*) as n from api_key')).n
}

export interface NewKey {
  name: string
  roles: readonly string[]
  sources?: readonly string[]
  types?: readonly string[]
  units?: readonly string[]
}

export async function storeKey(db: Database, key: NewKey, hash: Buffer, instant: Date): Promise<void> {
  await db.run('insert into api_key (name, hash, sources, types, units, roles, created_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [key.name, hash, key.sources ?? null, key.types ?? null, key.units ?? null, key.roles, instant])
}
