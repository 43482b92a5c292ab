import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { difference, grouped, signed } from './decimal.ts'
import { briefInstantText, instantText, shanghai, shortInstantText } from './time.ts'

describe('decimals', () => {
  it.each([['96.00', '95.60', '0.40'], ['1', '2.5', '-1.5'], ['0.10', '0.1', '0.00'], ['-1.20', '-1.2', '0.00'], ['5', '3', '2']])('%s − %s = %s', (a, b, expected) => {
    expect(difference(a, b)).toBe(expected)
  })
  it('are subtracted exactly', () => {
    const cents = fc.bigInt({ min: -99_999n, max: 99_999n })
    const text = (value: bigint) => `${value < 0n ? '-' : ''}${(value < 0n ? -value : value) / 100n}.${String((value < 0n ? -value : value) % 100n).padStart(2, '0')}`
    fc.assert(fc.property(cents, cents, (a, b) => expect(difference(text(a), text(b))).toBe(text(a - b))))
  })
  it.each([['1.20', '+1.20'], ['-0.40', '−0.40'], ['0.00', '0.00']])('%s is signed %s', (value, expected) => expect(signed(value)).toBe(expected))
  it.each([[1_358_000, '1,358,000'], ['43269.50', '43,269.50'], [999, '999']])('%s is grouped %s', (value, expected) => expect(grouped(value)).toBe(expected))
})

describe('instants', () => {
  it('are told in Asia/Shanghai whatever the PC’s zone', () => {
    expect(instantText('2021-12-31T16:30:05Z')).toBe('2022-01-01 00:30:05')
    expect(shanghai(Date.UTC(2021, 0, 1)).minute).toBe('08:00')
  })
  it.each([
    ['2021-12-15T09:05:00+08:00', '09:05'], ['2021-12-14T09:05:00+08:00', '12-14 09:05'], ['2020-12-15T09:05:00+08:00', '2020-12-15'],
  ])('%s is short', (instant, expected) => expect(shortInstantText(instant, '2021-12-15T10:00:00+08:00')).toBe(expected))
  it('are briefer still in a narrow column', () => {
    expect(['2021-12-15T09:05:00+08:00', '2021-12-14T09:05:00+08:00', '2020-12-15T09:05:00+08:00'].map((one) => briefInstantText(one, '2021-12-15T10:00:00+08:00'))).toEqual(['09:05', '12-14', '2020-12-15'])
  })
  it('that cannot be read do not break the page', () => expect(instantText('yesterday')).toBe('---------- --:--:--'))
})
