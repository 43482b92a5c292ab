import type { StoredRow } from '@tierline/platform/board/stored-row'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** A unit's row with its place at one point of its past. */
export interface TrendRow {
  at: number
  rubric_hash: string
  row: Omit<StoredRow, 'facts'>
}

const Trend = raw<TrendRow>()

/** Points of a unit's past on a board up to a seq, evenly taken from what is kept of its rows and places, the newest among them, each as it stood at the board's next seq that is kept; oldest first. */
export async function readTrend(db: Statements, about: { board: number; unit: number; seq: bigint; points: number }): Promise<TrendRow[]> {
  return await db.rows(Trend,
    `with kept as (
       select seq from score_history where board = $1 and unit = $2 and seq <= $3 union select seq from place_history where board = $1 and unit = $2 and seq <= $3
     ), points as (
       select seq, row_number() over (order by seq desc) - 1 as n, count(*) over () as total from kept
     ), stops as (
       select distinct b.seq, b.at, b.rubric_hash from points t
         cross join lateral (select seq, at, rubric_hash from board_history where board = $1 and seq >= t.seq and seq <= $3 order by seq limit 1) as b
       where t.n % greatest(1, ceil(t.total::numeric / $4)::int8) = 0
     )
     select s.at, s.rubric_hash, jsonb_build_object('rank', p.rank, 'gapAbove', p.gap_above) || (h.row - 'facts') as row
     from stops s
       cross join lateral (select row from score_history where board = $1 and unit = $2 and at <= s.at and seq <= s.seq order by at desc, seq desc limit 1) as h
       left join lateral (select rank, gap_above from place_history where board = $1 and unit = $2 and at <= s.at and seq <= s.seq order by at desc, seq desc limit 1) as p on true
     where jsonb_typeof(h.row) = 'object' order by s.seq`,
    [about.board, about.unit, about.seq, about.points])
}
