import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import * as z from 'zod/mini'
import type { RowOfUnit } from './board.store.ts'

const Then = z.object({
  seq: z.bigint(), at: z.number(), rubric_hash: z.string(), position: z.record(z.string(), z.string()), provisional: z.boolean(),
  summaries: z.unknown(), last_event: z.nullable(z.number()), last_arrived: z.nullable(z.number()),
})
const Span = z.object({ first: z.nullable(z.number()) })

/** A board as a whole, as it was known at some seq. */
export type BoardThen = z.infer<typeof Then>

/** A unit's score and rank at a seq. */
export interface Standing {
  unit: number
  rank: number | null
  score: string | null
}

/** The last seq whose instant is at or before `at` (epoch ms), or null where the board was not scored yet. */
export async function readBoardThen(db: Statements, board: number, at: number): Promise<BoardThen | null> {
  return await db.maybe(Then,
    `select seq, at, rubric_hash, position, provisional, summaries, last_event, last_arrived from board_history
     where board = $1 and at <= $2 order by at desc, seq desc limit 1`, [board, new Date(at)])
}

/** Each unit's newest row at or before a seq. */
export async function readRowsThen(db: Statements, board: number, seq: bigint): Promise<RowOfUnit[]> {
  return await db.rows(raw<RowOfUnit>(),
    `select u.unit, nullif(h.row, 'null'::jsonb) - 'facts' as row
     from (select distinct unit from score_history where board = $1) as u
     join lateral (select row from score_history where board = $1 and unit = u.unit and seq <= $2 order by seq desc limit 1) as h on true`, [board, seq])
}

/** The same, standings only. */
export async function readStandingsThen(db: Statements, board: number, seq: bigint): Promise<Standing[]> {
  return await db.rows(raw<Standing>(),
    `select u.unit, (h.row->>'rank')::int as rank, h.row->>'score' as score
     from (select unit from score where board = $1) as u
     join lateral (select row from score_history where board = $1 and unit = u.unit and seq <= $2 order by seq desc limit 1) as h on true`, [board, seq])
}

/** Instant of the board's first seq. */
export async function readFirst(db: Statements, board: number): Promise<number | null> {
  return (await db.one(Span, 'select min(at) as first from board_history where board = $1', [board])).first
}

/** Scores of every unit at each of the instants (epoch ms), in the order of the instants; units without a score then are left out. */
export async function readScoresAt(db: Statements, board: number, instants: readonly number[]): Promise<{ unit: number; n: bigint; score: string }[]> {
  return await db.rows(raw<{ unit: number; n: bigint; score: string }>(),
    `with wanted as (
       select t.n, (select max(seq) from board_history where board = $1 and at <= t.at) as seq from unnest($2::timestamptz[]) with ordinality as t (at, n)
     )
     select u.unit, w.n, h.row->>'score' as score from wanted w cross join (select unit from score where board = $1) as u
     join lateral (select row from score_history where board = $1 and unit = u.unit and seq <= w.seq order by seq desc limit 1) as h on h.row->>'score' is not null
     order by u.unit, w.n`, [board, instants.map((at) => new Date(at).toISOString())])
}
