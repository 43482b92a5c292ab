import type { EscalationStep, QuietTime, Severity } from '@tierline/contracts/alert/watch'
import type { Bilingual } from '@tierline/contracts/text'
import type { Statements, Transaction } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** An open alert that nobody has acknowledged and whose escalation is due; instants are epoch ms. */
export interface DueAlert {
  id: bigint
  board: number
  severity: Severity
  fired_at: number
  /** Steps that were taken. */
  escalations: number
  steps: EscalationStep[]
  quiet: QuietTime | null
}

const Due = raw<DueAlert>()
const Count = raw<{ n: number }>()
const Title = raw<{ id: string; title: Bilingual }>()

/**
 * Some alerts whose escalation is due, those due longest first, held against other processes; what others hold is left to them.
 * `isPatient`: without those whose watch has still to look at boards of before the due instant, for they may be over since.
 */
export async function lockDue(tx: Transaction, instant: number, { limit, isPatient }: { limit: number; isPatient: boolean }): Promise<DueAlert[]> {
  return await tx.rows(Due,
    `select a.id, a.board, a.severity, a.fired_at, a.escalations, coalesce(h.body, w.body) -> 'escalation' as steps, coalesce(h.body, w.body) -> 'quiet' as quiet
     from alert a join watch w on w.id = a.watch left join watch_history h on h.watch = a.watch and h.version = a.watch_version
     where a.escalates_at <= $1 and a.ended_at is null and a.acknowledged is null and not ($3 and exists (
       select from watch_stand s join board_history b on b.board = s.board and b.seq > s.seq and b.at <= a.escalates_at where s.watch = a.watch and s.board = a.board))
     order by a.escalates_at, a.id limit $2 for update of a skip locked`,
    [new Date(instant), limit, isPatient])
}

/** How many escalations are due by the stored clock. */
export async function countDue(db: Statements): Promise<number> {
  return (await db.one(Count, 'select count(*)::integer as n from alert where escalates_at <= (select instant from clock) and ended_at is null and acknowledged is null')).n
}

export async function keepEscalation(tx: Transaction, alert: number, { escalations, next, severity }: { escalations: number; next: number | null; severity: Severity }): Promise<void> {
  await tx.run('update alert set escalations = $2, escalates_at = $3, severity = $4 where id = $1', [alert, escalations, next === null ? null : new Date(next), severity])
}

/** What channels are called. */
export async function readChannelTitles(db: Statements, channels: readonly string[]): Promise<Map<string, Bilingual>> {
  const rows = await db.rows(Title, `select id, body -> 'title' as title from channel where id = any($1::text[])`, [channels])
  return new Map(rows.map(({ id, title }) => [id, title]))
}
