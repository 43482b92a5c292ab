import type { StoredHead } from '@tierline/platform/board/stored-row'
import type { Statements } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

const BoardRecord = z.object({ id: z.number(), rubric: z.string(), group_id: z.string(), period: z.string() })

/** A board as it is listed. */
export type BoardRecord = z.infer<typeof BoardRecord>

/** What a new board is made of. */
export interface NewBoard {
  rubric: string
  group: string
  period: string
  hash: string
  head: StoredHead
  months: { from: string; until: string }
  instant: number
}

const Month = z.object({ month: z.string() })
const Wanted = z.object({ rubric: z.string(), group_id: z.string(), period: z.string() })
const Moment = z.object({ instant: z.nullable(z.number()), wanted: z.boolean(), boards: z.number() })

export async function readBoards(db: Statements): Promise<BoardRecord[]> {
  return await db.rows(BoardRecord, 'select id, rubric, group_id, period from board order by id')
}

/** Makes a board at seq 0, not scored yet; one that is there already stays. */
export async function createBoard(db: Statements, board: NewBoard): Promise<void> {
  await db.run(
    `insert into board (rubric, group_id, period, seq, as_of, rubric_hash, position, provisional, head, from_month, until_month, summaries)
     values ($1, $2, $3, 0, $4, $5, '{}', true, $6::jsonb, $7::date, $8::date, '[]') on conflict (rubric, group_id, period) do nothing`,
    [board.rubric, board.group, board.period, new Date(board.instant), board.hash, JSON.stringify(board.head), board.months.from, board.months.until],
  )
}

/** The months in which anything has happened. */
export async function readMonths(db: Statements): Promise<string[]> {
  return (await db.rows(Month, 'select distinct month from unit_month')).map(({ month }) => month)
}

/** Takes the boards that somebody asked for. */
export async function takeWanted(db: Statements): Promise<{ rubric: string; group: string; period: string }[]> {
  const rows = await db.rows(Wanted, 'delete from board_wanted returning rubric, group_id, period')
  return rows.map(({ rubric, group_id: group, period }) => ({ rubric, group, period }))
}

/** Where the stored clock stands (null before its first tick), whether somebody waits for a board, and how many boards there are, whoever made them. */
export async function readMoment(db: Statements): Promise<z.infer<typeof Moment>> {
  return await db.one(Moment, 'select (select instant from clock) as instant, exists (select from board_wanted) as wanted, (select count(*)::int4 from board) as boards')
}
