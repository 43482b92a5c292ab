import { describe, expect, it } from '@jest/globals'
import { NO_CALENDAR, workCalendar } from '../calendar/calendar.ts'
import { DutyDeclaration } from './duty.ts'
import { dutyOccasions, openingFact } from './duty-opening.ts'

const at = (text: string): number => Date.parse(`${text}+08:00`)
const CALENDAR = workCalendar([2021, 2022].map((year) => ({ year, state: 'published', notice: { title: 't', sources: [] }, off: year === 2021 ? [{ name: '国庆节', from: '2021-10-01', until: '2021-10-07' }] : [], working: [] })))
const duty = (more: Partial<DutyDeclaration>): DutyDeclaration => DutyDeclaration.parse({ id: 'd', title: { zh: '报', en: 'Report' }, report: 'r', schedule: 'monthly', from: '2021-09', opens: 'end', due: 'end+5', ...more })
const occasions = (more: Partial<DutyDeclaration>, instant: string): string[][] => dutyOccasions(duty(more), at(instant), CALENDAR)
  .map(({ period, opens, due }) => [period, ...[opens, due].map((ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16))])

describe('dutyOccasions', () => {
  it.each<[string, Partial<DutyDeclaration>, string, string[][]]>([
    ['opens at the beginning of the last day, due by the end of the fifth day after it', {}, '2021-10-31T00:00:00', [['2021-09', '2021-09-30T00:00', '2021-10-05T23:59'], ['2021-10', '2021-10-31T00:00', '2021-11-05T23:59']]],
    ['is not open a millisecond earlier', {}, '2021-09-29T23:59:59', []],
    ['counts working days', { due: 'end+3wd', until: '2021-09' }, '2021-12-31T00:00:00', [['2021-09', '2021-09-30T00:00', '2021-10-12T23:59']]],
    ['counts working days back', { opens: 'end-2wd', until: '2021-09' }, '2021-12-31T00:00:00', [['2021-09', '2021-09-28T00:00', '2021-10-05T23:59']]],
    ['ends with its last period', { until: '2021-10' }, '2022-03-01T00:00:00', [['2021-09', '2021-09-30T00:00', '2021-10-05T23:59'], ['2021-10', '2021-10-31T00:00', '2021-11-05T23:59']]],
    ['comes by quarter', { schedule: 'quarterly', from: '2021-Q3', opens: 'start' }, '2021-10-01T00:00:00', [['2021-Q3', '2021-07-01T00:00', '2021-10-05T23:59'], ['2021-Q4', '2021-10-01T00:00', '2022-01-05T23:59']]],
    ['comes by year', { schedule: 'yearly', from: '2020', opens: 'end+1', due: 'end+31' }, '2022-01-01T00:00:00', [['2020', '2021-01-01T00:00', '2021-01-31T23:59'], ['2021', '2022-01-01T00:00', '2022-01-31T23:59']]],
    ['comes once, on stated days', { schedule: 'once', from: '2021', opens: '2021-11-01', due: '2021-12-15' }, '2025-01-01T00:00:00', [['2021', '2021-11-01T00:00', '2021-12-15T23:59']]],
    ['may open before its period', { opens: 'start-10', until: '2021-09' }, '2021-08-22T00:00:00', [['2021-09', '2021-08-22T00:00', '2021-10-05T23:59']]],
  ])('%s', (_, declaration, instant, expected) => {
    expect(occasions(declaration, instant)).toEqual(expected)
  })

  it('waits for the calendar instead of guessing it', () => {
    expect(dutyOccasions(duty({ due: 'end+3wd' }), at('2021-12-31T00:00:00'), NO_CALENDAR)).toEqual([])
  })

  it('refuses a moment that it cannot read', () => {
    expect(DutyDeclaration.safeParse({ ...duty({}), due: 'end + 5' }).success).toBe(false)
  })

  it('opens with a fact that names report, unit and period', () => {
    const [occasion] = dutyOccasions(duty({}), at('2021-09-30T00:00:00'), CALENDAR)
    expect(occasion && openingFact(duty({}), 'u1', occasion)).toMatchObject({ id: 'r/u1/2021-09', unit: 'u1', time: at('2021-09-30T00:00:00'), data: { report: 'r', period: '2021-09', due: '2021-10-05T15:59:59.999Z' } })
  })
})
