import type { WatchBody } from '@tierline/contracts/alert/watch'
import { dayNumber, dayText, parsePeriod, startOfMonth, yearOf } from '@tierline/scoring'

/** The period of a watch's kind that holds an instant (epoch ms): 2021, 2021-Q4, 2021-10 or ytd. */
export function runningPeriod(kind: WatchBody['period'], instant: number): string {
  const [year = '', month = ''] = dayText(dayNumber(instant)).split('-')
  if (kind === 'to_date') return 'ytd'
  if (kind === 'year') return year
  return kind === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`
}

/** When a board's period begins and ends, seen from an instant within it; a year to date ends with its year and begins anew. */
export function periodSpan(id: string, instant: number): { from: number; until: number } {
  const period = parsePeriod(id, instant)
  if (!period) throw new RangeError(`found the period ${JSON.stringify(id)}, expected one like 2021, 2021-Q4, 2021-10 or ytd; remove the board, it was edited by hand`)
  return { from: period.from, until: period.kind === 'to_date' ? startOfMonth(yearOf(instant) + 1, 1) : period.until }
}
