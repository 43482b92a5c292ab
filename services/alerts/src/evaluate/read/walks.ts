import { readRowsThen } from '@tierline/boards/past/past.store'
import { walkRows, walkTotals } from '@tierline/boards/past/seq-walk'
import type { WalkedSeq } from '@tierline/boards/past/seq-walk'
import type { Statements } from '@tierline/platform/database/database'
import type { SeenRow } from '../../condition/observation.ts'

/** Which seqs of a board: those after one, up to and with the one at which the board stands. */
export interface WalkSpan {
  board: number
  after: bigint
  /** What the walk is read for: rows with their cells, or totals with their places. */
  places: boolean
  upTo: bigint
}

/** Seqs that are walked in one transaction. */
export const MOST_SEQS = 16
const MOST_KEPT = 4

/** What changed at the seqs of boards. What is stored of a seq never changes, so several watches of one board share one reading. */
export class Walks {
  private readonly kept = new Map<string, WalkedSeq<SeenRow>[] | Map<number, SeenRow>>()

  async after(db: Statements, { board, after, places, upTo }: WalkSpan): Promise<WalkedSeq<SeenRow>[]> {
    return await this.keep(`walk ${board} ${after} ${places} ${upTo}`, async () => {
      const walked: WalkedSeq<SeenRow>[] = places ? await walkTotals(db, { board, after, most: MOST_SEQS }) : await walkRows(db, { board, after, most: MOST_SEQS })
      return walked.filter(({ seq }) => seq <= upTo)
    })
  }

  /** Every row of a board at a seq. */
  async whole(db: Statements, board: number, seq: bigint): Promise<ReadonlyMap<number, SeenRow>> {
    return await this.keep(`whole ${board} ${seq}`, async () => new Map((await readRowsThen(db, board, seq)).flatMap(({ unit, row }) => (row ? [[unit, row] as const] : []))))
  }

  private async keep<T extends WalkedSeq<SeenRow>[] | Map<number, SeenRow>>(name: string, read: () => Promise<T>): Promise<T> {
    const known = this.kept.get(name)
    if (known) return known as T
    const fresh = await read()
    this.kept.set(name, fresh)
    const [oldest] = this.kept.keys()
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest)
    return fresh
  }
}
