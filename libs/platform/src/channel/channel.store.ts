import { ChannelTarget } from '@tierline/contracts/alert/channel'
import type { ChannelKind } from '@tierline/contracts/alert/channel'
import { Severity } from '@tierline/contracts/alert/watch'
import { Bilingual } from '@tierline/contracts/text'
import * as z from 'zod/mini'
import type { Statements, Transaction } from '../database/database.ts'
import type { Seal } from '../seal.ts'
import { maskTarget } from './mask.ts'

/** What is kept of a channel in the open. */
export const ChannelSettings = z.object({ title: Bilingual, kind: z.enum(['wecom', 'dingtalk', 'feishu', 'webhook', 'email']), language: z.enum(['zh', 'en']), severityAtLeast: Severity, enabled: z.boolean() })
export type ChannelSettings = z.infer<typeof ChannelSettings>

/** A channel with its address and secret; never to be shown or logged. */
export interface StoredTarget {
  id: string
  settings: ChannelSettings
  language: 'zh' | 'en'
  enabled: boolean
  target: ChannelTarget
}

const Sealed = z.object({ id: z.string(), body: ChannelSettings, target: z.instanceof(Buffer) })
const Kept = z.object({ id: z.string() })
const Bucket = z.object({ tokens: z.nullable(z.number()), filled_at: z.nullable(z.number()), barred_until: z.nullable(z.number()) })

/** A channel that can be sent to, opened; null where there is none of this name. A target that was sealed with another key is an error that says what to do. */
export async function readTarget(db: Statements, seal: Seal, id: string): Promise<StoredTarget | null> {
  const row = await db.maybe(Sealed, 'select id, body, target from channel where id = $1 and removed_at is null', [id])
  if (!row) return null
  const opened = seal.open(row.target)
  if (opened === null) throw new Error(`Channel ${id}: its address was sealed with another key. Enter the address again, or restore the installation's keys.`)
  return { id, settings: row.body, language: row.body.language, enabled: row.body.enabled, target: ChannelTarget.parse(JSON.parse(opened.toString())) }
}

/** Enters a channel with its address sealed; one that was removed comes back. */
export async function putChannel(tx: Transaction, seal: Seal, channel: { id: string; settings: ChannelSettings; target: ChannelTarget; by: string; at: number }): Promise<void> {
  const { id, settings, target, by, at } = channel
  await tx.run(
    `insert into channel (id, body, target, masked, has_secret, entered_by, entered_at) values ($1, $2::jsonb, $3::bytea, $4, $5, $6, $7)
     on conflict (id) do update set body = excluded.body, target = excluded.target, masked = excluded.masked, has_secret = excluded.has_secret, entered_by = excluded.entered_by, entered_at = excluded.entered_at,
       removed_at = null, barred_until = null`,
    [id, JSON.stringify(settings), Buffer.from(seal.close(Buffer.from(JSON.stringify(target))), 'base64'), maskTarget(target), 'secret' in target && target.secret !== undefined, by, new Date(at)])
}

/** Takes a channel away; what was sent through it stays to be read, its address does not. */
export async function removeChannel(tx: Transaction, id: string, at: number): Promise<boolean> {
  return (await tx.run(`update channel set removed_at = $2, target = '', masked = '', has_secret = false where id = $1 and removed_at is null`, [id, new Date(at)])) > 0
}

/** How fast messages may follow each other: so many at once, then so many a minute. */
export interface Pace {
  burst: number
  perMinute: number
}

/** Together never over the other side's limit in any minute: 20 of WeCom and DingTalk (5 + 13), 100 a minute and 5 a second of Feishu (3 + 90, 3 + 1.5). */
export const PACES: Record<ChannelKind, Pace> = {
  wecom: { burst: 5, perMinute: 13 }, dingtalk: { burst: 5, perMinute: 13 }, feishu: { burst: 3, perMinute: 90 }, webhook: { burst: 10, perMinute: 60 }, email: { burst: 10, perMinute: 60 },
}

/** Takes the right to send one message at an instant of the machine's time, epoch ms; else says from when to ask again. The channel's row is locked until the transaction ends, for all processes share one bucket. */
export async function takeToken(tx: Transaction, id: string, now: number): Promise<{ isGiven: boolean; waitUntil: number }> {
  const row = await tx.maybe(z.extend(Bucket, { body: ChannelSettings }), 'select body, tokens, filled_at, barred_until from channel where id = $1 and removed_at is null for update', [id])
  if (!row) return { isGiven: false, waitUntil: Infinity }
  if (row.barred_until !== null && row.barred_until > now) return { isGiven: false, waitUntil: row.barred_until }
  const { burst, perMinute } = PACES[row.body.kind]
  const perMs = perMinute / 60_000
  // A machine whose clock is behind another's fills nothing in.
  const filled = row.filled_at === null ? 0 : Math.max(0, now - row.filled_at) * perMs
  const tokens = Math.min(burst, (row.tokens ?? burst) + filled)
  const isGiven = tokens >= 1 - TINY
  await tx.run('update channel set tokens = $2, filled_at = greatest(filled_at, $3) where id = $1', [id, isGiven ? tokens - 1 : tokens, new Date(now)])
  return { isGiven, waitUntil: isGiven ? now : now + Math.ceil((1 - tokens) / perMs) }
}

/** Rounding of the bucket must not cost a millisecond's wait for ever. */
const TINY = 1e-6

/** Nothing is sent until then; what was left in the bucket is gone. */
export async function barChannel(tx: Transaction, id: string, { now, until }: { now: number; until: number }): Promise<void> {
  await tx.run('update channel set barred_until = greatest(barred_until, $2), tokens = 0, filled_at = greatest(filled_at, $3) where id = $1', [id, new Date(until), new Date(now)])
}

/** Ids of all channels that are there. */
export async function channelIds(db: Statements): Promise<string[]> {
  return (await db.rows(Kept, 'select id from channel where removed_at is null order by id')).map(({ id }) => id)
}
