import type { BoardKey } from '@tierline/contracts/board'
import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

const Found = raw<{ id: bigint; revision: number; hash: string }>()

/** The snapshot of a board's period that later ones are compared with: the issued revision, else the newest final one. */
export async function findCompared(db: Statements, { rubric, group, period }: BoardKey): Promise<{ id: number; revision: number; hash: string } | null> {
  const found = await db.maybe(Found,
    `select id, revision, hash from snapshot where rubric = $1 and group_id = $2 and period = $3 and state in ('issued', 'final')
     order by (state = 'issued') desc, revision desc limit 1`, [rubric, group, period])
  return found && { ...found, id: Number(found.id) }
}
