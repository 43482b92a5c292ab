import type { BoardKey } from '@tierline/contracts/board'
import type { SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import type { Bilingual } from '@tierline/contracts/text'
import type { Statements, Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { HashAlgorithm } from './frozen.ts'
import type { UnitTexts } from './unit-texts.ts'

/** A snapshot as it is first written; its content's hash comes when its units are in. */
export interface NewRecord {
  plan: string | null
  key: BoardKey
  revision: number
  revises: number | null
  cutoff: number
  frozenAt: number
  board: number
  seq: bigint
  rubricHash: string
  algorithm: HashAlgorithm
  head: string
  label: { title: Bilingual; groupTitle: Bilingual }
  demo: boolean
  steps: { checkingDays?: number | undefined; objectionDays?: number | undefined }
}

const Id = raw<{ id: bigint }>()

export async function insertSnapshot(tx: Transaction, made: NewRecord): Promise<number> {
  const { plan, key, revision, revises, cutoff, frozenAt, board, seq, rubricHash, algorithm, head, label, demo, steps } = made
  const { id } = await tx.one(Id,
    `insert into snapshot (plan, rubric, group_id, period, revision, revises, state, cutoff, frozen_at, board, seq, rubric_hash, algorithm, hash, head, label, units, demo, steps)
     values ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $9, $10, $11, $12, '', $13, $14, 0, $15, $16) returning id`,
    [plan, key.rubric, key.group, key.period, revision, revises, new Date(cutoff), new Date(frozenAt), board, seq, rubricHash, algorithm, head, JSON.stringify(label), demo, JSON.stringify(steps)])
  return Number(id)
}

/** Units from a place on (the first is 1). */
export async function insertUnits(tx: Transaction, snapshot: number, { from, units }: { from: number; units: readonly UnitTexts[] }): Promise<void> {
  await tx.run(
    `insert into snapshot_unit (snapshot, place, unit, explanation, facts, "row")
     select $1, p, u, e, f, r from unnest($2::int4[], $3::text[], $4::text[], $5::text[], $6::text[]) as t (p, u, e, f, r)`,
    [snapshot, units.map((_, at) => from + at), units.map(({ unit }) => unit), units.map(({ explanation }) => explanation), units.map(({ facts }) => facts), units.map(({ row }) => row)])
}

export async function deleteUnits(tx: Transaction, snapshot: number): Promise<void> {
  await tx.run('delete from snapshot_unit where snapshot = $1', [snapshot])
}

/** Closes the content with its hash. */
export async function setContent(tx: Transaction, snapshot: number, { head, hash, units }: { head: string; hash: string; units: number }): Promise<void> {
  await tx.run('update snapshot set head = $2, hash = $3, units = $4 where id = $1', [snapshot, head, hash, units])
}

export async function addStep(tx: Transaction, snapshot: number, step: { at: number; state: SnapshotState; by: string; note: string }): Promise<void> {
  await tx.run('insert into snapshot_step (snapshot, at, state, by, note) values ($1, $2, $3, $4, $5)', [snapshot, new Date(step.at), step.state, step.by, step.note])
}

/** What was known of a board at this seq is never thinned away. */
export async function citeSeq(tx: Transaction, board: number, seq: bigint): Promise<void> {
  await tx.run('insert into cited_seq (board, seq) select $1, $2 where exists (select from board_history where board = $1 and seq = $2) on conflict do nothing', [board, seq])
}

const Key = raw<{ id: bigint; period: string; revision: number; state: SnapshotState }>()

/** The revisions of a board's period, newest first. */
export async function readRevisions(db: Statements, { rubric, group, period }: BoardKey): Promise<{ id: number; revision: number; state: SnapshotState }[]> {
  const rows = await db.rows(Key, 'select id, period, revision, state from snapshot where rubric = $1 and group_id = $2 and period = $3 order by revision desc', [rubric, group, period])
  return rows.map(({ id, revision, state }) => ({ id: Number(id), revision, state }))
}

/** Whether units of the board wait to be scored. */
export async function isWaiting(db: Statements, board: number): Promise<boolean> {
  return (await db.one(raw<{ waits: boolean }>(), 'select exists (select from board_touched where board = $1) as waits', [board])).waits
}

const Text = raw<{ place: number; unit: string; text: string }>()

const PAGE = 500

/** One part of every unit, in the board's order, read in pages. */
export async function* readRowTexts(db: Statements, snapshot: number): AsyncIterable<{ unit: string; text: string }> {
  yield* paged((place) => db.rows(Text, 'select place, unit, "row" as text from snapshot_unit where snapshot = $1 and place > $2 order by place limit $3', [snapshot, place, PAGE]))
}

export async function* readFactTexts(db: Statements, snapshot: number): AsyncIterable<{ unit: string; text: string }> {
  yield* paged((place) => db.rows(Text, 'select place, unit, facts as text from snapshot_unit where snapshot = $1 and place > $2 order by place limit $3', [snapshot, place, PAGE]))
}

/** Whole units, as they are hashed; in a transaction that holds the snapshot. */
export async function* readUnitTexts(db: Statements, snapshot: number): AsyncIterable<{ unit: string; text: string }> {
  yield* paged((place) => db.rows(Text,
    `select place, unit, '{"explanation":' || explanation || ',"facts":' || facts || ',"row":' || "row" || '}' as text from snapshot_unit where snapshot = $1 and place > $2 order by place limit $3`, [snapshot, place, PAGE / 5]))
}

async function* paged(read: (place: number) => Promise<{ place: number; unit: string; text: string }[]>): AsyncIterable<{ unit: string; text: string }> {
  let place = 0
  for (;;) {
    const page = await read(place)
    yield* page
    const last = page.at(-1)
    if (!last) return
    place = last.place
  }
}
