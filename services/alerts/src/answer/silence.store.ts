import type { SilenceScope } from '@tierline/contracts/alert/alert'
import type { Statements, Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { ScopedAlert } from './silence-scope.ts'

/** A silence as it is stored; instants are epoch ms by the stored clock. */
export interface SilenceRow {
  id: bigint
  scope: SilenceScope
  from: number
  until: number
  entered_by: string
  reason: string
  ended_at: number | null
  ended_by: string | null
}

/** A silence that is to be kept. */
export interface EnteredSilence {
  scope: SilenceScope
  from: number
  until: number
  by: string
  reason: string
}

const Row = raw<SilenceRow>()
const Held = raw<{ id: bigint; scope: SilenceScope }>()
const Id = raw<{ id: bigint }>()
const Scoped = raw<Omit<ScopedAlert, 'id'> & { id: bigint }>()
const Found = raw<{ rubric: boolean; watch: boolean; alert: boolean }>()

const SILENCES = 'select id, scope, "from", until, entered_by, reason, ended_at, ended_by from silence'

/** The silences that hold at an instant of the stored clock, oldest first. */
export async function readHeldSilences(db: Statements, instant: number): Promise<{ id: number; scope: SilenceScope }[]> {
  const rows = await db.rows(Held, 'select id, scope from silence where ended_at is null and until > $1 order by id', [new Date(instant)])
  return rows.map(({ id, scope }) => ({ id: Number(id), scope }))
}

/** Silences, newest first; `holds` true for those that hold at the instant, false for the others, null for all. */
export async function readSilences(db: Statements, { instant, holds, limit }: { instant: number; holds: boolean | null; limit: number }): Promise<SilenceRow[]> {
  return await db.rows(Row, `${SILENCES} where $2::boolean is null or (ended_at is null and until > $1) = $2 order by id desc limit $3`, [new Date(instant), holds, limit])
}

/** One silence, held against whoever else would end it. */
export async function lockSilence(tx: Transaction, id: number): Promise<SilenceRow | null> {
  return await tx.maybe(Row, `${SILENCES} where id = $1 for update`, [id])
}

export async function addSilence(tx: Transaction, { scope, from, until, by, reason }: EnteredSilence): Promise<number> {
  const { id } = await tx.one(Id, 'insert into silence (scope, "from", until, entered_by, reason) values ($1, $2, $3, $4, $5) returning id', [JSON.stringify(scope), new Date(from), new Date(until), by, reason])
  return Number(id)
}

export async function endSilence(tx: Transaction, id: number, { at, by }: { at: number; by: string }): Promise<void> {
  await tx.run('update silence set ended_at = $2, ended_by = $3 where id = $1', [id, new Date(at), by])
}

/** Every open alert, as scopes name it. */
export async function readOpenAlerts(db: Statements): Promise<ScopedAlert[]> {
  const rows = await db.rows(Scoped,
    `select a.id, a.watch, b.rubric, b.group_id as group, u.code as unit from alert a join board b on b.id = a.board join unit u on u.id = a.unit where a.ended_at is null`)
  return rows.map((row) => ({ ...row, id: Number(row.id) }))
}

/** Whether there is what a scope names. */
export async function findNamed(db: Statements, { rubric, watch, alert }: SilenceScope): Promise<{ rubric: boolean; watch: boolean; alert: boolean }> {
  return await db.one(Found,
    `select exists (select from rubric where id = $1) as rubric, exists (select from watch where id = $2 and removed_at is null) as watch, exists (select from alert where id = $3) as alert`,
    [rubric ?? '', watch ?? '', alert ?? 0])
}
