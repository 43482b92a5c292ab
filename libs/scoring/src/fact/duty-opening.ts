import { addWorkingDays, isWorkingDay } from '../calendar/calendar.ts'
import type { WorkCalendar } from '../calendar/calendar.ts'
import { parsePeriod } from '../period/period.ts'
import type { Period } from '../period/period.ts'
import { dayNumber, lastOfDay, parseDay, startOfDay } from '../period/shanghai.ts'
import { CLOCK_SOURCE, DUTY_OPENED } from './case/case-key.ts'
import type { DutyDeclaration } from './duty.ts'
import type { FactEvent } from './fact.ts'

/** One occasion of a duty: the period it is about, when it opens and when it is due (inclusive). */
export interface DutyOccasion {
  period: string
  opens: number
  due: number
}

/** The occasions of a duty that have opened by the instant. Those whose calendar is unpublished are left for later, never guessed. */
export function dutyOccasions(duty: DutyDeclaration, instant: number, calendar: WorkCalendar): DutyOccasion[] {
  const out: DutyOccasion[] = []
  for (const period of periodsOf(duty, instant)) {
    const opens = dayOfMoment(duty.opens, period, calendar)
    const due = dayOfMoment(duty.due, period, calendar)
    if (opens === 'unpublished' || due === 'unpublished' || startOfDay(opens) > instant) continue
    out.push({ period: period.id, opens: startOfDay(opens), due: lastOfDay(due) })
  }
  return out
}

/** The fact by which the clock opens a duty for a unit; it is stored with the case, so that a rebuild reads what was opened then. */
export function openingFact(duty: DutyDeclaration, unit: string, occasion: DutyOccasion): FactEvent {
  return {
    source: CLOCK_SOURCE, id: `${duty.report}/${unit}/${occasion.period}`, type: DUTY_OPENED, unit, time: occasion.opens, corrects: null,
    data: { duty: duty.id, report: duty.report, period: occasion.period, due: new Date(occasion.due).toISOString() },
  }
}

/** At most this many periods of one duty: twenty years of months. */
const MAX_PERIODS = 240
/** A duty may open before its period begins; no more than a year ahead is looked at. */
const LOOK_AHEAD_DAYS = 366

function periodsOf(duty: DutyDeclaration, instant: number): Period[] {
  const last = parsePeriod(duty.until ?? '', instant)
  const out: Period[] = []
  let period = parsePeriod(duty.from, instant)
  while (period && out.length < MAX_PERIODS && startOfDay(dayNumber(period.from) - LOOK_AHEAD_DAYS) <= instant && (!last || period.from < last.until)) {
    out.push(period)
    if (duty.schedule === 'once') break
    period = parsePeriod(periodIdAt(duty.schedule, period.until), instant)
  }
  return out
}

function periodIdAt(schedule: 'monthly' | 'quarterly' | 'yearly', from: number): string {
  const { year, month } = yearAndMonth(from)
  if (schedule === 'yearly') return `${year}`
  return schedule === 'quarterly' ? `${year}-Q${Math.ceil(month / 3)}` : `${year}-${String(month).padStart(2, '0')}`
}

function yearAndMonth(instant: number): { year: number; month: number } {
  const date = new Date(dayNumber(instant) * 86_400_000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 }
}

function dayOfMoment(moment: string, period: Period, calendar: WorkCalendar): number | 'unpublished' {
  const day = parseDay(moment)
  if (day !== null) return day
  const match = /^(start|end)(?:([+-])(\d+)(wd)?)?$/.exec(moment)
  const anchor = match?.[1] === 'start' ? dayNumber(period.from) : dayNumber(period.until - 1)
  const days = Number(match?.[3] ?? 0)
  if (!match?.[4]) return match?.[2] === '-' ? anchor - days : anchor + days
  return match[2] === '-' ? workingDaysBack(calendar, anchor, days) : dayAfter(calendar, anchor, days)
}

function dayAfter(calendar: WorkCalendar, anchor: number, days: number): number | 'unpublished' {
  const end = addWorkingDays(calendar, startOfDay(anchor), days)
  return end === 'unpublished' ? end : dayNumber(end)
}

function workingDaysBack(calendar: WorkCalendar, anchor: number, days: number): number | 'unpublished' {
  let day = anchor
  for (let left = days; left > 0;) {
    const works = isWorkingDay(calendar, --day)
    if (works === 'unpublished') return works
    if (works) left--
  }
  return day
}
