import { SnapshotPlanBody } from '@tierline/contracts/snapshot/plan'
import type { Bilingual } from '@tierline/contracts/text'
import type { Statements, Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { PlanPeriod } from './periods.ts'

/** A plan as it is stored; instants are epoch ms of the stored clock, null where there is none yet. */
export interface PlanRecord {
  id: string
  version: number
  body: SnapshotPlanBody
  origin: 'file' | 'entered'
  entered_by: string
  entered_at: number
  reason: string
  removed_at: number | null
  begun: number | null
  done_until: number | null
  fault: Bilingual | null
}

const Plan = { parse: (row: unknown): PlanRecord => { const record = row as PlanRecord; return { ...record, body: SnapshotPlanBody.parse(record.body) } } }

/** Every plan that stands, by id. */
export async function readPlans(db: Statements): Promise<PlanRecord[]> {
  return await db.rows(Plan,
    'select id, version, body, origin, entered_by, entered_at, reason, removed_at, begun, done_until, fault from snapshot_plan where removed_at is null order by id')
}

/** One plan, removed or not, held against other writers until the transaction ends. */
export async function holdPlan(tx: Transaction, id: string): Promise<PlanRecord | null> {
  return await tx.maybe(Plan, 'select id, version, body, origin, entered_by, entered_at, reason, removed_at, begun, done_until, fault from snapshot_plan where id = $1 for update', [id])
}

/** The same, where no other process is at it just now and it still stands at this version. */
export async function claimPlan(tx: Transaction, id: string, version: number): Promise<PlanRecord | null> {
  return await tx.maybe(Plan,
    `select id, version, body, origin, entered_by, entered_at, reason, removed_at, begun, done_until, fault from snapshot_plan
     where id = $1 and version = $2 and removed_at is null for update skip locked`, [id, version])
}

/** The plan that stands for a kind of period of one board; enabled ones first. */
export async function readPlanFor(db: Statements, { rubric, group, period }: { rubric: string; group: string; period: PlanPeriod }): Promise<SnapshotPlanBody | null> {
  const found = await db.maybe(Plan,
    `select id, version, body, origin, entered_by, entered_at, reason, removed_at, begun, done_until, fault from snapshot_plan
     where removed_at is null and body ->> 'rubric' = $1 and body ->> 'group' = $2 and body ->> 'period' = $3 order by (body ->> 'enabled')::boolean desc, id limit 1`, [rubric, group, period])
  return found?.body ?? null
}

/** What is written of a plan's new wording. `begun` null: it goes on from where it was. */
export interface PlanChange {
  body: SnapshotPlanBody
  origin: 'file' | 'entered'
  by: string
  at: number
  reason: string
  isAnew: boolean
}

/** Writes a plan's wording under the next version and keeps it in its history. */
export async function storePlan(tx: Transaction, { body, origin, by, at, reason, isAnew }: PlanChange): Promise<void> {
  const { version } = await tx.one(raw<{ version: number }>(),
    `insert into snapshot_plan (id, version, body, origin, entered_by, entered_at, reason) values ($1, 1, $2, $3, $4, $5, $6)
     on conflict (id) do update set version = snapshot_plan.version + 1, body = excluded.body, origin = excluded.origin, entered_by = excluded.entered_by, entered_at = excluded.entered_at,
       reason = excluded.reason, removed_at = null, fault = null, begun = case when $7 then null else snapshot_plan.begun end, done_until = case when $7 then null else snapshot_plan.done_until end
     returning version`, [body.id, JSON.stringify(body), origin, by, new Date(at), reason, isAnew])
  await keepWording(tx, { plan: body.id, version, body, by, at, reason })
}

/** Takes a plan out of use; its snapshots and its history stay. */
export async function removePlan(tx: Transaction, id: string, { by, at, reason }: { by: string; at: number; reason: string }): Promise<void> {
  const { version } = await tx.one(raw<{ version: number }>(),
    'update snapshot_plan set version = version + 1, removed_at = $2, entered_by = $3, entered_at = $2, reason = $4 where id = $1 returning version', [id, new Date(at), by, reason])
  await keepWording(tx, { plan: id, version, body: null, by, at, reason })
}

async function keepWording(tx: Transaction, { plan, version, body, by, at, reason }: { plan: string; version: number; body: SnapshotPlanBody | null; by: string; at: number; reason: string }): Promise<void> {
  await tx.run('insert into snapshot_plan_history (plan, version, body, entered_by, entered_at, reason) values ($1, $2, $3, $4, $5, $6)', [plan, version, body && JSON.stringify(body), by, new Date(at), reason])
}

/** The plan begins at this instant: earlier cut-offs are not its own. */
export async function beginPlan(tx: Transaction, id: string, instant: number): Promise<void> {
  await tx.run('update snapshot_plan set begun = $2, done_until = $2 where id = $1 and done_until is null', [id, new Date(instant)])
}

/** Cut-offs up to this instant are done; `fault` says why the last one was not frozen. */
export async function setDone(tx: Transaction, id: string, { until, fault }: { until: number; fault: Bilingual | null }): Promise<void> {
  await tx.run('update snapshot_plan set done_until = $2, fault = $3 where id = $1', [id, new Date(until), fault && JSON.stringify(fault)])
}

export async function setFault(db: Statements, id: string, fault: Bilingual): Promise<void> {
  await db.run('update snapshot_plan set fault = $2 where id = $1 and fault is distinct from $2::jsonb', [id, JSON.stringify(fault)])
}

const Frozen = raw<{ period: string; id: bigint }>()

/** Periods of a board of which there is a snapshot, withdrawn ones too: a cut-off is frozen once, and what was discarded comes back by hand alone. */
export async function readFrozenPeriods(db: Statements, { rubric, group }: { rubric: string; group: string }): Promise<Map<string, number>> {
  const rows = await db.rows(Frozen, `select distinct on (period) period, id from snapshot where rubric = $1 and group_id = $2 order by period, id desc`, [rubric, group])
  return new Map(rows.map(({ period, id }) => [period, Number(id)]))
}
