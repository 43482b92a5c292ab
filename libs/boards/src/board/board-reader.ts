import type { Board, BoardKey, Watermark } from '@tierline/contracts/board'

/** Where a stored board stands. */
export interface BoardSeq {
  key: BoardKey
  /** The board's number in the database, as the signal names it. */
  id: number
  seq: number
}

/** Reads live boards; what pushes and what answers HTTP both read through it, so they cannot differ. */
export abstract class BoardReader {
  /** The live board, or null where there is none under this key. */
  abstract read(key: BoardKey): Promise<Board | null>
  abstract seqs(): Promise<BoardSeq[]>
  abstract watermark(): Promise<Watermark>
}
