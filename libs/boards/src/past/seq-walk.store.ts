import type { StoredPlace, StoredRow } from '@tierline/platform/board/stored-row'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { RowRecord } from '../board/board.store.ts'

/** A board at one seq that is kept; `at` is the instant at which it was scored, epoch ms. */
export interface SeqPoint {
  seq: bigint
  at: number
  rubric_hash: string
  provisional: boolean
}

/** A row as it was written, without its place. */
export type RowBody = Omit<StoredRow, 'facts' | keyof StoredPlace>
/** A row with its place, without its cells. */
export type RowTotal = Omit<StoredRow, 'facts' | 'cells'>

/** What a unit's row became at a seq; null where the unit left the board. */
export interface RowChange<Row> {
  unit: number
  seq: bigint
  row: Row | null
}

/** Seqs after one, up to and with another. */
export interface SeqSpan {
  after: bigint
  until: bigint
}

const Point = raw<SeqPoint>()
const Body = raw<RowChange<RowBody>>()
const Total = raw<RowChange<RowTotal>>()
const Row = raw<RowRecord>()

/** The first seqs after one that are kept, in their order. */
export async function readSeqsAfter(db: Statements, board: number, { after, most }: { after: bigint; most: number }): Promise<SeqPoint[]> {
  return await db.rows(Point, 'select seq, at, rubric_hash, provisional from board_history where board = $1 and seq > $2 order by seq limit $3', [board, after, most])
}

/** The last seq up to this one that is kept: itself, as a rule. */
export async function readSeqPoint(db: Statements, board: number, seq: bigint): Promise<SeqPoint | null> {
  return await db.maybe(Point, 'select seq, at, rubric_hash, provisional from board_history where board = $1 and seq <= $2 order by seq desc limit 1', [board, seq])
}

/** The last seq at or before an instant. */
export async function readSeqAt(db: Statements, board: number, at: number): Promise<SeqPoint | null> {
  return await db.maybe(Point, 'select seq, at, rubric_hash, provisional from board_history where board = $1 and at <= $2 order by at desc, seq desc limit 1', [board, new Date(at)])
}

/** The rows that were written in a span, in the order of seqs. */
export async function readRowChanges(db: Statements, board: number, { after, until }: SeqSpan): Promise<RowChange<RowBody>[]> {
  return await db.rows(Body,
    `select unit, seq, case when jsonb_typeof(row) = 'object' then row - 'facts' end as row from score_history
     where board = $1 and seq > $2 and seq <= $3 and at >= (select coalesce(max(at), '-infinity') from board_history where board = $1 and seq <= $2) order by seq, unit`,
    [board, after, until])
}

/** The rows of which the total or the place changed in a span, in the order of seqs, each with its place of then. */
export async function readTotalChanges(db: Statements, board: number, { after, until }: SeqSpan): Promise<RowChange<RowTotal>[]> {
  return await db.rows(Total,
    `with since as materialized (
       select coalesce(max(at), '-infinity') as at from board_history where board = $1 and seq <= $2
     ), changed as materialized (
       select unit, seq, at from score_history where board = $1 and seq > $2 and seq <= $3 and at >= (select at from since)
       union select unit, seq, at from place_history where board = $1 and seq > $2 and seq <= $3 and at >= (select at from since)
     )
     select c.unit, c.seq, case when jsonb_typeof(h.row) = 'object' then jsonb_build_object('rank', p.rank, 'gapAbove', p.gap_above) || (h.row - '{facts,cells}'::text[]) end as row
     from changed c
       cross join lateral (select row from score_history where board = $1 and unit = c.unit and at <= c.at and seq <= c.seq order by at desc, seq desc limit 1) as h
       left join lateral (select rank, gap_above from place_history where board = $1 and unit = c.unit and at <= c.at and seq <= c.seq order by at desc, seq desc limit 1) as p on true
     order by c.seq, c.unit`,
    [board, after, until])
}

/** Rows of these units with their places as they stood at a seq; units that are not on the board then are left out. */
export async function readUnitRowsThen(db: Statements, board: number, { units, seq, at }: { units: readonly number[]; seq: bigint; at: number }): Promise<RowRecord[]> {
  return await db.rows(Row,
    `select u.unit, jsonb_build_object('rank', p.rank, 'gapAbove', p.gap_above) || (h.row - 'facts') as row
     from unnest($2::int4[]) as u (unit)
       cross join lateral (select row from score_history where board = $1 and unit = u.unit and at <= $4 and seq <= $3 order by at desc, seq desc limit 1) as h
       left join lateral (select rank, gap_above from place_history where board = $1 and unit = u.unit and at <= $4 and seq <= $3 order by at desc, seq desc limit 1) as p on true
     where jsonb_typeof(h.row) = 'object'`,
    [board, units, seq, new Date(at)])
}
