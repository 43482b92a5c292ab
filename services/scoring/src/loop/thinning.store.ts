import type { Statements } from '@tierline/platform/database/database'

/** Which rows are looked at (half-open epoch ms; the beginning may be −Infinity), and of which spans only the last one stays. */
export interface ThinnedSpan {
  from: number
  until: number
  every: 'minute' | 'hour'
}

/** Drops a unit's rows that another of the same span follows, and its places likewise: each is looked up for itself, so neither needs the other. */
export async function thinRows(db: Statements, board: number, span: ThinnedSpan): Promise<number> {
  const values = [board, instantText(span.from), instantText(span.until), span.every]
  return (await db.run(THIN.score_history, values)) + (await db.run(THIN.place_history, values))
}

/** What held at a seq that an alert or a snapshot cites stays: whatever was last written at or before it. */
const IS_NOT_CITED = 'not exists (select from cited_seq c where c.board = $1 and c.seq >= old.seq and c.seq < old.next_seq)'

const THIN = { score_history: thinned('score_history'), place_history: thinned('place_history') }

function thinned(table: 'score_history' | 'place_history'): string {
  return `delete from ${table} h using (
       select unit, seq, at, lead(at) over w as next_at, lead(seq) over w as next_seq from ${table}
       where board = $1 and at >= $2::timestamptz and at < $3::timestamptz window w as (partition by unit order by seq)
     ) as old
     where h.board = $1 and h.unit = old.unit and h.at = old.at and h.seq = old.seq and h.at >= $2::timestamptz and h.at < $3::timestamptz and date_trunc($4, old.at) = date_trunc($4, old.next_at) and ${IS_NOT_CITED}`
}

/** The same for boards as a whole. */
export async function thinBoards(db: Statements, board: number, span: ThinnedSpan): Promise<number> {
  return await db.run(
    `delete from board_history h using (
       select seq, at, lead(at) over w as next_at, lead(seq) over w as next_seq from board_history
       where board = $1 and at >= $2::timestamptz and at < $3::timestamptz window w as (order by seq)
     ) as old
     where h.board = $1 and h.seq = old.seq and date_trunc($4, old.at) = date_trunc($4, old.next_at) and ${IS_NOT_CITED}`,
    [board, instantText(span.from), instantText(span.until), span.every])
}

function instantText(instant: number): string {
  return Number.isFinite(instant) ? new Date(instant).toISOString() : '-infinity'
}
