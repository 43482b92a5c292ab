import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { compareDecimals, figureOf, hundredth, percentOf, publishedDifference, quotient, signedDifference, sumOf } from './figure.ts'

const text = (cents: number): string => `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
const cents = fc.integer({ min: -9_999_999, max: 9_999_999 })

describe('published figures', () => {
  it.each([
    ['98.21 %', { decimal: '98.21', unit: ' %', isSigned: false }], ['-5.00', { decimal: '-5.00', unit: '', isSigned: false }], ['10.50 h', { decimal: '10.50', unit: ' h', isSigned: false }],
    ['+1.20 百分点', { decimal: '1.20', unit: ' 百分点', isSigned: true }], ['1.00–5.00', null], ['✓', null], ['', null], ['=1', null], ['1e5', null],
  ])('%s is read as %j', (found, figure) => {
    expect(figureOf(found)).toEqual(figure)
  })

  it.each([
    ['98.21 %', '97.01 %', '+1.20 百分点'], ['97.01 %', '98.21 %', '-1.20 百分点'], ['10.50 h', '10.50 h', '0.00 h'], ['12', '9', '+3'], ['98.21 %', null, null], ['98.21 %', '3.00 h', null], ['✓', '✗', null],
  ])('%s against %s differs by %s', (now, before, difference) => {
    expect(publishedDifference(now, before)).toBe(difference)
  })

  it('differ, add up and compare exactly', () => {
    fc.assert(fc.property(cents, cents, (a, b) => {
      expect(signedDifference(text(a), text(b))).toBe(`${a > b ? '+' : ''}${text(a - b)}`)
      expect(sumOf([text(a), text(b)])).toBe(text(a + b))
      expect(compareDecimals(text(a), text(b))).toBe(Math.sign(a - b))
      expect(Number(hundredth(text(a)))).toBe(Number(`${a}e-4`))
    }))
  })

  it.each([
    ['1', '3', 2, '0.33'], ['2', '3', 2, '0.67'], ['0.125', '1', 2, '0.13'], ['-0.125', '1', 2, '-0.13'], ['5', '0', 2, null], ['9007199254740993', '1', 0, '9007199254740993'],
  ])('%s ÷ %s to %d decimals is %s', (a, b, decimals, expected) => {
    expect(quotient(a, b, decimals)).toBe(expected)
  })

  it('become rates half up', () => {
    expect([percentOf('358', '207'), percentOf('1', '3'), percentOf('1', '0'), percentOf('-1', '3')]).toEqual(['172.95', '33.33', null, '-33.33'])
  })
})
