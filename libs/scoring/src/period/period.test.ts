import { describe, expect, it } from '@jest/globals'
import { parsePeriod } from './period.ts'
import { dayText, hourOf, monthOf, parseDay } from './shanghai.ts'

const at = (text: string): number => Date.parse(`${text}+08:00`)
const NOW = at('2021-12-15T10:30:00')

describe('parsePeriod', () => {
  it.each([
    ['2021', 'year', '2021-01-01T00:00:00', '2022-01-01T00:00:00'],
    ['2021-Q4', 'quarter', '2021-10-01T00:00:00', '2022-01-01T00:00:00'],
    ['2021-Q1', 'quarter', '2021-01-01T00:00:00', '2021-04-01T00:00:00'],
    ['2021-10', 'month', '2021-10-01T00:00:00', '2021-11-01T00:00:00'],
    ['2021-12', 'month', '2021-12-01T00:00:00', '2022-01-01T00:00:00'],
    ['2020-02', 'month', '2020-02-01T00:00:00', '2020-03-01T00:00:00'],
  ])('reads %s as a %s of Asia/Shanghai', (id, kind, from, until) => {
    expect(parsePeriod(id, NOW)).toEqual({ id, kind, from: at(from), until: at(until) })
  })

  it('reads ytd as the calendar year up to the instant, the instant included', () => {
    expect(parsePeriod('ytd', NOW)).toEqual({ id: 'ytd', kind: 'to_date', from: at('2021-01-01T00:00:00'), until: NOW + 1 })
    // 16:00 UTC on New Year's Eve is the next year in Shanghai.
    expect(parsePeriod('ytd', Date.parse('2021-12-31T16:00:00Z'))?.from).toBe(at('2022-01-01T00:00:00'))
  })

  it.each(['', '21', '2021-13', '2021-00', '2021-Q5', '2021-Q0', '2021-1', '2021-10-01', 'YTD', ' 2021'])('refuses %j', (id) => {
    expect(parsePeriod(id, NOW)).toBeNull()
  })
})

describe('days of Shanghai', () => {
  it('change at 16:00 UTC', () => {
    expect(monthOf(Date.parse('2021-10-31T15:59:59.999Z'))).toBe('2021-10-01')
    expect(monthOf(Date.parse('2021-10-31T16:00:00Z'))).toBe('2021-11-01')
  })

  it('are read strictly', () => {
    expect(['2021-02-29', '2021-2-1', '2021-02-01T00:00'].map(parseDay)).toEqual([null, null, null])
    expect(dayText(parseDay('2020-02-29') ?? 0)).toBe('2020-02-29')
  })

  it('lie on whole hours', () => {
    expect(hourOf(at('2021-10-01T00:59:59'))).toBe(at('2021-10-01T00:00:00'))
  })
})
