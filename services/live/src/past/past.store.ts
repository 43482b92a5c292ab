import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { BoardRecord, FactsRecord, RowRecord } from '../board/board.store.ts'

/** A board as a whole, as it was known at some seq. */
export type BoardThen = Pick<BoardRecord, 'seq' | 'as_of' | 'rubric_hash' | 'position' | 'provisional' | 'summaries' | 'last_event' | 'last_arrived'>

const Then = raw<BoardThen>()
const Row = raw<RowRecord>()
const Facts = raw<FactsRecord>()

/** The last seq whose instant is at or before `at`; null where the board was not scored by then. */
export async function readBoardThen(db: Statements, board: number, at: number): Promise<BoardThen | null> {
  return await db.maybe(Then,
    `select seq, at as as_of, rubric_hash, position, provisional, summaries, last_event, last_arrived from board_history
     where board = $1 and at <= $2 order by at desc, seq desc limit 1`, [board, new Date(at)])
}

/** Each unit's row as it stood at a seq; units that had left are left out. */
export async function readRowsThen(db: Statements, board: number, seq: bigint): Promise<RowRecord[]> {
  return await db.rows(Row,
    `select u.unit, h.row - 'facts' as row from (select distinct unit from score_history where board = $1) as u,
       lateral (select row from score_history where board = $1 and unit = u.unit and seq <= $2 order by seq desc limit 1) as h
     where jsonb_typeof(h.row) = 'object'`, [board, seq])
}

/** The facts behind those rows. */
export async function readFactsThen(db: Statements, board: number, seq: bigint): Promise<FactsRecord[]> {
  return await db.rows(Facts,
    `select u.unit, h.row -> 'facts' as facts from (select distinct unit from score_history where board = $1) as u,
       lateral (select row from score_history where board = $1 and unit = u.unit and seq <= $2 order by seq desc limit 1) as h
     where jsonb_typeof(h.row) = 'object'`, [board, seq])
}
