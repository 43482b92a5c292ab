import { parsePeriod } from '../period/period.ts'
import { dayNumber, dayText, parseDay } from '../period/shanghai.ts'
import type { Rubric } from '../rubric/rubric.ts'

/** What of a rubric tells its versions apart. */
export type Versioned = Pick<Rubric, 'id' | 'version' | 'status' | 'effective' | 'fileName'>

/** The first and the last day on which a version is in force; the last is null where it is open-ended. */
export interface VersionSpan {
  from: string
  until: string | null
}

export function isDraft({ status }: Pick<Versioned, 'status'>): boolean {
  return status === 'draft'
}

/** The versions of one rubric that come into force on some day, earliest first; drafts never do. */
export function versionsOf<T extends Versioned>(rubrics: readonly T[], id: string): T[] {
  return rubrics.filter((rubric) => rubric.id === id && !isDraft(rubric)).sort((a, b) => firstDay(a) - firstDay(b))
}

/**
 * The version by which a period is scored: the one in force on the period's last day or today, whichever is earlier. Where none is in force on that day, the one that
 * was last; before the first, the first. Undefined where there is no such rubric or period.
 */
export function versionInForce<T extends Versioned>(rubrics: readonly T[], about: { id: string; period: string }, instant: number): T | undefined {
  const period = parsePeriod(about.period, instant)
  return period ? versionOnDay(versionsOf(rubrics, about.id), dayNumber(Math.min(period.until - 1, instant))) : undefined
}

/** The version in force on the day of an instant, with the same exceptions. */
export function versionToday<T extends Versioned>(rubrics: readonly T[], id: string, instant: number): T | undefined {
  return versionOnDay(versionsOf(rubrics, id), dayNumber(instant))
}

/** When a version is in force among the others: an open-ended one ends the day before a later one begins. */
export function spanOf(rubric: Versioned, rubrics: readonly Versioned[]): VersionSpan {
  const { from, until } = rubric.effective
  const next = isDraft(rubric) ? undefined : versionsOf(rubrics, rubric.id).find((other) => firstDay(other) > firstDay(rubric))
  return { from, until: until ?? (next ? dayText(firstDay(next) - 1) : null) }
}

function versionOnDay<T extends Versioned>(versions: readonly T[], day: number): T | undefined {
  return versions.findLast((version) => firstDay(version) <= day) ?? versions[0]
}

const firstDay = ({ effective }: Versioned): number => parseDay(effective.from) ?? 0
