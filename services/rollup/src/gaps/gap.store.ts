import type { Statements, Transaction } from '@tierline/platform/database/database'
import type { LogGap } from '@tierline/platform/log/event-log'
import * as z from 'zod/mini'

const GAP_KIND = ['trimmed', 'rewound', 'recreated'] as const
const GapRow = z.object({
  id: z.bigint(), log: z.string(), title: z.nullable(z.string()), partition: z.number(), part: z.number(), kind: z.enum(GAP_KIND),
  from_position: z.bigint(), until_position: z.nullable(z.bigint()), seen_at: z.number(),
})
const Stand = z.object({ partition: z.number(), next: z.bigint(), stopped: z.boolean(), incident: z.boolean() })
const Log = z.object({ log: z.string() })
const Position = z.object({ next: z.bigint() })

/** An incident that nobody has accepted yet. */
export type GapRow = z.infer<typeof GapRow>

/** Opens an incident of a partition, unless its position has been moved meanwhile; one that is open already learns how far it reaches by now. The position is held first, as by who accepts. */
export async function storeGap(db: Statements, { log, partition, kind, from, until }: LogGap): Promise<void> {
  await db.run(
    `with held as (select log, partition, part from log_position where log = $1 and partition = $2 and next = $4::int8 for update)
     insert into log_gap (log, partition, part, kind, from_position, until_position, seen_at)
     select held.log, held.partition, held.part, $3, $4::int8, $5::int8, coalesce((select instant from clock), 'epoch') from held
     on conflict (part) where accepted_at is null do update set until_position = excluded.until_position`,
    [log, partition, kind, from, until])
}

/** Incidents that are open, oldest first. */
export async function readOpenGaps(db: Statements): Promise<GapRow[]> {
  return await db.rows(GapRow,
    `select g.id, g.log, t.title, g.partition, g.part, g.kind, g.from_position, g.until_position, g.seen_at
     from log_gap g left join log_title t on t.log = g.log where g.accepted_at is null order by g.id`)
}

/** The open incident of a part, held until the end of the transaction. */
export async function lockOpenGap(tx: Transaction, part: number): Promise<GapRow | null> {
  return await tx.maybe(GapRow,
    `select g.id, g.log, (select title from log_title t where t.log = g.log) as title, g.partition, g.part, g.kind, g.from_position, g.until_position, g.seen_at
     from log_gap g where g.part = $1 and g.accepted_at is null for update of g`, [part])
}

/** Where a part stands, held until the end of the transaction; null where there is no such part. */
export async function lockPosition(tx: Transaction, part: number): Promise<bigint | null> {
  return (await tx.maybe(Position, 'select next from log_position where part = $1 for update', [part]))?.next ?? null
}

/** Moves a position over what is lost; `skipped` goes along, so that the balance holds. */
export async function skipTo(tx: Transaction, part: number, until: bigint): Promise<void> {
  await tx.run('update log_position set next = $2, skipped = skipped + $2 - next where part = $1', [part, until])
}

/** Ends the history of a part and begins another one of the same partition at `start`: positions that come twice are then told apart. */
export async function beginAgain(tx: Transaction, { log, partition, part }: GapRow, start: bigint): Promise<void> {
  await tx.run(`update log_position set log = log || '~' || part where part = $1`, [part])
  await tx.run('insert into log_position (log, partition, next, skipped) values ($1, $2, $3, $3)', [log, partition, start])
}

/** Closes an incident. */
export async function storeAcceptance(tx: Transaction, id: bigint, { by, reason }: { by: string; reason: string }): Promise<void> {
  await tx.run(`update log_gap set accepted_at = coalesce((select instant from clock), 'epoch'), accepted_by = $2, reason = $3 where id = $1`, [id, by, reason])
}

/** Every partition of a log that has been seen, whether an open incident holds it, and whether one is open of it or of the same partition of an earlier log of its title. */
export async function readStands(db: Statements, log: string): Promise<z.infer<typeof Stand>[]> {
  return await db.rows(Stand,
    `select p.partition, p.next, coalesce(bool_or(g.part = p.part), false) as stopped, count(g.id) > 0 as incident
     from log_position p left join log_title t on t.log = p.log
     left join (log_gap g left join log_title earlier on earlier.log = g.log)
       on g.accepted_at is null and (g.part = p.part or (g.partition = p.partition and earlier.title = t.title))
     where p.log = $1 group by p.partition, p.next order by p.partition`, [log])
}

/** Whether a log was not known before; who comes second waits for who came first. */
export async function isNewLog(tx: Transaction, log: string): Promise<boolean> {
  return (await tx.maybe(Log, 'select log from log_title where log = $1', [log])) === null
}

/** Says that every earlier log of a title is over, and opens an incident for each partition of it. */
export async function endEarlierLogs(tx: Transaction, title: string): Promise<number> {
  const gaps = await tx.run(
    `insert into log_gap (log, partition, part, kind, from_position, until_position, seen_at)
     select p.log, p.partition, p.part, 'recreated', p.next, null, coalesce((select instant from clock), 'epoch')
     from log_title t join log_position p on p.log = t.log where t.title = $1 and t.over_at is null
     on conflict (part) where accepted_at is null do update set kind = 'recreated', until_position = null`, [title])
  await tx.run(`update log_title set over_at = coalesce((select instant from clock), 'epoch') where title = $1 and over_at is null`, [title])
  return gaps
}

/** Notes which log a title names from now on. */
export async function storeTitle(tx: Transaction, log: string, title: string): Promise<void> {
  await tx.run(`insert into log_title (log, title, adopted_at) values ($1, $2, coalesce((select instant from clock), 'epoch'))`, [log, title])
}

/** Holds the titles of logs until the end of the transaction, so that of several workers one writes. */
export async function holdTitles(tx: Transaction): Promise<void> {
  await tx.run('lock table log_title in share row exclusive mode')
}
