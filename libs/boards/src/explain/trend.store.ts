import type { StoredRow } from '@tierline/platform/board/stored-row'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** A unit's row at one point of its past. */
export interface TrendRow {
  at: number
  rubric_hash: string
  row: Omit<StoredRow, 'facts'>
}

const Trend = raw<TrendRow>()

/** Points of a unit's past on a board up to a seq, evenly taken from what is kept, the newest among them; oldest first. */
export async function readTrend(db: Statements, about: { board: number; unit: number; seq: bigint; points: number }): Promise<TrendRow[]> {
  return await db.rows(Trend,
    `select h.at, b.rubric_hash, h.row - 'facts' as row from (
       select at, seq, row, row_number() over (order by seq desc) - 1 as place, count(*) over () as total
       from score_history where board = $1 and unit = $2 and seq <= $3 and jsonb_typeof(row) = 'object'
     ) as h left join board_history b on b.board = $1 and b.seq = h.seq
     where h.place % greatest(1, ceil(h.total::numeric / $4)::int8) = 0 order by h.seq`,
    [about.board, about.unit, about.seq, about.points])
}
