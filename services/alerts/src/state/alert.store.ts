import type { AlertEnd, FrozenFacts, InstanceState } from '@tierline/contracts/alert/alert'
import type { Severity } from '@tierline/contracts/alert/watch'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** An alert that fires. Instants in epoch ms. */
export interface NewAlert {
  unit: number
  since: number
  firedAt: number
  escalatesAt: number | null
  mutedBy: number | null
  facts: FrozenFacts
}

/** What becomes of an alert; `ended` closes it at `since`. */
export interface AlertMove {
  alert: number
  /** Null: it ends as it stood. */
  state: InstanceState | null
  since: number
  ended: AlertEnd | null
}

/** An alert that is open, with what its messages need. */
export interface OpenAlert {
  id: number
  watch: string
  board: number
  unit: number
  severity: Severity
}

/** The states of an open alert. */
export const OPEN_STATES = ['alerting', 'recovering', 'no_data', 'error'] as const satisfies readonly InstanceState[]

/** How many alerts of a severity are open in a state. */
export interface OpenCount {
  severity: Severity
  state: (typeof OPEN_STATES)[number]
  n: number
}

const Id = raw<{ id: bigint }>()
const Count = raw<OpenCount>()
const Escalated = raw<{ id: bigint; severity: Severity; escalations: number }>()
const Open = raw<OpenAlert & { id: bigint }>()

/** Writes alerts and returns their numbers in the same order. */
export async function addAlerts(tx: Statements, about: { watch: string; version: number; board: number; severity: Severity }, alerts: readonly NewAlert[]): Promise<number[]> {
  const rows = await tx.rows(Id,
    `insert into alert (watch, watch_version, board, unit, severity, state, since, fired_at, seq, facts, escalates_at, muted_by)
     select $1, $2::int4, $3::int4, (a ->> 'unit')::int4, $4, 'alerting', to_timestamp((a ->> 'since')::float8 / 1000), to_timestamp((a ->> 'firedAt')::float8 / 1000),
       (a -> 'facts' ->> 'seq')::int8, a -> 'facts', to_timestamp((a ->> 'escalatesAt')::float8 / 1000), (a ->> 'mutedBy')::int8
     from jsonb_array_elements($5::jsonb) with ordinality as given (a, place) order by place returning id`,
    [about.watch, about.version, about.board, about.severity, JSON.stringify(alerts)])
  return rows.map(({ id }) => Number(id))
}

export async function moveAlerts(tx: Statements, moves: readonly AlertMove[]): Promise<void> {
  if (moves.length === 0) return
  await tx.run(
    `update alert a set state = coalesce(m ->> 'state', a.state), since = to_timestamp((m ->> 'since')::float8 / 1000), ended = m ->> 'ended',
       ended_at = case when m ->> 'ended' is not null then to_timestamp((m ->> 'since')::float8 / 1000) end, escalates_at = case when m ->> 'ended' is null then a.escalates_at end
     from jsonb_array_elements($1::jsonb) as m where a.id = (m ->> 'alert')::int8`, [JSON.stringify(moves)])
}

/** Alerts of a watch that were escalated: how loud they are since, and how many steps were taken. */
export async function readEscalated(tx: Statements, watch: string, alerts: readonly number[]): Promise<Map<number, { severity: Severity; escalations: number }>> {
  const rows = await tx.rows(Escalated, 'select id, severity, escalations from alert where watch = $1 and id = any($2::int8[]) and escalations > 0', [watch, alerts])
  return new Map(rows.map(({ id, ...escalated }) => [Number(id), escalated]))
}

/** What was known at these seqs is never thinned away; one that is no longer kept is left out. */
export async function citeSeqs(tx: Statements, board: number, seqs: readonly number[]): Promise<void> {
  await tx.run('insert into cited_seq (board, seq) select board, seq from board_history where board = $1 and seq = any($2::int8[]) on conflict do nothing', [board, [...new Set(seqs)]])
}

/** The open alerts of a watch, locked, on one board or on all. */
export async function lockOpenAlerts(tx: Statements, watch: string, board: number | null = null): Promise<OpenAlert[]> {
  const rows = await tx.rows(Open, 'select id, watch, board, unit, severity from alert where watch = $1 and ended_at is null and ($2::int4 is null or board = $2) order by id for update', [watch, board])
  return rows.map((row) => ({ ...row, id: Number(row.id) }))
}

/** How many alerts are open, by severity and state; only those are read, by the index of the open ones, however many are over. */
export async function countOpen(db: Statements): Promise<OpenCount[]> {
  return await db.rows(Count, 'select severity, state, count(*)::int4 as n from alert where ended_at is null group by severity, state')
}
