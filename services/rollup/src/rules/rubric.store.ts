import type { Statements } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

const RubricRow = z.object({ id: z.string(), body: z.string() })

/** The texts of the active rubrics in the database, named for errors. */
export async function readActiveRubrics(db: Statements): Promise<{ name: string; text: string }[]> {
  return (await db.rows(RubricRow, 'select id, body from rubric where active order by id')).map(({ id, body }) => ({ name: `rubric ${id}`, text: body }))
}
