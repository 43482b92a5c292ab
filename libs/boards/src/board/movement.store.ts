import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** Where a unit stood at some seq. */
export interface Standing {
  unit: number
  rank: number | null
  score: string | null
}

const Seq = raw<{ seq: bigint | null; at: number | null }>()
const StandingRow = raw<Standing>()
const Point = raw<{ unit: number; scores: (string | null)[] }>()
const At = raw<{ at: number | null }>()

/** The board's seq as it stood just before an instant; null where nothing was known of it. */
export async function seqBefore(db: Statements, board: number, instant: number): Promise<bigint | null> {
  return (await db.maybe(Seq, 'select seq, at from board_history where board = $1 and at < $2 order by at desc, seq desc limit 1', [board, new Date(instant)]))?.seq ?? null
}

/** The instant of the first seq that is kept. */
export async function firstKnown(db: Statements, board: number): Promise<number | null> {
  return (await db.one(At, 'select min(at) as at from board_history where board = $1', [board])).at
}

/** Rank and score of these units at a seq. */
export async function readStandings(db: Statements, board: number, about: { seq: bigint; units: readonly number[] }): Promise<Standing[]> {
  return await db.rows(StandingRow,
    `select u.unit, case when h.row ? 'rank' then (h.row ->> 'rank')::int4 else p.rank end as rank, h.row ->> 'score' as score
     from unnest($3::int4[]) as u (unit)
       cross join lateral (select row from score_history where board = $1 and unit = u.unit and at <= (select at from board_history where board = $1 and seq = $2) and seq <= $2 order by at desc, seq desc limit 1) as h
       left join lateral (select rank from place_history where board = $1 and unit = u.unit and at <= (select at from board_history where board = $1 and seq = $2) and seq <= $2 order by at desc, seq desc limit 1) as p on true
     where jsonb_typeof(h.row) = 'object'`,
    [board, about.seq, about.units])
}

/** Scores of these units as they stood at each of the instants, in their order; null where nothing was known. */
export async function readScoresAt(db: Statements, board: number, about: { instants: readonly number[]; units: readonly number[] }): Promise<Map<number, (string | null)[]>> {
  const rows = await db.rows(Point,
    `with stops as materialized (
       select t.place, b.seq, b.at from unnest($2::timestamptz[]) with ordinality as t (at, place)
         left join lateral (select seq, at from board_history where board = $1 and at <= t.at order by at desc, seq desc limit 1) as b on true
     )
     select u.unit, array_agg(h.score order by s.place) as scores
     from unnest($3::int4[]) as u (unit) cross join stops s
       left join lateral (select row ->> 'score' as score from score_history where board = $1 and unit = u.unit and at <= s.at and seq <= s.seq order by at desc, seq desc limit 1) as h on true
     group by u.unit`,
    [board, about.instants.map((instant) => new Date(instant).toISOString()), about.units])
  return new Map(rows.map(({ unit, scores }) => [unit, scores]))
}
