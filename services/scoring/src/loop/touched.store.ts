import type { Database, Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

const Settled = raw<{ id: number; seq: bigint }>()
const Month = raw<{ month: string }>()
const Board = raw<{ board: number }>()

/** What was dealt: whether anything was, and the months that it concerns. */
export interface Dealt {
  any: boolean
  months: string[]
}

/**
 * Deals touched units out to the boards whose months they concern, and returns the months. Rows that a batch of events holds just now are left for
 * the next time, so neither waits for the other. Losing this transaction in a crash loses nothing: the units are still touched, so it need not be flushed.
 */
export async function dealTouched(db: Database): Promise<Dealt> {
  return await db.transaction(async (tx) => {
    const [, months] = await Promise.all([tx.run('set local synchronous_commit = off'), takeAndDeal(tx)])
    return { any: months.length > 0, months: months.filter((month) => month !== '-infinity') }
  })
}

/**
 * A unit that waits already is written again: whoever takes it in a snapshot from before this change then fails and reads anew. Left alone,
 * it could be taken with the values of before, and the change would wait for the next one.
 */
async function takeAndDeal(tx: Statements): Promise<string[]> {
  const rows = await tx.rows(Month,
    `with taken as (
       delete from touched t using (select unit, month from touched for update skip locked) as free
       where t.unit = free.unit and t.month = free.month returning t.unit, t.month, t.last_event
     ), seen as (
       insert into unit_month (unit, month, last_event) select unit, month, last_event from taken where last_event is not null order by unit, month
       on conflict (unit, month) do update set last_event = greatest(unit_month.last_event, excluded.last_event)
     ), dealt as (
       insert into board_touched (board, unit)
       select distinct b.id, t.unit from taken t join group_member m on m.unit = t.unit join board b on b.group_id = m.group_id
       where t.month = '-infinity' or (t.month >= b.from_month and t.month < b.until_month) order by 1, 2
       on conflict (board, unit) do update set unit = excluded.unit
     )
     select distinct month from taken`)
  return rows.map(({ month }) => month)
}

/** The boards of which some unit waits. */
export async function readWaiting(db: Statements): Promise<Set<number>> {
  return new Set((await db.rows(Board, 'select distinct board from board_touched')).map(({ board }) => board))
}

/** Lets a unit wait on the boards of one rubric and these periods; returns the boards. */
export async function touchJudged(tx: Statements, about: { unit: number; rubric: string; periods: readonly string[] }): Promise<number[]> {
  return (await tx.rows(Board,
    `with dealt as (
       insert into board_touched (board, unit)
       select b.id, m.unit from board b join group_member m on m.group_id = b.group_id
       where m.unit = $1 and b.rubric = $2 and b.period = any($3::text[]) order by 1, 2 on conflict (board, unit) do update set unit = excluded.unit
     )
     select b.id as board from board b join group_member m on m.group_id = b.group_id where m.unit = $1 and b.rubric = $2 and b.period = any($3::text[])`,
    [about.unit, about.rubric, about.periods])).map(({ board }) => board)
}

/** Lets units wait on every board that they stand on; returns the boards. */
export async function touchAttributed(tx: Statements, units: readonly number[]): Promise<number[]> {
  return (await tx.rows(Board,
    `with dealt as (
       insert into board_touched (board, unit)
       select b.id, m.unit from board b join group_member m on m.group_id = b.group_id where m.unit = any($1::int4[]) order by 1, 2 on conflict (board, unit) do update set unit = excluded.unit
     )
     select distinct b.id as board from board b join group_member m on m.group_id = b.group_id where m.unit = any($1::int4[])`,
    [units])).map(({ board }) => board)
}

/** What was changed on which boards. */
export interface TouchedBoards {
  boards: readonly number[]
  units: readonly number[]
}

/** Those of the boards that have been scored since their units were touched, whoever did it, with their seqs. */
export async function readSettled(db: Statements, { boards, units }: TouchedBoards): Promise<Map<number, bigint>> {
  const rows = await db.rows(Settled,
    `select b.id, b.seq from board b where b.id = any($1::int4[]) and b.seq > 0
       and not exists (select from board_touched t where t.board = b.id and t.unit = any($2::int4[]))`, [boards, units])
  return new Map(rows.map(({ id, seq }) => [id, seq]))
}
