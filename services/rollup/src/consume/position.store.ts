import type { Statements, Transaction } from '@tierline/platform/database/database'
import * as z from 'zod/mini'

/** A partition of a log. */
export interface Partition {
  log: string
  part: number
}

const Next = z.object({ next: z.bigint() })

/** The position of the next record; the row is made on first sight. */
export async function readPosition(db: Statements, { log, part }: Partition): Promise<number> {
  await db.run('insert into log_position (log, part, next) values ($1, $2, 0) on conflict (log, part) do nothing', [log, part])
  return Number((await db.one(Next, 'select next from log_position where log = $1 and part = $2', [log, part])).next)
}

/** Moves the position if it stands where it is expected: idempotence and the fence against a second consumer in one statement. */
export async function movePosition(tx: Transaction, { log, part }: Partition, move: { from: number; until: number }): Promise<boolean> {
  const moved = await tx.run('update log_position set next = $4 where log = $1 and part = $2 and next = $3', [log, part, move.from, move.until])
  return moved === 1
}
