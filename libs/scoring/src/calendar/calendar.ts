import * as z from 'zod/mini'
import { dayNumber, dayText, lastOfDay, parseDay } from '../period/shanghai.ts'

const Day = z.string().check(z.refine((text) => parseDay(text) !== null, { error: 'expected a day as YYYY-MM-DD' }))
const Span = z.strictObject({ name: z.string(), from: Day, until: Day })

/** One file `calendars/<year>.yaml`: days off and make-up working days as the State Council's notice sets them; all others are Monday to Friday. */
export const CalendarFile = z.strictObject({
  year: z.union([z.number(), z.string().check(z.regex(/^\d{4}$/))]),
  /** `published` only once the notice is out; an unpublished year answers nothing. */
  state: z.enum(['published', 'unpublished']),
  notice: z.strictObject({ title: z.string(), number: z.optional(z.string()), sources: z.array(z.string()) }),
  off: z.array(Span),
  working: z.array(z.strictObject({ name: z.string(), day: Day })),
})
export type CalendarFile = z.infer<typeof CalendarFile>

/** Working days of the published years; built by `workCalendar`. */
export interface WorkCalendar {
  years: ReadonlySet<number>
  /** Exceptions to Monday–Friday by day number: true works, false is off. */
  exceptions: ReadonlyMap<number, boolean>
}

/** Joins calendar files into one calendar; a later file's day wins over an earlier one's (a notice may name days of the year before). */
export function workCalendar(files: readonly CalendarFile[]): WorkCalendar {
  const exceptions = new Map<number, boolean>()
  const published = files.filter((file) => file.state === 'published')
  for (const file of published) {
    for (const span of file.off) for (let day = dayOf(span.from); day <= dayOf(span.until); day++) exceptions.set(day, false)
    for (const { day } of file.working) exceptions.set(dayOf(day), true)
  }
  return { years: new Set(published.map((file) => Number(file.year))), exceptions }
}

/** A calendar that knows no year: every limit in working days is `unpublished`. */
export const NO_CALENDAR: WorkCalendar = { years: new Set(), exceptions: new Map() }

/** Whether a day number works, or `unpublished` where its year's notice is not in the calendar. */
export function isWorkingDay(calendar: WorkCalendar, day: number): boolean | 'unpublished' {
  if (!calendar.years.has(Number(dayText(day).slice(0, 4)))) return 'unpublished'
  return calendar.exceptions.get(day) ?? isWeekday(day)
}

/** The last millisecond of the n-th working day after the day of `fromMs` (the limit is inclusive, 含本数), or `unpublished`. */
export function addWorkingDays(calendar: WorkCalendar, fromMs: number, n: number): number | 'unpublished' {
  let day = dayNumber(fromMs)
  for (let left = n; left > 0;) {
    const works = isWorkingDay(calendar, ++day)
    if (works === 'unpublished') return works
    if (works) left--
  }
  return lastOfDay(day)
}

/** Working days after the day of `fromMs` up to and including the day of `untilMs`, or `unpublished` where one of them lies in such a year. */
export function workingDaysBetween(calendar: WorkCalendar, fromMs: number, untilMs: number): number | 'unpublished' {
  let n = 0
  for (let day = dayNumber(fromMs) + 1; day <= dayNumber(untilMs); day++) {
    const works = isWorkingDay(calendar, day)
    if (works === 'unpublished') return works
    if (works) n++
  }
  return n
}

function isWeekday(day: number): boolean {
  const weekday = (day + 4) % 7
  return weekday !== 0 && weekday !== 6
}

function dayOf(text: string): number {
  const day = parseDay(text)
  if (day === null) throw new RangeError(`calendar: found the day ${JSON.stringify(text)}, expected YYYY-MM-DD; parse the file with CalendarFile first`)
  return day
}
