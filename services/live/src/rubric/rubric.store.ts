import type { Statements } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

const Body = z.object({ id: z.string(), hash: z.string(), body: z.string() })

/** A rubric's text as it was loaded. */
export type RubricBody = z.infer<typeof Body>

export async function readRubricBody(db: Statements, id: string, hash: string): Promise<RubricBody | null> {
  return await db.maybe(Body, 'select id, hash, body from rubric where id = $1 and hash = $2', [id, hash])
}

export async function readActiveBodies(db: Statements): Promise<RubricBody[]> {
  return await db.rows(Body, 'select id, hash, body from rubric where active order by id')
}
