import type { Statements, Transaction } from '@tierline/platform/database/database'
import type { LogPartition } from '@tierline/platform/log/event-log'
import * as z from 'zod/mini'

/** Where a partition stands: `part` is our own number of it, `next` the position of its next record. */
export interface StoredPosition {
  part: number
  next: number
}

const Position = z.object({ part: z.number(), next: z.bigint() })

/** Reads where a partition stands; its row is made on first sight, at `start`. */
export async function readPosition(db: Statements, { log, partition }: LogPartition, start: number): Promise<StoredPosition> {
  await db.run(
    `insert into log_position (log, partition, next, skipped) select $1, $2, $3, $3
     where not exists (select from log_position where log = $1 and partition = $2) on conflict (log, partition) do nothing`,
    [log, partition, start])
  const { part, next } = await db.one(Position, 'select part, next from log_position where log = $1 and partition = $2', [log, partition])
  return { part, next: Number(next) }
}

/**
 * Moves the position if it stands where it is expected: idempotence and the fence against a second consumer in one statement. `skipped` of the positions passed hold no record.
 * The log is asked for as well, since a part whose history has ended keeps its number under another name.
 */
export async function movePosition(tx: Transaction, { part, next }: StoredPosition, move: { log: string; until: number; skipped: number }): Promise<boolean> {
  const moved = await tx.run('update log_position set next = $4, skipped = skipped + $5 where part = $1 and next = $2 and log = $3', [part, next, move.log, move.until, move.skipped])
  return moved === 1
}
