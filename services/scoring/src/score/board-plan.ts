import { boardHead, parseDay, planBoard, startOfDay } from '@tierline/scoring'
import type { BoardPlan, Rubric } from '@tierline/scoring'
import type { StoredHead } from '@tierline/platform/board/stored-row'
import { boardPeriod, nextMidnight } from '../board/board-periods.ts'
import type { BoardRecord } from '../board/board.store.ts'

/** A plan with what the board says because the rubric says so. */
export interface PlannedBoard {
  plan: BoardPlan
  head: StoredHead
}

/** Plans a board for an instant. A year to date reaches to the end of its day, so that the plan holds until midnight. */
export function planFor(rubric: Rubric, record: BoardRecord, instant: number): PlannedBoard | null {
  const period = boardPeriod(rubric, record.period, nextMidnight(instant) - 1)
  return period && { plan: planBoard(rubric, period, record.group_id), head: boardHead(rubric) }
}

/** The next instant after `instant` at which time alone may change a board: a window opens or closes, a stated fact takes effect, a year to date gains a day. */
export function nextBoundary(plan: BoardPlan, instant: number, nextEffective: string | null): number {
  const instants = [plan.period.from, plan.period.until, ...plan.readings.flatMap(({ from, until }) => [from, until])]
  if (plan.period.kind === 'to_date') instants.push(nextMidnight(instant))
  if (nextEffective !== null) instants.push(startOfDay(parseDay(nextEffective) ?? 0))
  return instants.reduce((next, at) => (at > instant && at < next ? at : next), Infinity)
}
