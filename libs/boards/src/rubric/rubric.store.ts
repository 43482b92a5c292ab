import type { Statements } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

const Body = z.object({ id: z.string(), hash: z.string(), body: z.string() })

/** A rubric's text as it was loaded. */
export type RubricBody = z.infer<typeof Body>

export async function readRubricBody(db: Statements, id: string, hash: string): Promise<RubricBody | null> {
  return await db.maybe(Body, 'select id, hash, body from rubric where id = $1 and hash = $2', [id, hash])
}

export async function readActiveBodies(db: Statements): Promise<RubricBody[]> {
  return await db.rows(Body, 'select id, hash, body from rubric where active order by id, hash')
}

const Version = z.extend(Body, { active: z.boolean(), loadedAt: z.number() })

/** A version's text with when it was loaded (epoch ms) and whether it stands now. */
export type RubricVersionBody = z.infer<typeof Version>

/** Every version of a rubric that was ever loaded, drafts among them, newest first. */
export async function readVersionBodies(db: Statements, id: string): Promise<RubricVersionBody[]> {
  return await db.rows(Version, 'select id, hash, body, active, loaded_at as "loadedAt" from rubric where id = $1 order by loaded_at desc, hash', [id])
}
