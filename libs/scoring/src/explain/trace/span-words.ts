import { dayNumber, dayText } from '../../period/shanghai.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { say } from '../words.ts'

/** A half-open window of epoch ms by its first and last day: `2021-01-01 至 2021-12-31`. */
export function spanWords({ from, until }: { from: number; until: number }): Bilingual {
  const [first, last] = [dayOf(from), dayOf(Math.max(from, until - 1))]
  return say(`${first} 至 ${last}`, `${first} to ${last}`)
}

/** The day of an instant. */
export function dayOf(instant: number): string {
  return dayText(dayNumber(instant))
}
