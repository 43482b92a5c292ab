import * as z from 'zod/mini'
import type { Database } from '../../database/database.ts'

/** Resolves when the database answers this process. */
export async function ping(db: Database): Promise<void> {
  await db.one(z.object({ one: z.number() }), 'select 1 as one')
}
