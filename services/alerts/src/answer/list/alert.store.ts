import type { Alert, AlertStep, FrozenFacts } from '@tierline/contracts/alert/alert'
import type { Bilingual } from '@tierline/contracts/text'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'
import type { AlertFilter } from './alert-filter.ts'

/** An alert as it is stored, with what its watch and its board say of it. Instants are epoch ms. */
export interface AlertRow extends Pick<Alert, 'watch' | 'kind' | 'severity' | 'state' | 'ended' | 'acknowledged' | 'escalations'> {
  id: bigint
  watch_version: number
  watch_title: Bilingual
  rubric: string
  group_id: string
  period: string
  board_title: Bilingual
  unit: number
  since: number
  fired_at: number
  ended_at: number | null
  facts: FrozenFacts
  muted_by: bigint | null
}

/** A step as it is stored. */
export interface StepRow extends Pick<AlertStep, 'kind' | 'by' | 'text' | 'channel'> {
  id: bigint
  at: number
  seq: bigint | null
}

/** How many alerts are open and how many of those nobody has acknowledged; `revision` moves with every change of any. */
export interface AlertCounts {
  revision: number
  active: number
  unacknowledged: number
}

const Row = raw<AlertRow>()
const Step = raw<StepRow>()
const Counts = raw<{ revision: bigint; active: number; unacknowledged: number }>()

// As its watch was called when it fired: a watch that is renamed later does not rename what is past.
const ALERTS = `select a.id, a.watch, a.watch_version, coalesce(h.body, w.body) -> 'title' as watch_title, coalesce(h.body, w.body) -> 'condition' ->> 'kind' as kind, a.severity, a.state, a.since, a.fired_at,
       a.ended_at, a.ended, a.facts, a.acknowledged, a.escalations, a.muted_by, a.unit, b.rubric, b.group_id, b.period, b.head -> 'title' as board_title
     from alert a join board b on b.id = a.board join watch w on w.id = a.watch left join watch_history h on h.watch = a.watch and h.version = a.watch_version`

const PAGE = `${ALERTS}
     where ($1::boolean is null or (a.ended_at is null) = $1) and ($2::text is null or b.rubric = $2) and ($3::text is null or b.group_id = $3) and ($4::integer is null or a.unit = $4)
       and ($5::text is null or a.watch = $5) and ($6::text is null or a.severity = $6) and ($7::timestamptz is null or a.fired_at >= $7) and ($8::timestamptz is null or a.fired_at < $8)
       and (a.fired_at, a.id) < ($9::timestamptz, $10::bigint)
     order by a.fired_at desc, a.id desc limit $11`

/** One page of alerts, newest firing first: so many that come after one of the list; null: from its beginning. */
export async function readAlerts(
  db: Statements, { isActive, rubric, group, unit, watch, severity, from, until }: AlertFilter, { after, limit }: { after: Pick<AlertRow, 'fired_at' | 'id'> | null; limit: number },
): Promise<AlertRow[]> {
  const place = after ? [new Date(after.fired_at), after.id] : ['infinity', 0]
  return await db.rows(Row, PAGE, [isActive, rubric, group, unit, watch, severity, from, until, ...place, limit])
}

export async function readAlert(db: Statements, id: number): Promise<AlertRow | null> {
  return await db.maybe(Row, `${ALERTS} where a.id = $1`, [id])
}

/** The steps of an alert, oldest first. */
export async function readSteps(db: Statements, alert: number): Promise<StepRow[]> {
  return await db.rows(Step, 'select id, at, kind, by, text, channel, seq from alert_step where alert = $1 order by id', [alert])
}

/** Where all alerts stand. */
export async function readCounts(db: Statements): Promise<AlertCounts> {
  const { revision, ...counts } = await db.one(Counts,
    `select (select n from revision where topic = 'alert') as revision, count(*)::integer as active, (count(*) filter (where acknowledged is null))::integer as unacknowledged
     from alert where ended_at is null`)
  return { revision: Number(revision), ...counts }
}
