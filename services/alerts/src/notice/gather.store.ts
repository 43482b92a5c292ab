import type { AlertStep, FrozenFacts } from '@tierline/contracts/alert/alert'
import type { Severity } from '@tierline/contracts/alert/watch'
import type { Bilingual } from '@tierline/contracts/text'
import type { ChannelSettings } from '@tierline/platform/channel/channel.store'
import type { Statements, Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { Composed } from './compose.ts'

const Id = raw<{ id: bigint }>()

/** Notices that are taken up at a time; the rest waits for the next turn. */
const MOST = 5_000

/** A notice with its alert, as it is stored. */
export interface NoticeRow {
  id: bigint
  alert: bigint
  step: bigint
  kind: AlertStep['kind']
  at: number
  text: Bilingual
  severity: Severity
  watch: string
  watch_title: Bilingual
  board: number
  rubric: string
  group_id: string
  period: string
  rubric_title: Bilingual
  code: string
  name: string
  name_en: string
  fired_at: number
  muted_by: bigint | null
  facts: FrozenFacts
}

/** Channels with notices whose time has come. */
export async function channelsToGather(db: Statements, now: number): Promise<string[]> {
  return (await db.rows(raw<{ channel: string }>(), 'select distinct channel from notice where message is null and dropped is null and due_at <= $1', [new Date(now)])).map(({ channel }) => channel)
}

/** The channel, held so that nobody else gathers or sends for it meanwhile; `null` settings where it was removed. */
export async function lockChannel(tx: Transaction, id: string): Promise<ChannelSettings | null> {
  const row = await tx.one(raw<{ body: ChannelSettings; removed_at: number | null }>(), 'select body, removed_at from channel where id = $1 for update', [id])
  return row.removed_at === null ? row.body : null
}

/** The notices whose time has come, and with them those of the same boards that came later and still wait for others, until `waitsUntil`. What quiet time holds back stays. */
export async function dueNotices(tx: Transaction, channel: string, { now, waitsUntil }: { now: number; waitsUntil: number }): Promise<bigint[]> {
  const rows = await tx.rows(Id,
    `select id from notice where channel = $1 and message is null and dropped is null and due_at <= $3
       and board in (select board from notice where channel = $1 and message is null and dropped is null and due_at <= $2) order by id limit $4`,
    [channel, new Date(now), new Date(waitsUntil), MOST])
  return rows.map(({ id }) => id)
}

/** Takes the messages apart that nobody has begun to send, so that what is new can join them; returns their notices. */
export async function reopenMessages(tx: Transaction, channel: string): Promise<bigint[]> {
  const messages = (await tx.rows(Id, `select id from message where channel = $1 and state = 'waiting' and attempts = 0 for update`, [channel])).map(({ id }) => id)
  if (messages.length === 0) return []
  const freed = await tx.rows(Id, 'update notice set message = null where message = any($1::bigint[]) returning id', [messages])
  await tx.run('delete from message where id = any($1::bigint[])', [messages])
  return freed.map(({ id }) => id)
}

export async function readNotices(tx: Transaction, ids: readonly bigint[]): Promise<NoticeRow[]> {
  return await tx.rows(raw<NoticeRow>(),
    `select n.id, n.alert, n.step, s.kind, s.at, s.text, a.severity, a.watch, w.body -> 'title' as watch_title, a.board, b.rubric, b.group_id, b.period, b.head -> 'title' as rubric_title,
       u.code, u.name, u.name_en, a.fired_at, a.muted_by, a.facts
     from notice n join alert a on a.id = n.alert join alert_step s on s.id = n.step join watch w on w.id = a.watch join board b on b.id = n.board join unit u on u.id = a.unit
     where n.id = any($1::bigint[]) order by n.id`, [ids])
}

/** They will not be sent, and why. */
export async function dropNotices(tx: Transaction, ids: readonly bigint[], why: 'silenced' | 'muted' | 'channel_removed' | 'channel_off'): Promise<void> {
  if (ids.length > 0) await tx.run('update notice set dropped = $2, message = null where id = any($1::bigint[])', [ids, why])
}

/** Of these alerts those that have no such step with these very words yet. */
export async function withoutStep(tx: Transaction, alerts: readonly number[], { kind, text }: { kind: AlertStep['kind']; text: Bilingual }): Promise<number[]> {
  const rows = await tx.rows(Id,
    `select given.id from unnest($1::bigint[]) as given (id) where not exists (select from alert_step s where s.alert = given.id and s.kind = $2 and s.text = $3::jsonb) order by 1`,
    [alerts, kind, JSON.stringify(text)])
  return rows.map(({ id }) => Number(id))
}

/** Puts a message into the queue with the notices that it tells of. */
export async function addMessage(tx: Transaction, message: { channel: string; board: number | null; composed: Composed; notices: readonly bigint[]; now: number }): Promise<number> {
  const { channel, board, composed, notices, now } = message
  const { id } = await tx.one(Id,
    `insert into message (channel, board, subject, body, state, due_at, made_at) values ($1, $2, $3, $4::jsonb, 'waiting', $5, $5) returning id`,
    [channel, board, composed.subject, JSON.stringify(composed), new Date(now)])
  await tx.run('update notice set message = $2 where id = any($1::bigint[])', [notices, id])
  return Number(id)
}
