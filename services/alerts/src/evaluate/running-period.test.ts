import { describe, expect, it } from '@jest/globals'
import { periodSpan, runningPeriod } from './running-period.ts'

const at = (text: string): number => Date.parse(`${text}+08:00`)

describe('the running period of a watch', () => {
  it.each([
    ['month', '2021-12-31T23:59:59', '2021-12', '2021-12-01', '2022-01-01'], ['month', '2022-01-01T00:00:00', '2022-01', '2022-01-01', '2022-02-01'],
    ['quarter', '2021-03-31T23:59:59', '2021-Q1', '2021-01-01', '2021-04-01'], ['quarter', '2021-10-01T00:00:00', '2021-Q4', '2021-10-01', '2022-01-01'],
    ['year', '2021-06-01T00:00:00', '2021', '2021-01-01', '2022-01-01'], ['to_date', '2021-12-31T23:59:59', 'ytd', '2021-01-01', '2022-01-01'], ['to_date', '2022-01-01T00:00:00', 'ytd', '2022-01-01', '2023-01-01'],
  ] as const)('of a %s at %s is %s', (kind, instant, period, from, until) => {
    expect(runningPeriod(kind, at(instant))).toBe(period)
    expect(periodSpan(period, at(instant))).toEqual({ from: at(`${from}T00:00:00`), until: at(`${until}T00:00:00`) })
  })

  it('says what is wrong with a period that is none', () => {
    expect(() => periodSpan('soon', 0)).toThrow(/found the period "soon"/)
  })
})
