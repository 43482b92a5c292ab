import { dayNumber, monthOf, parseDay, parsePeriod, startOfDay, startOfMonth, versionInForce, versionToday, yearOf } from '@tierline/scoring'
import type { Period, Rubric } from '@tierline/scoring'

/** A half-open span of epoch ms. */
export interface Span {
  from: number
  until: number
}

/** When a rubric is in force; open-ended where it names no last day. */
export function effectiveSpan(rubric: Pick<Rubric, 'effective'>): Span {
  const { from, until } = rubric.effective
  return { from: startOfDay(parseDay(from) ?? 0), until: until === undefined ? Infinity : startOfDay((parseDay(until) ?? 0) + 1) }
}

/** A period that a rubric may have a board for: of a kind that it declares, overlapping its time in force, begun by the instant; else null. */
export function boardPeriod(rubric: Rubric, id: string, instant: number): Period | null {
  const period = parsePeriod(id, instant)
  if (!period || !kindsOf(rubric).includes(period.kind)) return null
  const effective = effectiveSpan(rubric)
  const isBegun = period.from <= Math.max(instant, effective.from)
  return isBegun && period.from < effective.until && period.until > effective.from ? period : null
}

/**
 * The ids of the periods that the versions of one rubric have boards for: those of the months in which something happened, the current ones, and, where
 * their time in force does not reach the present, the nearest one. Each period is asked of the version that scores it.
 */
export function periodsOf(versions: readonly Rubric[], months: readonly string[], instant: number): string[] {
  const ids = new Set<string>()
  for (const at of [...months.map((month) => startOfDay(parseDay(month) ?? 0)), nearestInForce(versions, instant)]) {
    for (const kind of new Set(versions.flatMap(kindsOf))) {
      const id = periodIdAt(kind, at)
      if (scoredBy(versions, id, instant)) ids.add(id)
    }
  }
  return [...ids]
}

/** The version that scores a period, where it may have a board for it. */
export function scoredBy(versions: readonly Rubric[], period: string, instant: number): { rubric: Rubric; period: Period } | null {
  const rubric = versionInForce(versions, { id: versions[0]?.id ?? '', period }, instant)
  const parsed = rubric && boardPeriod(rubric, period, nextMidnight(instant) - 1)
  return rubric && parsed ? { rubric, period: parsed } : null
}

/** The instant, or the nearest one at which a version is in force. */
function nearestInForce(versions: readonly Rubric[], instant: number): number {
  const version = versionToday(versions, versions[0]?.id ?? '', instant)
  if (!version) return instant
  const effective = effectiveSpan(version)
  return Math.min(Math.max(instant, effective.from), effective.until - 1)
}

/** The kind's period that holds an instant. */
export function periodIdAt(kind: Period['kind'], instant: number): string {
  const [year = '', month = ''] = monthOf(instant).split('-')
  if (kind === 'to_date') return 'ytd'
  if (kind === 'year') return year
  return kind === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`
}

/** The first days of the first month of a span and of the month after it: which touched months concern a board. */
export function monthSpan({ from, until }: Span): { from: string; until: string } {
  return { from: monthOf(from), until: monthAfter(until - 1) }
}

/** The judgements that hold for a period are those entered for it; those for the whole year hold for the year to date. */
export function judgedPeriods(period: Period): string[] {
  return period.kind === 'to_date' ? [period.id, String(yearOf(period.from))] : [period.id]
}

/** The other way round: the boards' periods that a judgement may concern; whether a year to date is of this year, its scoring says. */
export const boardsJudged = (period: string): string[] => (/^\d{4}$/.test(period) ? [period, 'ytd'] : [period])

/** Midnight (Asia/Shanghai) after an instant. */
export const nextMidnight = (instant: number): number => startOfDay(dayNumber(instant) + 1)

function monthAfter(instant: number): string {
  const [year = 0, month = 0] = monthOf(instant).split('-').map(Number)
  return monthOf(startOfMonth(year, month + 1))
}

function kindsOf(rubric: Pick<Rubric, 'periods'>): Period['kind'][] {
  return [rubric.periods.official, ...(rubric.periods.also ?? [])]
}
