import { shanghai } from '../../format/time.ts'

/** Ways to say how long a silence lasts. */
export const SILENCE_ENDS = ['hour', 'four_hours', 'morning', 'day', 'week'] as const
export type SilenceEnd = (typeof SILENCE_ENDS)[number]

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MORNING = '09:00'

/** A wall-clock time of Asia/Shanghai as a form has it, `2021-12-15T09:00`, for a choice made at `now`. */
export function silenceEnd(end: SilenceEnd, now: string | number): string {
  const start = typeof now === 'number' ? now : Date.parse(now)
  if (end === 'morning') return `${shanghai(start + DAY_MS).day}T${MORNING}`
  const at = shanghai(start + { hour: HOUR_MS, four_hours: 4 * HOUR_MS, day: DAY_MS, week: 7 * DAY_MS }[end])
  return `${at.day}T${at.minute}`
}

/** A form's wall-clock time as the instant that is sent; null where it is not one. */
export function instantOf(local: string): string | null {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) ? `${local}:00+08:00` : null
}
