import type { SnapshotState } from '@tierline/contracts/snapshot/snapshot'
import type { Statements, Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { HashAlgorithm } from '../freeze/frozen.ts'
import type { LifeSteps } from './moves.ts'

/** A snapshot as its moves see it, held until the transaction ends. */
export interface HeldSnapshot {
  id: number
  state: SnapshotState
  rubric: string
  group: string
  period: string
  revision: number
  revises: number | null
  algorithm: HashAlgorithm
  steps: LifeSteps
  due: number | null
  head: string
}

interface HeldRow {
  id: bigint
  state: SnapshotState
  rubric: string
  group_id: string
  period: string
  revision: number
  revises: bigint | null
  algorithm: HashAlgorithm
  steps: LifeSteps
  due: number | null
  head: string
}

const Held = raw<HeldRow>()
const Id = raw<{ id: bigint }>()

/** Holds a snapshot against every other move; null where there is none of this number. */
export async function holdSnapshot(tx: Transaction, id: number): Promise<HeldSnapshot | null> {
  const row = await tx.maybe(Held, 'select id, state, rubric, group_id, period, revision, revises, algorithm, steps, due, head from snapshot where id = $1 for update', [id])
  return row && heldOf(row)
}

/** The same where it is due by itself and nobody else is at it. */
export async function holdDue(tx: Transaction, id: number, now: number): Promise<HeldSnapshot | null> {
  const row = await tx.maybe(Held,
    `select id, state, rubric, group_id, period, revision, revises, algorithm, steps, due, head from snapshot where id = $1 and due <= $2 for update skip locked`, [id, new Date(now)])
  return row && heldOf(row)
}

function heldOf({ id, group_id: group, revises, ...row }: HeldRow): HeldSnapshot {
  return { ...row, id: Number(id), group, revises: revises === null ? null : Number(revises) }
}

/** Snapshots whose step is over by the clock; those with open objections wait for them. */
export async function readDue(db: Statements, now: number): Promise<number[]> {
  const rows = await db.rows(Id,
    `select id from snapshot s where due <= $1 and (state <> 'objections' or not exists (select from objection o where o.snapshot = s.id and o.state = 'open')) order by due, id`, [new Date(now)])
  return rows.map(({ id }) => Number(id))
}

export async function setState(tx: Transaction, id: number, { state, due }: { state: SnapshotState; due: number | null }): Promise<void> {
  await tx.run('update snapshot set state = $2, due = $3 where id = $1', [id, state, due === null ? null : new Date(due)])
}

const Link = raw<{ id: bigint; hash: string; link: number }>()

/** The newest link of the chain of a rubric and group; the caller holds the chain. */
export async function lastLink(tx: Transaction, { rubric, group }: { rubric: string; group: string }): Promise<{ id: number; hash: string; link: number } | null> {
  const row = await tx.maybe(Link, 'select id, hash, link from snapshot where rubric = $1 and group_id = $2 and link is not null order by link desc limit 1', [rubric, group])
  return row && { ...row, id: Number(row.id) }
}

export async function setLink(tx: Transaction, id: number, { previous, link }: { previous: number | null; link: number }): Promise<void> {
  await tx.run('update snapshot set previous = $2, link = $3 where id = $1', [id, previous, link])
}

/** Other revisions of the same board's period that are issued. */
export async function readIssued(tx: Transaction, { id, rubric, group, period }: Pick<HeldSnapshot, 'id' | 'rubric' | 'group' | 'period'>): Promise<number[]> {
  const rows = await tx.rows(Id, `select id from snapshot where rubric = $1 and group_id = $2 and period = $3 and state = 'issued' and id <> $4 for update`, [rubric, group, period, id])
  return rows.map((row) => Number(row.id))
}
