import type { Statements } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

const Board = z.object({ rubric: z.string(), group_id: z.string(), period: z.string(), body: z.nullable(z.string()) })
const Filling = z.object({ measures: z.bigint(), cases: z.boolean() })

/** A board with the text of its rubric; null where that is not there. */
export type BoardWithRubric = z.infer<typeof Board>

export async function readBoardsWithRubrics(db: Statements): Promise<BoardWithRubric[]> {
  return await db.rows(Board,
    `select b.rubric, b.group_id, b.period, r.body from board b left join rubric r on r.id = b.rubric and r.hash = b.rubric_hash order by b.rubric, b.group_id, b.period`)
}

/** How many measures are being filled, and whether cases wait to be folded again. */
export async function readFilling(db: Statements): Promise<{ measures: number; cases: boolean }> {
  const { measures, cases } = await db.one(Filling,
    `select (select count(*) from measure where state = 'provisional') as measures, exists (select from cases where measure_set < (select version from measure_set)) as cases`)
  return { measures: Number(measures), cases }
}
