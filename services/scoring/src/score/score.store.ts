import type { StoredHead, StoredPlace } from '@tierline/platform/board/stored-row'
import type { Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

const State = z.object({ seq: z.bigint(), rubric_hash: z.string(), as_of: z.number(), last_event: z.nullable(z.number()) })
const Log = z.object({ instant: z.nullable(z.number()), position: z.record(z.string(), z.string()), last_arrived: z.nullable(z.number()) })
const UnitRow = z.object({ unit: z.number() })
const Known = raw<{ unit: number; digest: string; is_placed: boolean; rank: number | null; gap_above: string | null }>()

/** A board as it stands before it is scored again. */
export type BoardState = z.infer<typeof State>
/** How far the log has come in the transaction's snapshot, and where the stored clock stands. */
export type LogState = z.infer<typeof Log>

/**
 * Keeps a rebuild from swapping the roll-ups until the transaction ends. It goes first: a lock takes no snapshot, so one that waited for a swap reads the new tables whole.
 */
export async function holdRollUps(tx: Transaction): Promise<void> {
  await tx.run('lock table rollup, rollup_day, distinct_member in access share mode')
}

/** Takes the units that wait; as the first statement that reads it also fixes the snapshot from which their values are read. */
export async function takeTouched(tx: Transaction, board: number): Promise<Set<number>> {
  return new Set((await tx.rows(UnitRow, 'delete from board_touched where board = $1 returning unit', [board])).map(({ unit }) => unit))
}

export async function readState(tx: Transaction, board: number): Promise<BoardState> {
  return await tx.one(State, 'select seq, rubric_hash, as_of, last_event from board where id = $1', [board])
}

export async function readLog(tx: Transaction): Promise<LogState> {
  return await tx.one(Log,
    `select (select instant from clock) as instant,
       coalesce((select jsonb_object_agg(part::text, next::text) from log_position), '{}') as position,
       (select max(last_arrived) from tally where outcome = 'counted') as last_arrived`)
}

/** How a row was written last; its place is null where it was stored by an earlier version. */
export interface KnownRow {
  digest: string
  place: StoredPlace | null
}

/** Digests and places of the rows as they were written last, by the unit's number. */
export async function readKnown(tx: Transaction, board: number): Promise<Map<number, KnownRow>> {
  const rows = await tx.rows(Known, 'select s.unit, s.digest, p.unit is not null as is_placed, p.rank, p.gap_above from score s left join place p using (board, unit) where s.board = $1', [board])
  return new Map(rows.map(({ unit, digest, is_placed: isPlaced, rank, gap_above: gapAbove }) => [unit, { digest, place: isPlaced ? { rank, gapAbove } : null }]))
}

/** What is written with a new seq. */
export interface NewSeq {
  board: number
  /** The seq that it follows. */
  base: bigint
  instant: number
  hash: string
  /** Null where it is the one that the board has. */
  head: StoredHead | null
  months: { from: string; until: string }
  log: LogState
  lastEvent: number | null
  provisional: boolean
  summaries: readonly unknown[]
}

/** Moves the board to its next seq if it stands where it was read, and notes the board as a whole; false where somebody else has moved it. */
export async function moveSeq(tx: Transaction, next: NewSeq): Promise<boolean> {
  const values = [next.board, next.base, new Date(next.instant), next.hash, JSON.stringify(next.log.position), next.provisional, JSON.stringify(next.summaries), dateOf(next.lastEvent), dateOf(next.log.last_arrived)]
  const moved = await tx.run(
    `with moved as (
       update board set seq = seq + 1, as_of = $3, rubric_hash = $4, position = $5::jsonb, provisional = $6, summaries = $7::jsonb, last_event = $8, last_arrived = $9,
         head = coalesce($10::jsonb, head), from_month = $11::date, until_month = $12::date
       where id = $1 and seq = $2 returning id, seq
     )
     insert into board_history (board, seq, at, rubric_hash, position, provisional, summaries, last_event, last_arrived)
     select id, seq, $3, $4, $5::jsonb, $6, $7::jsonb, $8, $9 from moved`,
    [...values, next.head && JSON.stringify(next.head), next.months.from, next.months.until],
  )
  return moved === 1
}

/** Changed rows of one seq; texts are JSON without line breaks. */
export interface ChangedRows {
  board: number
  seq: bigint
  instant: number
  units: readonly number[]
  texts: readonly string[]
  digests: readonly string[]
}

/** Writes changed rows and what was known of them at this seq. */
export async function storeRows(tx: Transaction, { board, seq, instant, units, texts, digests }: ChangedRows): Promise<void> {
  if (units.length === 0) return
  // JSON text holds no line break, so one text with breaks carries all rows and spares the quoting of an array.
  await tx.run(
    `with changed as materialized (
       select unit, text::jsonb as row, digest from unnest($4::int4[], string_to_array($5::text, E'\\n'), $6::text[]) as t (unit, text, digest)
     ), kept as (
       insert into score (board, unit, row, digest) select $1, unit, row, digest from changed order by unit
       on conflict (board, unit) do update set row = excluded.row, digest = excluded.digest
     )
     insert into score_history (board, unit, seq, at, row) select $1, unit, $2, $3, row from changed order by unit`,
    [board, seq, new Date(instant), units, texts.join('\n'), digests],
  )
}

/** Changed places of one seq, in the order of `units`. */
export interface ChangedPlaces extends Pick<ChangedRows, 'board' | 'seq' | 'instant'> {
  units: readonly number[]
  ranks: readonly (number | null)[]
  gaps: readonly (string | null)[]
}

/** Writes changed places, whether or not the rows beside them are written. */
export async function storePlaces(tx: Transaction, { board, seq, instant, units, ranks, gaps }: ChangedPlaces): Promise<void> {
  if (units.length === 0) return
  await tx.run(
    `with changed as materialized (
       select unit, rank, gap_above from unnest($4::int4[], $5::int4[], $6::text[]) as t (unit, rank, gap_above)
     ), kept as (
       insert into place (board, unit, rank, gap_above) select $1, unit, rank, gap_above from changed order by unit
       on conflict (board, unit) do update set rank = excluded.rank, gap_above = excluded.gap_above
     )
     insert into place_history (board, unit, seq, at, rank, gap_above) select $1, unit, $2, $3, rank, gap_above from changed order by unit`,
    [board, seq, new Date(instant), units, ranks, gaps],
  )
}

/** Takes units that left the group off the board; history keeps that they left. */
export async function removeRows(tx: Transaction, { board, seq, instant, units }: Pick<ChangedRows, 'board' | 'seq' | 'instant' | 'units'>): Promise<void> {
  if (units.length === 0) return
  await tx.run(
    `with gone as (delete from score where board = $1 and unit = any($4::int4[]) returning unit), displaced as (delete from place where board = $1 and unit = any($4::int4[]))
     insert into score_history (board, unit, seq, at, row) select $1, unit, $2, $3, 'null'::jsonb from gone`,
    [board, seq, new Date(instant), units],
  )
}

const dateOf = (instant: number | null): Date | null => (instant === null ? null : new Date(instant))
