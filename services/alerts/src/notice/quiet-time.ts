import { SEVERITIES } from '@tierline/contracts/alert/watch'
import type { QuietTime, Severity } from '@tierline/contracts/alert/watch'
import { DAY_MS, dayNumber, isWorkingDay, startOfDay } from '@tierline/scoring'
import type { WorkCalendar } from '@tierline/scoring'

/** No run of rest days and quiet hours is longer; a quiet time that never ends would swallow messages. */
const LONGEST_MS = 60 * DAY_MS
const MINUTE_MS = 60_000

/** The first instant from `at` on that is not quiet for this severity; `at` itself where the quiet time has no end. */
export function afterQuiet(at: number, severity: Severity, { quiet, calendar }: { quiet: QuietTime | null; calendar: WorkCalendar }): number {
  if (quiet === null || isLouder(severity, quiet.upTo)) return at
  for (let instant = at; instant <= at + LONGEST_MS;) {
    const end = quietUntil(instant, quiet, calendar)
    if (end === null) return instant
    instant = end
  }
  return at
}

/** Whether one severity is above another. */
export const isLouder = (severity: Severity, than: Severity): boolean => SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(than)

function quietUntil(instant: number, quiet: QuietTime, calendar: WorkCalendar): number | null {
  const day = dayNumber(instant)
  if (quiet.workingDaysOnly && !worksOn(day, calendar)) return startOfDay(day + 1)
  const sinceMidnight = instant - startOfDay(day)
  for (const { from, until } of quiet.hours) {
    const [begin, end] = [ofDay(from), ofDay(until)]
    if (begin < end && sinceMidnight >= begin && sinceMidnight < end) return startOfDay(day) + end
    if (begin > end && sinceMidnight >= begin) return startOfDay(day + 1) + end
    if (begin > end && sinceMidnight < end) return startOfDay(day) + end
  }
  return null
}

/** A year whose notice is not out has working days from Monday to Friday. */
function worksOn(day: number, calendar: WorkCalendar): boolean {
  const works = isWorkingDay(calendar, day)
  if (works !== 'unpublished') return works
  const weekday = (day + 4) % 7
  return weekday !== 0 && weekday !== 6
}

function ofDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return (hours * 60 + minutes) * MINUTE_MS
}
