import type { Transaction } from '@tierline/platform/database/database'
import { dayArray, hexArray, instantArray, int4Array, int8Array, textArray } from './binary-array.ts'
import type { CellDelta, Deltas, MemberDelta, Touch } from './deltas.ts'

/** Applies summed changes: roll-ups by hour and by day, distinct members, touched units; one statement a table, in this order everywhere. */
export async function applyDeltas(tx: Transaction, deltas: Deltas): Promise<void> {
  await Promise.all([
    addToRollUp(tx, deltas.cells()),
    addToRollUpDay(tx, deltas.days()),
    ...addToMembers(tx, deltas.members()),
    touch(tx, deltas.touched()),
  ])
}

async function addToRollUp(tx: Transaction, cells: readonly CellDelta[]): Promise<void> {
  if (cells.length === 0) return
  await tx.run(
    `insert into rollup (measure, unit, key, bucket, value)
     select * from unnest($1::int4[], $2::int4[], $3::text[], $4::timestamptz[], $5::int8[])
     on conflict (measure, unit, key, bucket) do update set value = rollup.value + excluded.value`,
    [...keys(cells), instantArray(cells.map((cell) => cell.bucket)), int8Array(cells.map((cell) => cell.value))],
  )
}

async function addToRollUpDay(tx: Transaction, cells: readonly CellDelta[]): Promise<void> {
  if (cells.length === 0) return
  await tx.run(
    `insert into rollup_day (measure, unit, key, bucket, value)
     select * from unnest($1::int4[], $2::int4[], $3::text[], $4::date[], $5::int8[])
     on conflict (measure, unit, key, bucket) do update set value = rollup_day.value + excluded.value`,
    [...keys(cells), dayArray(cells.map((cell) => cell.bucket)), int8Array(cells.map((cell) => cell.value))],
  )
}

function addToMembers(tx: Transaction, members: readonly MemberDelta[]): Promise<unknown>[] {
  if (members.length === 0) return []
  const values = [...keys(members), hexArray(members.map((cell) => cell.member)), instantArray(members.map((cell) => cell.bucket))]
  const added = tx.run(
    `insert into distinct_member (measure, unit, key, member, bucket, n)
     select * from unnest($1::int4[], $2::int4[], $3::text[], $4::bytea[], $5::timestamptz[], $6::int4[])
     on conflict (measure, unit, key, member, bucket) do update set n = distinct_member.n + excluded.n`,
    [...values, int4Array(members.map((cell) => Number(cell.value)))],
  )
  if (members.every((cell) => cell.value > 0n)) return [added]
  const removed = tx.run(
    `delete from distinct_member d using unnest($1::int4[], $2::int4[], $3::text[], $4::bytea[], $5::timestamptz[]) as gone (measure, unit, key, member, bucket)
     where d.measure = gone.measure and d.unit = gone.unit and d.key = gone.key and d.member = gone.member and d.bucket = gone.bucket and d.n = 0`,
    values,
  )
  return [added, removed]
}

async function touch(tx: Transaction, touches: readonly Touch[]): Promise<void> {
  if (touches.length === 0) return
  await tx.run(
    `insert into touched (unit, month, last_event) select * from unnest($1::int4[], $2::date[], $3::timestamptz[])
     on conflict (unit, month) do update set last_event = greatest(touched.last_event, excluded.last_event)`,
    [int4Array(touches.map(({ unit }) => unit)), dayArray(touches.map(({ month }) => month)), instantArray(touches.map(({ lastEvent }) => lastEvent))],
  )
}

/** Touches every unit on every board: a measure became complete, or the rules changed. */
export async function touchEveryUnit(tx: Transaction): Promise<void> {
  await tx.run(`insert into touched (unit, month, last_event) select id, '-infinity'::date, null from unit order by id on conflict (unit, month) do nothing`)
}

function keys(cells: readonly CellDelta[]): Buffer[] {
  return [int4Array(cells.map((cell) => cell.measure)), int4Array(cells.map((cell) => cell.unit)), textArray(cells.map((cell) => cell.key))]
}
