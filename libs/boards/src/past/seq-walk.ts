import type { Statements } from '@tierline/platform/database/database'
import { readRowChanges, readSeqsAfter, readTotalChanges } from './seq-walk.store.ts'
import type { RowBody, RowChange, RowTotal, SeqPoint } from './seq-walk.store.ts'

/** One seq with the rows that became others at it; null where a unit left. */
export interface WalkedSeq<Row> extends SeqPoint {
  changed: ReadonlyMap<number, Row | null>
}

/** Where a walk begins, and how many seqs it takes at most. */
export interface WalkAbout {
  board: number
  after: bigint
  most: number
}

/** Each seq after one with the rows that were written at it, cells and all, without their places. What is read grows with what changed, never with the board. */
export async function walkRows(db: Statements, about: WalkAbout): Promise<WalkedSeq<RowBody>[]> {
  return await walk(db, about, readRowChanges)
}

/** The same with the rows of which total or place changed; a rank moves without its row when others move. */
export async function walkTotals(db: Statements, about: WalkAbout): Promise<WalkedSeq<RowTotal>[]> {
  return await walk(db, about, readTotalChanges)
}

type Read<Row> = (db: Statements, board: number, span: { after: bigint; until: bigint }) => Promise<RowChange<Row>[]>

async function walk<Row>(db: Statements, { board, after, most }: WalkAbout, read: Read<Row>): Promise<WalkedSeq<Row>[]> {
  const points = await readSeqsAfter(db, board, { after, most })
  const last = points.at(-1)
  const changes = last ? await read(db, board, { after, until: last.seq }) : []
  let next = 0
  return points.map((point) => {
    const changed = new Map<number, Row | null>()
    // A change whose own seq was thinned away is known from the next seq on that is kept.
    for (let change = changes[next]; change && change.seq <= point.seq; change = changes[++next]) changed.set(change.unit, change.row)
    return { ...point, changed }
  })
}
