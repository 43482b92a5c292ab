import type { FileDelivery, FileFormat } from '@tierline/contracts/snapshot/plan'
import type { Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** Files of one snapshot for one target that wait together; they are handed out in one go. */
export interface WaitingDelivery {
  snapshot: number
  /** `folder:…` or `channel:…`. */
  target: string
  files: readonly { id: bigint; format: FileFormat }[]
  attempts: number
}

/** What became of an attempt. `due`: when the next one is made, epoch ms of the machine; null: it has ended. */
export interface DeliveryOutcome {
  state: 'waiting' | 'sent' | 'failed'
  at: number
  due: number | null
  detail: string
}

const Waiting = raw<{ id: bigint; snapshot: bigint; target: string; format: FileFormat; attempts: number }>()

/** Every target as the plan names it, in one text. */
export const targetText = (delivery: FileDelivery): string => (delivery.to === 'folder' ? `folder:${delivery.folder}` : `channel:${delivery.channel}`)

/** Puts what a plan hands out after issuing into the queue, in the transaction that issues; what stands there already stays as it is. `now` is the machine's, epoch ms. */
export async function queueDeliveries(tx: Transaction, { snapshot, plan, now }: { snapshot: number; plan: { deliver: readonly FileDelivery[] }; now: number }): Promise<void> {
  const wanted = plan.deliver.flatMap((delivery) => delivery.formats.map((format) => ({ target: targetText(delivery), format })))
  await tx.run(
    `insert into snapshot_delivery (snapshot, target, format, state, due_at)
     select distinct $1::bigint, target, format, 'waiting', $4::timestamptz from unnest($2::text[], $3::text[]) as wanted (target, format)
     where not exists (select from snapshot_delivery as there where there.snapshot = $1 and there.target = wanted.target and there.format = wanted.format)`,
    [snapshot, wanted.map(({ target }) => target), wanted.map(({ format }) => format), new Date(now)])
}

/** The next target that is due; nobody else takes it until `until`, so that a process that dies leaves it to be handed out again. Null where nothing is due. */
export async function takeDue(tx: Transaction, { now, until }: { now: number; until: number }): Promise<WaitingDelivery | null> {
  const first = await tx.maybe(Waiting,
    `select id, snapshot, target, format, attempts from snapshot_delivery where state = 'waiting' and due_at <= $1 order by due_at, id limit 1 for update skip locked`, [new Date(now)])
  if (!first) return null
  const { snapshot, target } = first
  const rows = await tx.rows(Waiting,
    `with due as (select id from snapshot_delivery where snapshot = $1 and target = $2 and state = 'waiting' and due_at <= $3 order by id for update skip locked)
     update snapshot_delivery as taken set due_at = $4 from due where taken.id = due.id returning taken.id, snapshot, target, format, attempts`, [snapshot, target, new Date(now), new Date(until)])
  const files = rows.map(({ id, format }) => ({ id, format })).sort((a, b) => (a.id < b.id ? -1 : 1))
  return { snapshot: Number(snapshot), target, files, attempts: Math.max(...rows.map(({ attempts }) => attempts)) }
}

/** Writes what became of an attempt. */
export async function noteOutcome(tx: Transaction, ids: readonly bigint[], { state, at, due, detail }: DeliveryOutcome): Promise<void> {
  await tx.run(
    `update snapshot_delivery set state = $2, attempts = attempts + 1, detail = $3, ended_at = case when $2 = 'waiting' then null else $4::timestamptz end, due_at = coalesce($5::timestamptz, due_at)
     where id = any($1::bigint[])`, [[...ids], state, detail, new Date(at), due === null ? null : new Date(due)])
}
