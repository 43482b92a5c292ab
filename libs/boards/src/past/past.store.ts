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

/** Each unit's row with its place as they stood at a seq; units that had left are left out. Whoever was ever on the board is there still, or its history says that it left. */
export async function readRowsThen(db: Statements, board: number, seq: bigint): Promise<RowRecord[]> {
  return await db.rows(Row,
    `select u.id as unit, jsonb_build_object('rank', p.rank, 'gapAbove', p.gap_above) || (h.row - 'facts') as row
     from (select unit as id from score where board = $1 union select unit from score_history where board = $1 and row = 'null'::jsonb) as u
       cross join lateral (select row from score_history where board = $1 and unit = u.id and at <= (select at from board_history where board = $1 and seq = $2) and seq <= $2 order by at desc, seq desc limit 1) as h
       left join lateral (select rank, gap_above from place_history where board = $1 and unit = u.id and at <= (select at from board_history where board = $1 and seq = $2) and seq <= $2 order by at desc, seq desc limit 1) as p on true
     where jsonb_typeof(h.row) = 'object'`, [board, seq])
}

/** The facts behind those rows. */
export async function readFactsThen(db: Statements, board: number, seq: bigint): Promise<FactsRecord[]> {
  return await db.rows(Facts,
    `select u.id as unit, h.row -> 'facts' as facts from (select unit as id from score where board = $1 union select unit from score_history where board = $1 and row = 'null'::jsonb) as u,
       lateral (select row from score_history where board = $1 and unit = u.id and at <= (select at from board_history where board = $1 and seq = $2) and seq <= $2 order by at desc, seq desc limit 1) as h
     where jsonb_typeof(h.row) = 'object'`, [board, seq])
}
