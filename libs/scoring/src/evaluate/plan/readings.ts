import type { Period } from '../../period/period.ts'
import { monthsBefore, startOfMonth } from '../../period/shanghai.ts'
import type { Back, Rubric, RubricMeasure } from '../../rubric/rubric.ts'
import { nameWithoutBack } from '../../value/hidden-names.ts'
import type { Reading } from '../types.ts'

/** Where a carry-over begins: before anything that is ever counted. */
export const BEGINNING = startOfMonth(2000, 1)

interface Span {
  from: number
  until: number
}

/** What a board of a period reads for each unit: one reading a measure, in the order of the file; hidden measures after them, earlier spans last and under the names of their measures. */
export function readingsOf(rubric: Pick<Rubric, 'measures'>, period: Period): Reading[] {
  return Object.entries(rubric.measures).map(([name, measure], slot): Reading => {
    const { declaration, hash, back = null } = measure
    const own = spanOf(measure, period)
    return {
      slot, name: nameWithoutBack(name), declaration, hash, ...(back === null ? own : spanBack(own, { period, back })),
      keyed: declaration.by !== undefined, back, starts: back === null ? Math.max(period.from, own.from) : Infinity,
    }
  })
}

function spanOf({ window, from, until }: Pick<RubricMeasure, 'window' | 'from' | 'until'>, period: Period): Span {
  const span = window === 'period' ? period : { from: BEGINNING, until: window === 'before' ? period.from : period.until }
  const start = Math.max(span.from, from)
  return { from: start, until: Math.max(start, Math.min(span.until, until)) }
}

const MONTHS: Record<Period['kind'], number> = { year: 12, quarter: 3, month: 1, to_date: 12 }

/** A span so many periods or a calendar year before; a year to date is compared with the same span of the years before. */
function spanBack({ from, until }: Span, { period, back }: { period: Period; back: Back }): Span {
  const months = back === 'year' ? 12 : back * MONTHS[period.kind]
  return { from: from === BEGINNING ? from : monthsBefore(from, months), until: monthsBefore(until, months) }
}
