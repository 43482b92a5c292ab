import { readdir, readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { dayText, parseDay, startOfDay } from '../period/shanghai.ts'
import { addWorkingDays, isWorkingDay, NO_CALENDAR, workingDaysBetween } from './calendar.ts'
import type { WorkCalendar } from './calendar.ts'
import { readCalendars } from './read-calendars.ts'

const FOLDER = new URL('../../../../rubrics/calendars/', import.meta.url)

// Reckoned independently of this code from the State Council's notices: working days of the year, and the weekends that are worked.
const YEARS: [year: number, workingDays: number, workedWeekends: string[]][] = [
  [2018, 250, ['02-11', '02-24', '04-08', '04-28', '09-29', '09-30', '12-29']],
  [2019, 250, ['02-02', '02-03', '04-28', '05-05', '09-29', '10-12']],
  [2020, 249, ['01-19', '04-26', '05-09', '06-28', '09-27', '10-10']],
  [2021, 250, ['02-07', '02-20', '04-25', '05-08', '09-18', '09-26', '10-09']],
  [2022, 249, ['01-29', '01-30', '04-02', '04-24', '05-07', '10-08', '10-09']],
  [2023, 249, ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08']],
  [2024, 251, ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12']],
  [2025, 248, ['01-26', '02-08', '04-27', '09-28', '10-11']],
  [2026, 248, ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']],
]
const DUE: [start: string, n: number, due: string][] = [
  ['2024-09-30', 1, '2024-10-08'], ['2024-09-30', 3, '2024-10-10'], ['2024-10-11', 1, '2024-10-12'], ['2024-02-08', 2, '2024-02-18'],
  ['2025-01-24', 3, '2025-02-05'], ['2025-01-26', 2, '2025-02-05'], ['2025-09-27', 5, '2025-10-10'], ['2025-09-30', 5, '2025-10-14'],
  ['2026-02-13', 2, '2026-02-24'], ['2026-02-14', 5, '2026-02-28'], ['2026-09-30', 3, '2026-10-10'], ['2023-12-29', 2, '2024-01-03'], ['2024-12-31', 1, '2025-01-02'],
]
/** After the first day, up to and including the last. */
const WITHIN: [first: string, last: string, n: number][] = [
  ['2024-10-01', '2024-10-31', 19], ['2025-01-20', '2025-02-10', 11], ['2026-02-01', '2026-02-28', 16], ['2025-12-25', '2026-01-08', 9],
]

const dayOf = (text: string): number => parseDay(text) ?? Number.NaN
const noonOf = (text: string): number => startOfDay(dayOf(text)) + 12 * 3_600_000

describe('the shipped calendars', () => {
  let calendar: WorkCalendar
  beforeAll(async () => {
    const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.yaml')).sort()
    calendar = readCalendars(await Promise.all(names.map(async (name) => ({ name, text: await readFile(new URL(name, FOLDER), 'utf8') }))))
  })

  it.each(YEARS)('know the working days of %i', (year, n, weekends) => {
    const days = Array.from({ length: dayOf(`${year + 1}-01-01`) - dayOf(`${year}-01-01`) }, (_, i) => dayOf(`${year}-01-01`) + i)
    const working = days.filter((day) => isWorkingDay(calendar, day) === true)
    expect(working).toHaveLength(n)
    expect(working.filter((day) => [0, 6].includes((day + 4) % 7)).map((day) => dayText(day).slice(5))).toEqual(weekends)
  })

  it.each(DUE)('from %s, %i working days end with %s, inclusive', (start, n, due) => {
    expect(addWorkingDays(calendar, noonOf(start), n)).toBe(startOfDay(dayOf(due) + 1) - 1)
  })

  it.each(WITHIN)('after %s up to %s lie %i working days', (first, last, n) => {
    expect(workingDaysBetween(calendar, noonOf(first), noonOf(last))).toBe(n)
  })

  it('say that a year is unpublished instead of guessing it', () => {
    expect(addWorkingDays(calendar, noonOf('2026-12-30'), 3)).toBe('unpublished')
    expect(addWorkingDays(calendar, noonOf('2026-12-29'), 2)).toBe(startOfDay(dayOf('2027-01-01')) - 1)
    expect(workingDaysBetween(calendar, noonOf('2026-12-30'), noonOf('2027-01-04'))).toBe('unpublished')
    expect(isWorkingDay(NO_CALENDAR, dayOf('2021-10-08'))).toBe('unpublished')
  })
})

describe('a calendar file', () => {
  it('is refused with every fault at once', () => {
    expect(() => readCalendars([{ name: '2031.yaml', text: 'year: 2031\nstate: rumoured\nnotice: { title: t, sources: [] }\noff: [{ name: a, from: 2031-02-30, until: 2031-03-01 }]\nworking: []' }]))
      .toThrow(/2031\.yaml: state: .*2031\.yaml: off\.0\.from: expected a day as YYYY-MM-DD/)
  })
})
