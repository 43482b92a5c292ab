/** Milliseconds of an hour and a day. */
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
const OFFSET_MS = 8 * HOUR_MS

/** One day of the demo city in Asia/Shanghai: its start as epoch ms, its date, and where it stands in the week (0 is Sunday). */
export interface DemoDay {
  start: number
  date: string
  month: string
  weekday: number
}

/** The day that begins at midnight of a date, `2021-12-15`. */
export function dayOf(date: string): DemoDay {
  return dayAt(Date.parse(`${date}T00:00:00+08:00`))
}

/** The day that holds an instant. */
export function dayAt(instant: number): DemoDay {
  const number = Math.floor((instant + OFFSET_MS) / DAY_MS)
  const date = new Date(number * DAY_MS)
  const text = date.toISOString().slice(0, 10)
  return { start: number * DAY_MS - OFFSET_MS, date: text, month: text.slice(0, 7), weekday: date.getUTCDay() }
}

/** Every day from one date to another, both included. */
export function daysBetween(from: string, until: string): DemoDay[] {
  const last = dayOf(until).start
  const days: DemoDay[] = []
  for (let at = dayOf(from).start; at <= last; at += DAY_MS) days.push(dayAt(at))
  return days
}

/** An instant as the events carry it, `2021-12-15T10:30:00+08:00`. */
export function instantText(instant: number): string {
  return `${new Date(instant + OFFSET_MS).toISOString().slice(0, 19)}+08:00`
}
