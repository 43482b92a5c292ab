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

const Planned = z.object({ rubric: z.string(), group_id: z.string(), period: z.string(), body: z.nullable(z.string()), plan: z.string(), kind: z.enum(['month', 'quarter', 'year']), begun: z.nullable(z.number()) })

/** A board whose periods of one kind an enabled plan freezes, and of this one no snapshot has become final yet. */
export type PlannedBoard = z.infer<typeof Planned>

/** Boards that have an enabled plan of snapshots and no final one yet; of every period, whichever kind it is. */
export async function readUnfrozen(db: Statements): Promise<PlannedBoard[]> {
  return await db.rows(Planned,
    `select b.rubric, b.group_id, b.period, r.body, p.id as plan, p.body ->> 'period' as kind, p.begun
     from snapshot_plan p join board b on b.rubric = p.body ->> 'rubric' and b.group_id = p.body ->> 'group' left join rubric r on r.id = b.rubric and r.hash = b.rubric_hash
     where p.removed_at is null and (p.body ->> 'enabled')::boolean
       and not exists (select from snapshot s where s.rubric = b.rubric and s.group_id = b.group_id and s.period = b.period and s.state in ('final', 'issued', 'superseded'))
     order by b.rubric, b.group_id, b.period, p.id`)
}
