import type { SnapshotDelivery, SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import type { Bilingual } from '@tierline/contracts/text'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type * as z from 'zod/mini'
import type { HashAlgorithm } from '../freeze/frozen.ts'
import type { LifeSteps } from '../life/moves.ts'

/** A snapshot as lists show it; instants are epoch ms. */
export interface ListedRecord {
  id: bigint
  rubric: string
  group_id: string
  period: string
  label: { title: Bilingual; groupTitle: Bilingual }
  revision: number
  revises: bigint | null
  state: SnapshotState
  cutoff: number
  frozen_at: number
  seq: bigint
  rubric_hash: string
  algorithm: HashAlgorithm
  hash: string
  previous: bigint | null
  units: number
  plan: string | null
  demo: boolean
  steps: LifeSteps
  due: number | null
  issued_by: string | null
  issued_at: number | null
}

/** Which snapshots; null takes all. */
export interface ListFilter {
  rubric: string | null
  group: string | null
  period: string | null
  state: SnapshotState | null
  id: number | null
}

const Listed = raw<ListedRecord>()

/** Snapshots, newest cut-off first, of one cut-off the newest revision first. */
export async function readListed(db: Statements, { rubric, group, period, state, id }: ListFilter): Promise<ListedRecord[]> {
  return await db.rows(Listed,
    `select s.id, s.rubric, s.group_id, s.period, s.label, s.revision, s.revises, s.state, s.cutoff, s.frozen_at, s.seq, s.rubric_hash, s.algorithm, s.hash, s.previous, s.units, s.plan, s.demo, s.steps, s.due,
       i.by as issued_by, i.at as issued_at
     from snapshot s left join lateral (select by, at from snapshot_step where snapshot = s.id and state = 'issued' order by id desc limit 1) as i on true
     where ($1::text is null or s.rubric = $1) and ($2::text is null or s.group_id = $2) and ($3::text is null or s.period = $3) and ($4::text is null or s.state = $4) and ($5::int8 is null or s.id = $5)
     order by s.cutoff desc, s.revision desc, s.id desc`, [rubric, group, period, state, id])
}

const Step = raw<{ at: number; state: string; by: string; note: string }>()

export async function readSteps(db: Statements, id: number): Promise<{ at: number; state: string; by: string; note: string }[]> {
  return await db.rows(Step, 'select at, state, by, note from snapshot_step where snapshot = $1 order by id', [id])
}

type Delivery = z.infer<typeof SnapshotDelivery>
const Deliveries = raw<Omit<Delivery, 'at'> & { at: number | null }>()

/** What was handed out of a snapshot by itself, and what still waits. */
export async function readDeliveries(db: Statements, id: number): Promise<Delivery[]> {
  const rows = await db.rows(Deliveries, 'select target, format, state, ended_at as at, detail from snapshot_delivery where snapshot = $1 order by id', [id])
  return rows.map((row) => ({ ...row, at: row.at === null ? null : new Date(row.at).toISOString() }))
}

const Explanation = raw<{ explanation: string }>()

/** The explanation of one unit as it was frozen, as text; null where the snapshot has no such unit. */
export async function readExplanation(db: Statements, id: number, unit: string): Promise<string | null> {
  return (await db.maybe(Explanation, 'select explanation from snapshot_unit where snapshot = $1 and unit = $2', [id, unit]))?.explanation ?? null
}

const Head = raw<{ head: string }>()

export async function readHead(db: Statements, id: number): Promise<string | null> {
  return (await db.maybe(Head, 'select head from snapshot where id = $1', [id]))?.head ?? null
}
