import type { InstanceState } from '@tierline/contracts/alert/alert'
import type { WatchBody } from '@tierline/contracts/alert/watch'
import type { Bilingual } from '@tierline/contracts/text'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** A watch as it is stored; instants in epoch ms. */
export interface StoredWatch {
  id: string
  version: number
  body: WatchBody
  origin: 'file' | 'entered'
  entered_by: string
  entered_at: number
  reason: string
  removed_at: number | null
}

/** A watch as somebody has just written it. */
export interface WrittenWatch {
  body: WatchBody
  origin: 'file' | 'entered'
  by: string
  at: number
  reason: string
}

const Watch = raw<StoredWatch>()
const Count = raw<{ watch: string; state: InstanceState; n: bigint }>()
const Fault = raw<{ watch: string; fault: Bilingual }>()
const Channel = raw<{ id: string }>()

const COLUMNS = 'id, version, body, origin, entered_by, entered_at, reason, removed_at'

/** Those that stand. */
export async function readWatches(db: Statements): Promise<StoredWatch[]> {
  return await db.rows(Watch, `select ${COLUMNS} from watch where removed_at is null order by id`)
}

/** Every one that ever was, held against other writers and against the loop. */
export async function lockWatches(tx: Statements, ids: readonly string[]): Promise<Map<string, StoredWatch>> {
  return new Map((await tx.rows(Watch, `select ${COLUMNS} from watch where id = any($1::text[]) order by id for update`, [ids])).map((watch) => [watch.id, watch]))
}

/** Writes a new version of a watch and its history. */
export async function writeWatch(tx: Statements, version: number, { body, origin, by, at, reason }: WrittenWatch): Promise<void> {
  const values = [body.id, version, JSON.stringify(body), by, new Date(at), reason]
  await tx.run(
    `insert into watch (id, version, body, entered_by, entered_at, reason, origin, removed_at) values ($1, $2, $3, $4, $5, $6, $7, null)
     on conflict (id) do update set version = excluded.version, body = excluded.body, entered_by = excluded.entered_by, entered_at = excluded.entered_at, reason = excluded.reason, origin = excluded.origin, removed_at = null`,
    [...values, origin])
  await tx.run('insert into watch_history (watch, version, body, entered_by, entered_at, reason) values ($1, $2, $3, $4, $5, $6)', values)
}

/** It stands as it was, but in another file. */
export async function moveWatch(tx: Statements, id: string, reason: string): Promise<void> {
  await tx.run('update watch set reason = $2 where id = $1', [id, reason])
}

export async function removeWatch(tx: Statements, { id, version }: Pick<StoredWatch, 'id' | 'version'>, { by, at, reason }: { by: string; at: number; reason: string }): Promise<void> {
  await tx.run('update watch set version = $2, entered_by = $3, entered_at = $4, removed_at = $4, reason = $5 where id = $1', [id, version, by, new Date(at), reason])
  await tx.run('insert into watch_history (watch, version, body, entered_by, entered_at, reason) values ($1, $2, null, $3, $4, $5)', [id, version, by, new Date(at), reason])
}

/** Everything that a watch knows of units is forgotten. */
export async function forgetUnits(tx: Statements, id: string): Promise<void> {
  await tx.run('delete from watch_stand where watch = $1', [id])
  await tx.run('delete from watch_instance where watch = $1', [id])
}

/** How many units are in each state, by watch. */
export async function countStates(db: Statements): Promise<{ watch: string; state: InstanceState; n: number }[]> {
  return (await db.rows(Count, 'select watch, state, count(*) as n from watch_instance group by watch, state')).map((row) => ({ ...row, n: Number(row.n) }))
}

/** Why watches cannot be evaluated on the board at which they looked last. */
export async function readFaults(db: Statements): Promise<Map<string, Bilingual>> {
  const rows = await db.rows(Fault, 'select watch, fault from (select distinct on (watch) watch, fault from watch_stand order by watch, instant desc, board desc) as last where fault is not null')
  return new Map(rows.map(({ watch, fault }) => [watch, fault]))
}

/** Ids of the channels that were entered. */
export async function readChannelIds(db: Statements): Promise<Set<string>> {
  return new Set((await db.rows(Channel, 'select id from channel where removed_at is null')).map(({ id }) => id))
}
