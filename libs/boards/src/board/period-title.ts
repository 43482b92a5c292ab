import type { Bilingual } from '@tierline/contracts/text'
import { dayNumber, parsePeriod, startOfDay } from '@tierline/scoring'
import type { Period } from '@tierline/scoring'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const QUARTERS = ['一', '二', '三', '四']

/** A period's name on screen. */
export function periodTitle(id: string): Bilingual {
  if (id === 'ytd') return { zh: '本年累计', en: 'Year to date' }
  const [year = '', part] = id.split('-')
  if (part === undefined) return { zh: `${year}年`, en: year }
  if (part.startsWith('Q')) return { zh: `${year}年第${QUARTERS[Number(part.slice(1)) - 1] ?? ''}季度`, en: `${part} ${year}` }
  return { zh: `${year}年${Number(part)}月`, en: `${MONTHS[Number(part) - 1] ?? ''} ${year}` }
}

/** The period of a board at an instant, as it was scored: a year to date reaches to the end of its day. */
export function boardPeriod(id: string, instant: number): Period {
  const period = parsePeriod(id, startOfDay(dayNumber(instant) + 1) - 1)
  if (!period) throw new RangeError(`board: found the period ${JSON.stringify(id)} in the database, expected one like 2021, 2021-Q4, 2021-10 or ytd; it was edited by hand: remove the board`)
  return period
}

/** Whether a period lies ahead, runs or is over. */
export function periodState(period: Period, instant: number): 'future' | 'open' | 'ended' {
  if (instant < period.from) return 'future'
  return instant < period.until ? 'open' : 'ended'
}
