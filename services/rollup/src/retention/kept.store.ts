import type { Statements, Transaction } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

const Instant = z.object({ instant: z.number() })
const Id = z.object({ id: z.bigint() })
const Open = z.object({ id: z.bigint(), until: z.number() })
const Ready = z.object({ ready: z.boolean() })
const Xid = z.object({ xid: z.string() })

/** What is kept for a while only. */
export type Kept = 'events' | 'identities'

/** Any fixed number: whoever holds it drops and compresses. */
const LOCK = 7_101_954

/** The instant from which everything is kept; before it some or all is gone. Minus infinity where nothing was ever dropped. */
export async function readKeptFrom(db: Statements, what: Kept): Promise<number> {
  return (await db.maybe(Instant, 'select instant from kept_from where what = $1', [what]))?.instant ?? -Infinity
}

/** Moves it on; it never goes back. */
export async function moveKeptFrom(db: Statements, what: Kept, instant: number): Promise<void> {
  await db.run(
    `insert into kept_from (what, instant) values ($1, to_timestamp($2::float8 / 1000)) on conflict (what) do update set instant = greatest(kept_from.instant, excluded.instant)`,
    [what, instant])
}

/** Holds the right to keep house until the transaction ends; false where another process has it. */
export async function claimHousekeeping(tx: Transaction): Promise<boolean> {
  const { held } = await tx.one(z.object({ held: z.boolean() }), 'select pg_try_advisory_xact_lock($1) as held', [LOCK])
  // The transaction stays idle for as long as the work takes; a statement that reads nothing also lets go of the snapshot of the one before it, for which the work would wait.
  await tx.run('set local idle_in_transaction_session_timeout = 0')
  return held
}

/** Notes that everything before `until` is to be dropped. */
export async function beginDrop(tx: Transaction, what: Kept, { until, at }: { until: number; at: number }): Promise<bigint> {
  return (await tx.one(Id, 'insert into dropped (what, until, begun_at) values ($1, to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000)) returning id', [what, until, at])).id
}

/** What was begun and has not come to its end. */
export async function readOpenDrops(db: Statements, what: Kept): Promise<{ id: bigint; until: number }[]> {
  return await db.rows(Open, 'select id, until from dropped where what = $1 and finished_at is null order by id', [what])
}

export async function finishDrop(db: Statements, id: bigint, at: number): Promise<void> {
  await db.run('update dropped set finished_at = to_timestamp($2::float8 / 1000) where id = $1', [id, at])
}

/** The number of this transaction, to ask later whether anybody still reads from before it. */
export async function readXid(tx: Transaction): Promise<string> {
  return (await tx.one(Xid, 'select pg_current_xact_id()::text as xid')).xid
}

/** Whether every snapshot in use was taken after a transaction had committed. */
export async function isSeenByAll(db: Statements, xid: string): Promise<boolean> {
  return (await db.one(Ready,
    `select not exists (select from pg_stat_activity where datname = current_database() and backend_type in ('client backend', 'parallel worker') and pid <> pg_backend_pid() and age(backend_xmin) >= age($1::xid8::xid)) as ready`,
    [xid])).ready
}
