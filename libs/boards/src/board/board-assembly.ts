import type { Board, BoardRow } from '@tierline/contracts/board'
import type { Directory } from '@tierline/platform/directory'
import type { Period } from '@tierline/scoring'
import type { BoardRecord } from './board.store.ts'
import { inBoardOrder } from './board-rows.ts'
import type { Movement } from './movement.ts'
import { periodState, periodTitle } from './period-title.ts'
import { isoOf, watermarkOf } from './watermark.store.ts'

/** A board's parts as they were read at one seq. */
export interface BoardParts {
  record: BoardRecord
  period: Period
  /** Where the clock stands: whether the period is over. */
  instant: number
  movement: Pick<Movement, 'baseline'>
  rows: Iterable<BoardRow>
  reading: Board['reading']
}

/** Puts a board together as the contract has it. */
export function assembleBoard({ record, period, instant, movement, rows, reading }: BoardParts, { directory, isDemo }: { directory: Directory; isDemo: boolean }): Board {
  const { head } = record
  const group = directory.group(record.group_id)
  return {
    key: { rubric: record.rubric, group: record.group_id, period: record.period },
    title: head.title,
    group: { id: record.group_id, title: group?.title ?? { zh: record.group_id, en: record.group_id }, note: group?.note ?? null, demo: group?.demo ?? false },
    period: { id: record.period, title: periodTitle(record.period), from: isoOf(period.from), until: isoOf(period.until), state: periodState(period, instant) },
    seq: Number(record.seq), asOf: isoOf(record.as_of), reading,
    rubric: head.rubric, baseline: movement.baseline, ranking: head.ranking, tiers: head.tiers, tiersDeclared: head.tiersDeclared,
    // Heads stored by earlier versions have none of the three.
    conversion: head.conversion ?? null, vetoes: head.vetoes ?? [], indicators: head.indicators.map((indicator) => ({ ...indicator, penalty: indicator.penalty ?? false })),
    summaries: record.summaries, rows: inBoardOrder(rows), provisional: record.provisional, demo: isDemo,
    watermark: watermarkOf({ instant: record.as_of, position: record.position, lastEvent: record.last_event, lastArrived: record.last_arrived }),
  }
}
