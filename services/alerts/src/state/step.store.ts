import type { ALERT_STEPS } from '@tierline/contracts/alert/alert'
import type { Bilingual } from '@tierline/contracts/text'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** One step of an alert's life that is to be written down. */
export interface NewStep {
  alert: number
  /** By the stored clock, epoch ms. */
  at: number
  kind: (typeof ALERT_STEPS)[number]
  /** A person's name, or null where the machine did it. */
  by: string | null
  text: Bilingual
  channel?: string | null
  seq?: number | null
}

const Id = raw<{ id: bigint }>()

/** Writes one step and returns its number; in the transaction of what it tells. */
export async function addStep(tx: Statements, { alert, at, kind, by, text, channel = null, seq = null }: NewStep): Promise<number> {
  const { id } = await tx.one(Id, 'insert into alert_step (alert, at, kind, by, text, channel, seq) values ($1, $2, $3, $4, $5, $6, $7) returning id',
    [alert, new Date(at), kind, by, JSON.stringify(text), channel, seq])
  return Number(id)
}

/** Writes many steps and returns their numbers in the same order. */
export async function addSteps(tx: Statements, steps: readonly NewStep[]): Promise<number[]> {
  if (steps.length === 0) return []
  const rows = await tx.rows(Id,
    `insert into alert_step (alert, at, kind, by, text, channel, seq)
     select (s ->> 'alert')::int8, to_timestamp((s ->> 'at')::float8 / 1000), s ->> 'kind', s ->> 'by', s -> 'text', s ->> 'channel', (s ->> 'seq')::int8
     from jsonb_array_elements($1::jsonb) with ordinality as given (s, place) order by place returning id`,
    [JSON.stringify(steps)])
  return rows.map(({ id }) => Number(id))
}
