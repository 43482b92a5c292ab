import type { Statements } from '@tierline/platform/database/database'
import { raw } from '@tierline/platform/database/database'

/** How many seqs of a board are kept of a time (epoch ms). */
export async function countSeqs(db: Statements, board: number, { from, until }: { from: number; until: number }): Promise<number> {
  return Number((await db.one(raw<{ n: bigint }>(), 'select count(*) as n from board_history where board = $1 and at >= $2 and at < $3', [board, new Date(from), new Date(until)])).n)
}
