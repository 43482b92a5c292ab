import type { WatchBody } from '@tierline/contracts/alert/watch'
import type { Bilingual } from '@tierline/contracts/text'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { StandKey } from '../state/instance.store.ts'

/** A watch that is looked at. */
export interface ActiveWatch {
  id: string
  version: number
  body: WatchBody
  /** The stored clock when it was entered or changed. */
  entered_at: number
}

/** How far a watch has looked at a board. */
export interface Stand {
  seq: bigint
  /** Epoch ms. */
  instant: number
  fault: Bilingual | null
}

/** A board that a watch may look at; `looked` is where it stands there, null where it never looked. */
export interface WatchedBoard {
  id: number
  rubric: string
  group_id: string
  period: string
  seq: bigint
}

export interface StandPlace extends StandKey {
  seq: bigint
  instant: number
}

const Watch = raw<ActiveWatch>()
const Place = raw<StandPlace>()
const Board = raw<WatchedBoard>()
const Key = raw<StandKey>()
const StandRow = raw<Stand>()

export async function readActiveWatches(db: Statements): Promise<ActiveWatch[]> {
  return await db.rows(Watch, `select id, version, body, entered_at from watch where removed_at is null and (body ->> 'enabled')::boolean order by id`)
}

export async function readStandPlaces(db: Statements): Promise<StandPlace[]> {
  return await db.rows(Place, 'select watch, board, seq, instant from watch_stand')
}

/** The boards of these rubrics. */
export async function readWatchedBoards(db: Statements, rubrics: readonly string[]): Promise<WatchedBoard[]> {
  return await db.rows(Board, 'select id, rubric, group_id, period, seq from board where rubric = any($1::text[])', [rubrics])
}

/** Where the clock alone has moved something by an instant. */
export async function readDueKeys(db: Statements, until: number): Promise<StandKey[]> {
  return await db.rows(Key, 'select distinct watch, board from watch_instance where due <= $1', [new Date(until)])
}

/** The watch as it stands, held against changes; null where it is being changed, or is gone. */
export async function holdWatch(tx: Statements, id: string): Promise<ActiveWatch | null> {
  return await tx.maybe(Watch, `select id, version, body, entered_at from watch where id = $1 and removed_at is null and (body ->> 'enabled')::boolean for share skip locked`, [id])
}

/** The stand, ours until the transaction ends; null where another process has it, or nobody ever looked. */
export async function lockStand(tx: Statements, { watch, board }: StandKey): Promise<Stand | null> {
  return await tx.maybe(StandRow, 'select seq, instant, fault from watch_stand where watch = $1 and board = $2 for update skip locked', [watch, board])
}

/** Begins a stand; false where another process has just done so. */
export async function beginStand(tx: Statements, { watch, board }: StandKey, { version, instant }: { version: number; instant: number }): Promise<boolean> {
  return (await tx.run('insert into watch_stand (watch, board, version, seq, instant) values ($1, $2, $3, 0, $4) on conflict do nothing', [watch, board, version, new Date(instant)])) > 0
}

export async function moveStand(tx: Statements, { watch, board }: StandKey, { seq, instant, fault }: Stand): Promise<void> {
  await tx.run('update watch_stand set seq = $3, instant = $4, fault = $5 where watch = $1 and board = $2', [watch, board, seq, new Date(instant), fault && JSON.stringify(fault)])
}
