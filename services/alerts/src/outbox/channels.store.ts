import type { ChannelSettings } from '@tierline/platform/channel/channel.store'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** A channel as it may be shown. */
export interface ShownRow {
  id: string
  body: ChannelSettings
  masked: string
  has_secret: boolean
  entered_by: string
  entered_at: number
  barred_until: number | null
  waiting: bigint
  last_at: number | null
  last_outcome: 'sent' | 'failed' | 'unknown' | null
  last_detail: string | null
}

/** An attempt with its message. */
export interface DeliveryRow {
  message: bigint
  channel: string
  attempt: number
  at: number
  outcome: 'sent' | 'failed' | 'unknown'
  status: number | null
  detail: string
  subject: string
  alerts: bigint[]
}

/** All channels, or the one of this name. */
export async function readShown(db: Statements, id: string | null = null): Promise<ShownRow[]> {
  return await db.rows(raw<ShownRow>(),
    `select c.id, c.body, c.masked, c.has_secret, c.entered_by, c.entered_at, c.barred_until, (select count(*) from message m where m.channel = c.id and m.state in ('waiting', 'sending')) as waiting,
       l.at as last_at, l.outcome as last_outcome, l.detail as last_detail
     from channel c left join lateral (select d.at, d.outcome, d.detail from delivery d join message m on m.id = d.message where m.channel = c.id order by d.id desc limit 1) as l on true
     where c.removed_at is null and ($1::text is null or c.id = $1) order by c.id`, [id])
}

/** The latest attempts of a channel, newest first. */
export async function readDeliveries(db: Statements, channel: string, limit: number): Promise<DeliveryRow[]> {
  return await db.rows(raw<DeliveryRow>(),
    `select d.message, m.channel, d.attempt, d.at, d.outcome, d.status, d.detail, m.subject, array(select distinct n.alert from notice n where n.message = m.id order by 1) as alerts
     from delivery d join message m on m.id = d.message where m.channel = $1 order by d.id desc limit $2`, [channel, limit])
}

/** Watches that send to a channel, at once or when they escalate. */
export async function watchesOf(db: Statements, channel: string): Promise<string[]> {
  const rows = await db.rows(raw<{ id: string }>(),
    `select id from watch where removed_at is null and (body -> 'channels' ? $1 or exists (select from jsonb_array_elements(coalesce(body -> 'escalation', '[]')) as e where e -> 'channels' ? $1)) order by id`, [channel])
  return rows.map(({ id }) => id)
}
