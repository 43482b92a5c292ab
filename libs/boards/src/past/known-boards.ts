import type { Board } from '@tierline/contracts/board'
import type { StoredHead } from '@tierline/platform/board/stored-row'
import type { Platform } from '@tierline/platform/platform'
import { boardHead, parametersDay, withParameters } from '@tierline/scoring'
import { assembleBoard } from '../board/board-assembly.ts'
import { readBoard } from '../board/board.store.ts'
import type { BoardRecord } from '../board/board.store.ts'
import { boardRow, officialOrder } from '../board/board-rows.ts'
import { readMovement } from '../board/movement.ts'
import { boardPeriod } from '../board/period-title.ts'
import type { StoredRubrics } from '../rubric/stored-rubrics.ts'
import { readBoardThen, readRowsThen } from './past.store.ts'
import type { BoardThen } from './past.store.ts'

/** Boards of the past as they were known then: stored history, with the rubric of then. */
export class KnownBoards {
  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics) {}

  /** The board as it stood at an instant (epoch ms), or null where it was not scored by then. */
  async read(id: number, at: number): Promise<Board | null> {
    return await this.platform.db.transaction(async (tx) => {
      const now = await readBoard(tx, id)
      const then = await readBoardThen(tx, id, at)
      if (!then) return null
      const record: BoardRecord = { ...now, ...then, head: await this.headOf(now, then) }
      const period = boardPeriod(record.period, record.as_of)
      const rows = await readRowsThen(tx, id, then.seq)
      const movement = await readMovement(tx, { board: id, units: rows.map(({ unit }) => unit), period, instant: record.as_of })
      const { directory } = this.platform
      const indicators = record.head.indicators.map((indicator) => indicator.id)
      const order = officialOrder(directory.group(record.group_id))
      const shown = rows.flatMap(({ unit: unitId, row }) => {
        const unit = directory.unitById(unitId)
        return unit && row ? [boardRow(row, { indicators, unit, order: order.get(unitId) ?? rows.length, before: movement.before.get(unitId), spark: movement.spark.get(unitId) ?? [] })] : []
      })
      return assembleBoard({ record, period, instant: at, movement, rows: shown, reading: 'known' }, this.platform)
    }, 'repeatable read')
  }

  /** The head by the version of then, and by the parameters of the day on which it was scored. */
  private async headOf(now: BoardRecord, then: BoardThen): Promise<StoredHead> {
    const rubric = await this.rubrics.byHash(now.rubric, then.rubric_hash)
    if (!rubric || (then.rubric_hash === now.rubric_hash && !rubric.parameters)) return now.head
    return boardHead(withParameters(rubric, parametersDay(boardPeriod(now.period, then.as_of), then.as_of)))
  }
}
