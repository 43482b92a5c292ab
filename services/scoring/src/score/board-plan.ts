import { boardHead, parameterDays, parseDay, planBoard, startOfDay } from '@tierline/scoring'
import type { BoardPlan, Rubric } from '@tierline/scoring'
import type { StoredHead } from '@tierline/platform/board/stored-row'
import { boardPeriod, nextMidnight } from '../board/board-periods.ts'
import type { Directory } from '@tierline/platform/directory'
import type { BoardRecord } from '../board/board.store.ts'

/** A plan with what the board says because the rubric says so. */
export interface PlannedBoard {
  plan: BoardPlan
  head: StoredHead
}

/** Plans a board for an instant. A year to date reaches to the end of its day, so that the plan holds until midnight; units that the rubric names are found in the directory. */
export function planFor(rubric: Rubric, record: BoardRecord, { instant, directory }: { instant: number; directory?: Directory }): PlannedBoard | null {
  const period = boardPeriod(rubric, record.period, nextMidnight(instant) - 1)
  if (!period) return null
  const plan = planBoard(rubric, period, record.group_id, { instant, codeOf: (name) => directory?.unitByCodeOrAlias(name)?.code })
  return { plan, head: boardHead(plan.rubric) }
}

/** The next instant after `instant` at which time alone may change a board: a window opens or closes, a stated fact or a parameter takes effect, a year to date gains a day. */
export function nextBoundary(plan: BoardPlan, instant: number, nextEffective: string | null): number {
  const instants = [plan.period.from, plan.period.until, ...plan.readings.flatMap(({ from, until }) => [from, until])]
  if (plan.period.kind === 'to_date') instants.push(nextMidnight(instant))
  for (const day of parameterDays(plan.rubric)) instants.push(startOfDay(parseDay(day) ?? 0))
  if (nextEffective !== null) instants.push(startOfDay(parseDay(nextEffective) ?? 0))
  return instants.reduce((next, at) => (at > instant && at < next ? at : next), Infinity)
}
