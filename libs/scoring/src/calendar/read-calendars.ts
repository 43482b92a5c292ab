import { parse } from 'yaml'
import { CalendarFile, workCalendar } from './calendar.ts'
import type { WorkCalendar } from './calendar.ts'

/** Reads the texts of `calendars/*.yaml` into one calendar; throws one sentence that names every file and fault. */
export function readCalendars(files: readonly { name: string; text: string }[]): WorkCalendar {
  const read = files.map(({ name, text }) => ({ name, result: CalendarFile.safeParse(parse(text)) }))
  const faults = read.flatMap(({ name, result }) => result.error?.issues.map((issue) => `${name}: ${issue.path.join('.')}: ${issue.message}`) ?? [])
  if (faults.length > 0) throw new Error(`calendars: ${faults.length} faults; mend the files by the State Council's notice: ${faults.join('; ')}`)
  return workCalendar(read.flatMap(({ result }) => result.data ?? []))
}
