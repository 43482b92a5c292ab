import type { StoredHead, StoredPlace, StoredRow } from '@tierline/platform/board/stored-row'
import type { StoredFacts } from '@tierline/platform/board/stored-facts'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { BoardSummary } from '@tierline/contracts/board'
import * as z from 'zod/mini'

/** A board as a whole, as it is stored. Instants are epoch ms. */
export interface BoardRecord {
  id: number
  rubric: string
  group_id: string
  period: string
  seq: bigint
  as_of: number
  rubric_hash: string
  position: Record<string, string>
  provisional: boolean
  head: StoredHead
  summaries: z.infer<typeof BoardSummary>[]
  last_event: number | null
  last_arrived: number | null
}

/** A stored row with its place and without its facts; null where the unit has left the board. */
export interface RowRecord {
  unit: number
  row: Omit<StoredRow, 'facts'> | null
}

/** A unit's place on a board. */
export interface PlaceRecord extends StoredPlace {
  unit: number
}

/** A unit's stored facts. */
export interface FactsRecord {
  unit: number
  facts: StoredFacts
}

const Board = raw<BoardRecord>()
const Row = raw<RowRecord>()
const Place = raw<{ unit: number; rank: number | null; gap_above: string | null }>()
const Facts = raw<FactsRecord>()
const Seq = raw<{ id: number; rubric: string; group_id: string; period: string; seq: bigint; as_of: number }>()
const Key = raw<{ id: number }>()

/** Where a board stands; `asOf` is when it was scored last, epoch ms. */
export interface SeqRecord extends StoredKey {
  id: number
  seq: bigint
  asOf: number
}

/** A board's name. */
export interface StoredKey {
  rubric: string
  group: string
  period: string
}

export async function findBoard(db: Statements, { rubric, group, period }: StoredKey): Promise<number | null> {
  return (await db.maybe(Key, 'select id from board where rubric = $1 and group_id = $2 and period = $3', [rubric, group, period]))?.id ?? null
}

export async function readBoard(db: Statements, id: number): Promise<BoardRecord> {
  return await db.one(Board,
    `select id, rubric, group_id, period, seq, as_of, rubric_hash, position, provisional, head, summaries, last_event, last_arrived from board where id = $1`, [id])
}

/** Where every board stands. */
export async function readSeqs(db: Statements): Promise<SeqRecord[]> {
  const rows = await db.rows(Seq, 'select id, rubric, group_id, period, seq, as_of from board order by rubric, group_id, period')
  return rows.map(({ id, rubric, group_id: group, period, seq, as_of: asOf }) => ({ id, rubric, group, period, seq, asOf }))
}

/** Numbers of the boards on which some unit has a score; the others have nothing to show. */
export async function readScored(db: Statements): Promise<ReadonlySet<number>> {
  const rows = await db.rows(z.object({ id: z.number() }), `select id from board b where exists (select from score s where s.board = b.id and s.row->>'score' is not null)`)
  return new Set(rows.map(({ id }) => id))
}

/** Every row of a board. Rows of earlier versions hold their places themselves; what a row says goes before what stands beside it. */
export async function readRows(db: Statements, board: number): Promise<RowRecord[]> {
  return await db.rows(Row,
    `select s.unit, jsonb_build_object('rank', p.rank, 'gapAbove', p.gap_above) || (s.row - 'facts') as row from score s left join place p using (board, unit) where s.board = $1`, [board])
}

/** The rows that were written after a seq, with the places of now. */
export async function readRowsSince(db: Statements, board: number, seq: bigint): Promise<RowRecord[]> {
  return await db.rows(Row,
    `with newer as materialized (
       select unit, seq, row from score_history where board = $1 and seq > $2 and at >= (select coalesce(max(at), '-infinity') from board_history where board = $1 and seq <= $2)
     )
     select distinct on (n.unit) n.unit, case when jsonb_typeof(n.row) = 'object' then jsonb_build_object('rank', p.rank, 'gapAbove', p.gap_above) || (n.row - 'facts') end as row
     from newer n left join place p on p.board = $1 and p.unit = n.unit order by n.unit, n.seq desc`, [board, seq])
}

/** The places of now that were changed after a seq. */
export async function readPlacesSince(db: Statements, board: number, seq: bigint): Promise<PlaceRecord[]> {
  const rows = await db.rows(Place,
    `select unit, rank, gap_above from place where board = $1 and unit = any(array(
       select unit from place_history where board = $1 and seq > $2 and at >= (select coalesce(max(at), '-infinity') from board_history where board = $1 and seq <= $2)
     ))`, [board, seq])
  return rows.map(({ unit, rank, gap_above: gapAbove }) => ({ unit, rank, gapAbove }))
}

/** The facts behind every row of a board. */
export async function readFacts(db: Statements, board: number): Promise<FactsRecord[]> {
  return await db.rows(Facts, `select unit, row -> 'facts' as facts from score where board = $1`, [board])
}

/** Asks for a board that nobody has made yet. */
export async function wantBoard(db: Statements, { rubric, group, period }: StoredKey): Promise<void> {
  await db.run('insert into board_wanted (rubric, group_id, period) values ($1, $2, $3) on conflict do nothing', [rubric, group, period])
}
