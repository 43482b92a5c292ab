import type { SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { HashAlgorithm } from '../freeze/frozen.ts'

/** A snapshot with the columns that say again what its content says; instants are epoch ms. */
export interface StoredSnapshot {
  id: number
  state: SnapshotState
  rubric: string
  group_id: string
  period: string
  revision: number
  cutoff: number
  seq: bigint
  rubric_hash: string
  algorithm: HashAlgorithm
  hash: string
  previous: number | null
  link: number | null
  units: number
  head: string
}

type Row = Omit<StoredSnapshot, 'id' | 'previous'> & { id: bigint; previous: bigint | null }

const Stored = raw<Row>()

export async function readStored(db: Statements, id: number): Promise<StoredSnapshot | null> {
  const row = await db.maybe(Stored, 'select id, state, rubric, group_id, period, revision, cutoff, seq, rubric_hash, algorithm, hash, previous, link, units, head from snapshot where id = $1', [id])
  return row && { ...row, id: Number(row.id), previous: row.previous === null ? null : Number(row.previous) }
}

const Count = raw<{ n: bigint }>()

/** How many links of a chain come before one. */
export async function countLinks(db: Statements, { rubric, group_id: group, link }: Pick<StoredSnapshot, 'rubric' | 'group_id'> & { link: number }): Promise<number> {
  return Number((await db.one(Count, 'select count(*) as n from snapshot where rubric = $1 and group_id = $2 and link < $3', [rubric, group, link])).n)
}
