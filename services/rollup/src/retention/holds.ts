import type { Statements } from '@tierline/platform/database/database'
import { BEGINNING, DAY_MS, parsePeriod, parseRubric, planBoard } from '@tierline/scoring'
import type { Period, Rubric } from '@tierline/scoring'
import { readBoardsWithRubrics, readFilling, readUnfrozen } from './holds.store.ts'
import type { BoardWithRubric } from './holds.store.ts'

/** Something that still needs events from before an instant, said so that a person knows what to wait for. */
export interface Hold {
  /** `2021-10 of rural-2021 / counties`, `back-fill`. */
  holder: string
  why: string
}

/** What is asked before events are dropped: who still needs some that happened before `until`? The clock stands at `instant`. */
export type Holds = (db: Statements, span: { until: number; instant: number }) => Promise<Hold[]>

/** Boards whose period has not ended, or ended less than the grace ago, hold the events that they count. */
export function heldByOpenPeriods(graceMs: number): Holds {
  return async (db, { until, instant }) => {
    const holds: Hold[] = []
    for (const board of await readBoardsWithRubrics(db)) {
      const period = parsePeriod(board.period, instant)
      const end = period === null ? Infinity : period.until + graceMs
      if (end <= instant) continue
      const from = period === null ? -Infinity : countedFrom(board, period)
      if (from < until) holds.push({ holder: `${board.period} of ${board.rubric} / ${board.group_id}`, why: whyOpen(from, end) })
    }
    return holds
  }
}

/** Measures that are being filled read old events. */
export const heldByBackFills: Holds = async (db) => {
  const { measures, cases } = await readFilling(db)
  return measures === 0 && !cases ? [] : [{ holder: 'back-fill', why: measures > 0 ? `${measures} measures are being filled from stored events` : 'cases are being folded again for new measures' }]
}

/**
 * Periods that a plan freezes, and of which no snapshot is final yet, hold the events that they count: a draft may still be corrected and verified from them.
 * A plan freezes the period before the one in which it began, and those that follow.
 */
export const heldByUnfrozen: Holds = async (db, { until, instant }) => {
  const holds: Hold[] = []
  for (const { plan, kind, begun, ...board } of await readUnfrozen(db)) {
    const period = parsePeriod(board.period, instant)
    if (period?.kind !== kind || period.until + longest(kind) <= (begun ?? instant)) continue
    if (countedFrom(board, period) < until) holds.push({ holder: `${board.period} of ${board.rubric} / ${board.group_id}`, why: `the plan ${plan} freezes it and no snapshot of it is final yet; make one final, or switch the plan off` })
  }
  return holds
}

/** No period of a kind is longer. */
const longest = (kind: 'month' | 'quarter' | 'year'): number => ({ month: 31, quarter: 92, year: 366 })[kind] * DAY_MS

/**
 * The first instant of which a board asks for raw events: it may compare with earlier spans. Cases keep their facts, and a carry-over of all time would hold
 * every event for ever; both are scored from roll-ups. A rubric that cannot be read may look at anything.
 */
function countedFrom(board: BoardWithRubric, period: Period): number {
  const rubric = board.body === null ? null : rubricOf(board.body, board.rubric)
  if (rubric === null) return -Infinity
  const { readings } = planBoard(rubric, period, board.group_id)
  return Math.min(period.from, ...readings.flatMap(({ declaration, from, until }) => ('event' in declaration.of && from > BEGINNING && from < until ? [from] : [])))
}

function rubricOf(text: string, name: string): Rubric | null {
  const read = parseRubric(text, name)
  return 'rubric' in read ? read.rubric : null
}

function whyOpen(from: number, end: number): string {
  const since = Number.isFinite(from) ? `since ${new Date(from).toISOString()}` : 'of all time'
  return `it counts events ${since} and is open ${Number.isFinite(end) ? `until ${new Date(end).toISOString()}, its grace included` : 'for good'}`
}
