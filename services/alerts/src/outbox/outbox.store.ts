import type { Answer } from '@tierline/platform/channel/channel-adapter'
import type { Statements, Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { Composed } from '../notice/compose.ts'

/** What is stored of a message's words. `test`: sent by hand, never again by itself. `recovered`: its sender died once. */
export type MessageBody = Composed & { test?: true; recovered?: true }

/** A message that this process has taken to send it: whoever records an answer names the attempt. */
export interface Claimed {
  id: number
  channel: string
  attempt: number
  mayRepeat: boolean
  body: MessageBody
}

/** What stands in the row of one attempt. */
export type Recorded = Pick<Answer, 'outcome' | 'status' | 'detail'>

const Id = raw<{ id: bigint }>()
const ClaimedRow = raw<{ id: bigint; channel: string; attempts: number; may_repeat: boolean; body: MessageBody }>()

const claimedOf = ({ id, channel, attempts, may_repeat: mayRepeat, body }: ReturnType<typeof ClaimedRow.parse>): Claimed => ({ id: Number(id), channel, attempt: attempts, mayRepeat, body })

/** Channels that have a message whose time has come. */
export async function channelsToSend(db: Statements, now: number): Promise<string[]> {
  return (await db.rows(raw<{ channel: string }>(), `select distinct channel from message where state = 'waiting' and due_at <= $1 order by channel`, [new Date(now)])).map(({ channel }) => channel)
}

/** The oldest message of the channel whose time has come, held until the transaction ends; null where there is none that nobody holds. */
export async function lockNext(tx: Transaction, channel: string, now: number): Promise<number | null> {
  const row = await tx.maybe(Id, `select id from message where channel = $1 and state = 'waiting' and due_at <= $2 order by due_at, id limit 1 for update skip locked`, [channel, new Date(now)])
  return row && Number(row.id)
}

/** Says that this process sends it now. */
export async function beginSending(tx: Transaction, id: number, now: number): Promise<Claimed> {
  return claimedOf(await tx.one(ClaimedRow, `update message set state = 'sending', attempts = attempts + 1, claimed_at = $2 where id = $1 returning id, channel, attempts, may_repeat, body`, [id, new Date(now)]))
}

/** A message that is sent by hand: it is begun as it is written, past the queue. */
export async function beginTest(tx: Transaction, channel: string, { body, now }: { body: MessageBody; now: number }): Promise<Claimed> {
  return claimedOf(await tx.one(ClaimedRow,
    `insert into message (channel, subject, body, state, attempts, due_at, made_at, claimed_at) values ($1, $2, $3::jsonb, 'sending', 1, $4, $4, $4) returning id, channel, attempts, may_repeat, body`,
    [channel, body.subject, JSON.stringify(body), new Date(now)]))
}

/** Messages in the middle of being sent since before `until`, held until the transaction ends. */
export async function lockAbandoned(tx: Transaction, until: number): Promise<(Claimed & { claimedAt: number })[]> {
  const rows = await tx.rows(raw<ReturnType<typeof ClaimedRow.parse> & { claimed_at: number }>(),
    `select id, channel, attempts, may_repeat, body, claimed_at from message where state = 'sending' and claimed_at < $1 order by id for update skip locked`, [new Date(until)])
  return rows.map((row) => ({ ...claimedOf(row), claimedAt: row.claimed_at }))
}

/** Whether this attempt is still this process' own; holds the message. */
export async function isStillOurs(tx: Transaction, { id, attempt }: Claimed): Promise<boolean> {
  return (await tx.maybe(Id, `select id from message where id = $1 and state = 'sending' and attempts = $2 for update`, [id, attempt])) !== null
}

export async function addDelivery(tx: Transaction, { id, attempt }: Pick<Claimed, 'id' | 'attempt'>, { at, outcome, status, detail }: Recorded & { at: number }): Promise<void> {
  await tx.run('insert into delivery (message, attempt, at, outcome, status, detail) values ($1, $2, $3, $4, $5, $6)', [id, attempt, new Date(at), outcome, status, detail])
}

/** It is over, for good or bad. */
export async function endMessage(tx: Transaction, id: number, { state, now }: { state: 'sent' | 'failed'; now: number }): Promise<void> {
  await tx.run('update message set state = $2, ended_at = $3 where id = $1', [id, state, new Date(now)])
}

/** It waits for another attempt. */
export async function putBack(tx: Transaction, id: number, { dueAt, mayRepeat, isRecovered }: { dueAt: number; mayRepeat: boolean; isRecovered: boolean }): Promise<void> {
  await tx.run(
    `update message set state = 'waiting', due_at = $2, may_repeat = may_repeat or $3, body = case when $4 then body || '{"recovered": true}'::jsonb else body end where id = $1`,
    [id, new Date(dueAt), mayRepeat, isRecovered])
}

/** How often nobody could say whether it arrived. */
export async function countUnknown(tx: Statements, id: number): Promise<number> {
  return Number((await tx.one(raw<{ n: bigint }>(), `select count(*) as n from delivery where message = $1 and outcome = 'unknown'`, [id])).n)
}

/** The alerts that a message tells of. */
export async function alertsOf(tx: Statements, id: number): Promise<number[]> {
  return (await tx.rows(Id, 'select distinct alert as id from notice where message = $1 order by 1', [id])).map((row) => Number(row.id))
}

/** Messages that wait or are being sent. */
export async function countWaiting(db: Statements): Promise<number> {
  return Number((await db.one(raw<{ n: bigint }>(), `select count(*) as n from message where state in ('waiting', 'sending')`)).n)
}
