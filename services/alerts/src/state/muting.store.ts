import type { Severity, WatchBody } from '@tierline/contracts/alert/watch'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** An open alert that keeps others' messages back, and the unit whose they are. */
export interface Muter {
  alert: number
  unit: number
}

/** An alert whose messages are kept back no more, with its first step and the watch that says who hears of it. */
export interface Unmuted {
  alert: number
  board: number
  step: number
  severity: Severity
  body: WatchBody
}

/** A silent source keeps back what its whole group has to say; a silent unit, what is said of itself. */
const COVERS = `(m.unit = a.unit or (w.body -> 'condition' ? 'source' and mb.group_id = b.group_id))`

/** The open alert of one of these watches that keeps messages about each unit of a group back. */
export async function readMuters(tx: Statements, { watches, group, units }: { watches: readonly string[]; group: string; units: readonly number[] }): Promise<Muter[]> {
  if (watches.length === 0) return []
  const rows = await tx.rows(raw<{ unit: number; alert: bigint }>(),
    `select u.unit, min(m.id) as alert from unnest($3::int4[]) as u (unit)
       join alert m on m.ended_at is null and m.watch = any($1::text[]) join watch w on w.id = m.watch join board mb on mb.id = m.board
     where m.unit = u.unit or (w.body -> 'condition' ? 'source' and mb.group_id = $2) group by u.unit`, [watches, group, units])
  return rows.map(({ unit, alert }) => ({ unit, alert: Number(alert) }))
}

/** Alerts that these, which have just fired, keep back from now on. */
export async function muteOthers(tx: Statements, alerts: readonly number[]): Promise<number> {
  return await tx.run(
    `update alert t set muted_by = x.muter from (
       select a.id, min(m.id) as muter from alert m join watch w on w.id = m.watch join board mb on mb.id = m.board
         join watch aw on aw.body -> 'mutedBy' ? m.watch join alert a on a.watch = aw.id and a.ended_at is null and a.muted_by is null and a.id <> m.id join board b on b.id = a.board
       where m.id = any($1::int8[]) and ${COVERS} group by a.id
     ) as x where t.id = x.id`, [alerts])
}

/**
 * After these have ended: what they kept back passes to another muter that is still open, or is kept back no more. Returns of the latter those that are still open
 * and whose first message was not sent and does not wait.
 */
export async function unmuteOthers(tx: Statements, alerts: readonly number[]): Promise<Unmuted[]> {
  const freed = await tx.rows(raw<{ id: bigint }>(),
    `update alert t set muted_by = (
       select min(m.id) from alert a join watch aw on aw.id = a.watch join board b on b.id = a.board
         join alert m on aw.body -> 'mutedBy' ? m.watch and m.ended_at is null join watch w on w.id = m.watch join board mb on mb.id = m.board
       where a.id = t.id and m.id <> all($1::int8[]) and ${COVERS}
     ) where muted_by = any($1::int8[]) returning id`, [alerts])
  if (freed.length === 0) return []
  const rows = await tx.rows(raw<Omit<Unmuted, 'alert' | 'step'> & { alert: bigint; step: bigint }>(),
    `select a.id as alert, a.board, s.id as step, a.severity, w.body from alert a join watch w on w.id = a.watch join alert_step s on s.alert = a.id and s.kind = 'fired'
     where a.id = any($1::int8[]) and a.muted_by is null and a.ended_at is null and not exists (select from notice n where n.step = s.id and n.dropped is null) order by a.id`, [freed.map(({ id }) => id)])
  return rows.map((row) => ({ ...row, alert: Number(row.alert), step: Number(row.step) }))
}
