import { describe, expect, it } from '@jest/globals'
import { addDecimals, compareDecimals, isZero, share } from './decimal.ts'

describe('decimals', () => {
  it.each([
    [['5.00', '16.00', '55.00', '20.00'], '96.00'],
    [['0.1', '0.2'], '0.3'],
    [['-2', '0.50'], '-1.50'],
    [['-0.05', '0.05'], '0.00'],
    [[], '0'],
    [['9007199254740993', '0.01'], '9007199254740993.01'],
  ])('adds %j exactly', (values, sum) => {
    expect(addDecimals(values)).toBe(sum)
  })

  it('compares, whatever the places', () => {
    expect([compareDecimals('3', '3.00'), compareDecimals('-1', '0.5'), compareDecimals('10', '9.99')]).toEqual([0, -1, 1])
    expect([isZero('0.00'), isZero('-0.0'), isZero('0.01')]).toEqual([true, true, false])
  })

  it('gives bar lengths between nothing and the whole', () => {
    expect([share('1.5', '3'), share('9', '3'), share('-1', '3'), share(null, '3'), share('1', null), share('1', '0')]).toEqual([0.5, 1, 0, 0, 0, 0])
  })
})
