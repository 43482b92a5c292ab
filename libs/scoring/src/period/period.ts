import { endOfYear, startOfMonth, yearOf } from './shanghai.ts'

/** A span of time that a board covers, half-open in epoch milliseconds. */
export interface Period {
  id: string
  kind: 'year' | 'quarter' | 'month' | 'to_date'
  from: number
  until: number
}

/** Reads `2021`, `2021-Q4`, `2021-10` or `ytd` (the calendar year of the instant, up to it); null for anything else. Months are those of Asia/Shanghai. */
export function parsePeriod(id: string, instant: number): Period | null {
  if (id === 'ytd') return { id, kind: 'to_date', from: startOfMonth(yearOf(instant), 1), until: Math.min(instant + 1, endOfYear(yearOf(instant))) }
  const match = /^([12]\d{3})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(id)
  if (!match) return null
  const year = Number(match[1])
  if (match[2]) return monthsFrom(id, 'quarter', { year, month: Number(match[2]) * 3 - 2, months: 3 })
  if (match[3]) return monthsFrom(id, 'month', { year, month: Number(match[3]), months: 1 })
  return monthsFrom(id, 'year', { year, month: 1, months: 12 })
}

function monthsFrom(id: string, kind: Period['kind'], span: { year: number; month: number; months: number }): Period {
  return { id, kind, from: startOfMonth(span.year, span.month), until: startOfMonth(span.year, span.month + span.months) }
}
