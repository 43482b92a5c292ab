import type { Board, BoardKey } from '@tierline/contracts/board'
import { findBoard, keyOf } from './find-board.ts'
import type { BoardQuestion, BoardSources } from './find-board.ts'

/** Answers questions about boards, whichever reading they ask for. */
export class BoardDesk {
  constructor(private readonly sources: BoardSources) {}

  find(question: BoardQuestion): Promise<Board> {
    return findBoard(this.sources, question)
  }

  key(question: BoardQuestion): Promise<BoardKey> {
    return keyOf(this.sources, question)
  }
}
