import { Severity } from '@tierline/contracts/alert/watch'
import type { Statements, Transaction } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

const Listener = z.object({ id: z.string(), severity: Severity })

/** A notice as it is written; `dueAt` in epoch ms. */
export interface NewNotice {
  channel: string
  board: number
  alert: number
  step: number
  dueAt: number
}

/** Of these channels those that hear anything now, with the least severity that they hear. */
export async function readListeners(db: Statements, channels: readonly string[]): Promise<Map<string, Severity>> {
  const rows = await db.rows(Listener,
    `select id, body ->> 'severityAtLeast' as severity from channel where id = any($1::text[]) and removed_at is null and (body ->> 'enabled')::boolean`,
    [channels])
  return new Map(rows.map(({ id, severity }) => [id, severity]))
}

export async function addNotices(tx: Transaction, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  await tx.run(
    `insert into notice (channel, board, alert, step, due_at)
     select channel, board, alert, step, to_timestamp(due_at / 1000) from unnest($1::text[], $2::integer[], $3::bigint[], $4::bigint[], $5::float8[]) as given (channel, board, alert, step, due_at)`,
    [notices.map(({ channel }) => channel), notices.map(({ board }) => board), notices.map(({ alert }) => alert), notices.map(({ step }) => step), notices.map(({ dueAt }) => dueAt)])
}
