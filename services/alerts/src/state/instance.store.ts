import type { InstanceState } from '@tierline/contracts/alert/alert'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { Anchor, Instance } from './instance.ts'

/** What a watch knows of a unit, with the number of its open alert. */
export interface Tracked {
  unit: number
  instance: Instance
  alert: number | null
}

/** One watch on one board. */
export interface StandKey {
  watch: string
  board: number
}

interface InstanceRow {
  unit: number
  state: InstanceState
  since: number
  due: number | null
  anchor: Anchor
  alert: bigint | null
}

const Row = raw<InstanceRow>()

/** Of these units, and of all that the clock moves by an instant. */
export async function readInstances(db: Statements, { watch, board }: StandKey, { units, until }: { units: readonly number[]; until: number }): Promise<Tracked[]> {
  const rows = await db.rows(Row, 'select unit, state, since, due, anchor, alert from watch_instance where watch = $1 and board = $2 and (unit = any($3::int4[]) or due <= $4) order by unit',
    [watch, board, units, new Date(until)])
  return rows.map(trackedOf)
}

export async function readAllInstances(db: Statements, { watch, board }: StandKey): Promise<Tracked[]> {
  return (await db.rows(Row, 'select unit, state, since, due, anchor, alert from watch_instance where watch = $1 and board = $2 order by unit', [watch, board])).map(trackedOf)
}

/** Of these units those that nobody has looked at yet, that the clock moves, or that are not normal. */
export async function readRestless(db: Statements, { watch, board }: StandKey, { units, until }: { units: readonly number[]; until: number }): Promise<{ unseen: number[]; tracked: Tracked[] }> {
  const rows = await db.rows(raw<InstanceRow | { unit: number; state: null }>(),
    `select u.unit, i.state, i.since, i.due, i.anchor, i.alert from unnest($3::int4[]) as u (unit) left join watch_instance i on i.watch = $1 and i.board = $2 and i.unit = u.unit
     where i.unit is null or i.due <= $4 or i.state <> 'normal' order by u.unit`, [watch, board, units, new Date(until)])
  return { unseen: rows.flatMap((row) => (row.state === null ? [row.unit] : [])), tracked: rows.flatMap((row) => (row.state === null ? [] : [trackedOf(row)])) }
}

/** Those of units that are none of these. */
export async function readStrangers(db: Statements, { watch, board }: StandKey, units: readonly number[]): Promise<Tracked[]> {
  return (await db.rows(Row, 'select unit, state, since, due, anchor, alert from watch_instance where watch = $1 and board = $2 and unit <> all($3::int4[])', [watch, board, units])).map(trackedOf)
}

export async function writeInstances(tx: Statements, { watch, board }: StandKey, tracked: readonly Tracked[]): Promise<void> {
  if (tracked.length === 0) return
  const rows = tracked.map(({ unit, instance: { state, since, due, anchor }, alert }) => ({ unit, state, since, due, anchor, alert }))
  await tx.run(
    `insert into watch_instance (watch, board, unit, state, since, due, anchor, alert)
     select $1, $2::int4, (i ->> 'unit')::int4, i ->> 'state', to_timestamp((i ->> 'since')::float8 / 1000), to_timestamp((i ->> 'due')::float8 / 1000), i -> 'anchor', (i ->> 'alert')::int8
     from jsonb_array_elements($3::jsonb) as i
     on conflict (watch, board, unit) do update set state = excluded.state, since = excluded.since, due = excluded.due, anchor = excluded.anchor, alert = excluded.alert`,
    [watch, board, JSON.stringify(rows)])
}

/** Forgets these units, or all of them. */
export async function removeInstances(tx: Statements, { watch, board }: StandKey, units: readonly number[] | null = null): Promise<void> {
  await tx.run('delete from watch_instance where watch = $1 and board = $2 and ($3::int4[] is null or unit = any($3::int4[]))', [watch, board, units])
}

function trackedOf({ unit, state, since, due, anchor, alert }: InstanceRow): Tracked {
  return { unit, instance: { state, since, due, anchor, isOpen: alert !== null }, alert: alert === null ? null : Number(alert) }
}
