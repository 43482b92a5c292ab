/** Offset of Asia/Shanghai, fixed since 1992. */
export const OFFSET_MS = 8 * 3_600_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** The first instant of a month (1 … 12; 13 is January of the next year) in Asia/Shanghai. */
export function startOfMonth(year: number, month: number): number {
  return Date.UTC(year, month - 1, 1) - OFFSET_MS
}

/** The first instant after a year in Asia/Shanghai. */
export function endOfYear(year: number): number {
  return startOfMonth(year + 1, 1)
}

/** The same day and time of day so many months before; the last day of that month where it has no such day. */
export function monthsBefore(instant: number, months: number): number {
  const local = new Date(instant + OFFSET_MS)
  const [year, month] = [local.getUTCFullYear(), local.getUTCMonth() - months]
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const midnight = Date.UTC(year, month, Math.min(local.getUTCDate(), lastDay))
  return midnight + ((instant + OFFSET_MS) % DAY_MS) - OFFSET_MS
}

/** The calendar year of an instant in Asia/Shanghai. */
export function yearOf(instant: number): number {
  return new Date(instant + OFFSET_MS).getUTCFullYear()
}

/** Days since 1970-01-01 of the Asia/Shanghai day that holds the instant. */
export function dayNumber(instant: number): number {
  return Math.floor((instant + OFFSET_MS) / DAY_MS)
}

/** The first instant of a day given by its number. */
export function startOfDay(day: number): number {
  return day * DAY_MS - OFFSET_MS
}

/** The last millisecond of a day given by its number: the inclusive limit of "by that day". */
export function lastOfDay(day: number): number {
  return startOfDay(day + 1) - 1
}

/** `YYYY-MM-DD` of a day number. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** The day number of `YYYY-MM-DD`, or null where the text is no such day. */
export function parseDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const ms = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text ? null : ms / DAY_MS
}

/** The first day of the month of an instant, `YYYY-MM-01`. */
export function monthOf(instant: number): string {
  return `${new Date(instant + OFFSET_MS).toISOString().slice(0, 7)}-01`
}

/** The start of the hour that holds the instant. */
export function hourOf(instant: number): number {
  return Math.floor(instant / HOUR_MS) * HOUR_MS
}
