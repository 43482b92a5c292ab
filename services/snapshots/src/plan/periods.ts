import { monthOf, parsePeriod } from '@tierline/scoring'

export type PlanPeriod = 'month' | 'quarter' | 'year'

const MONTHS: Record<PlanPeriod, number> = { month: 1, quarter: 3, year: 12 }

/** The id of the period of a kind that holds an instant. */
export function periodAt(kind: PlanPeriod, instant: number): string {
  const [year = '', month = ''] = monthOf(instant).split('-')
  if (kind === 'year') return year
  return kind === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`
}

/** The period before the one that holds an instant: what a plan freezes then. */
export const periodBefore = (kind: PlanPeriod, instant: number): string => periodBack(periodAt(kind, instant)) ?? ''

/** The period of the same kind before this one; null for a year to date. */
export function periodBack(id: string): string | null {
  const kind = kindOf(id)
  return kind === null ? null : monthBack(id, MONTHS[kind])
}

/** The period of the same kind so many months before; null for a year to date. */
export function monthBack(id: string, months: number): string | null {
  const [kind, period] = [kindOf(id), parsePeriod(id, 0)]
  if (kind === null || !period) return null
  const [year = 0, month = 0] = monthOf(period.from).split('-').map(Number)
  const at = year * 12 + (month - 1) - months
  const first = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  return periodAt(kind, parsePeriod(first, 0)?.from ?? 0)
}

/** The kind of a period's id; null where it has no fixed span. */
export function kindOf(id: string): PlanPeriod | null {
  const kind = parsePeriod(id, 0)?.kind
  return kind === undefined || kind === 'to_date' ? null : kind
}
