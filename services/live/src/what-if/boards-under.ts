import type { Board } from '@tierline/contracts/board'
import { packRow } from '@tierline/platform/board/stored-row'
import type { Platform } from '@tierline/platform/platform'
import { boardHead, rowOf } from '@tierline/scoring'
import type { ReadingName } from '@tierline/scoring'
import { boardRow, inBoardOrder } from '@tierline/boards/board/board-rows'
import type { BoardDesk } from '@tierline/boards/desk/board-desk'
import type { BoardQuestion } from '@tierline/boards/desk/board-question'
import type { BothViews, WhatIfs } from './what-ifs.ts'

/** A board that moved on between two readings of it is read again so often. */
const MOST_TRIES = 3

/** Boards under other readings of their rubric's ambiguities, badged with them. Movement is left out: the past was scored under the rubric's own readings. */
export class BoardsUnder {
  constructor(private readonly platform: Platform, private readonly parts: { desk: BoardDesk; whatIfs: WhatIfs }) {}

  async read(question: BoardQuestion, readings: readonly ReadingName[]): Promise<Board> {
    for (let tries = 1; ; tries++) {
      const board = await this.parts.desk.find(question)
      const both = await this.parts.whatIfs.viewUnder(question, readings)
      if (both.viewed.seq === board.seq || tries === MOST_TRIES) return this.assemble(board, both)
    }
  }

  private assemble(board: Board, { after: { plan, score }, readings }: BothViews): Board {
    const { title: _, ...head } = boardHead(plan.rubric)
    const indicators = head.indicators.map(({ id }) => id)
    const shown = new Map(board.rows.map((row) => [row.unit, row]))
    const rows = score.rows.flatMap((scored) => {
      const [row, unit] = [shown.get(scored.unit), this.platform.directory.unitByCode(scored.unit)]
      if (!row || !unit) return []
      const packed = packRow(rowOf(plan, scored), { indicators, lastEvent: row.lastEventAt === null ? null : Date.parse(row.lastEventAt) })
      return [boardRow(packed, { indicators, unit, order: row.order, before: undefined, spark: [] })]
    })
    return { ...board, ...head, baseline: null, summaries: [...score.summaries], rows: inBoardOrder(rows), provisional: score.provisional, under: readings }
  }
}
