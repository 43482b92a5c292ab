import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { parseDecimal, parseFigure } from './decimal.ts'
import { comparer } from './order.ts'
import { ceil, compare, floor, over, reduced } from './ratio.ts'
import { plainText, ratioText, roundScaled, scaledText } from './round.ts'
import { boundText, grouped, valueText, valueTextBeside } from './show.ts'

const anyRatio = fc.record({ n: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), d: fc.bigInt({ min: 1n, max: 10n ** 9n }) })

describe('decimals', () => {
  it.each([['1.10', 110n, 100n], ['-0.5', -5n, 10n], ['007', 7n, 1n]])('reads %s exactly', (text, n, d) => {
    expect(parseDecimal(text)).toEqual({ n, d })
  })

  it.each(['', '1.', '.5', '1e3', '1,000', 'NaN', ' 1'])('refuses %p', (text) => {
    expect(parseDecimal(text)).toBeNull()
  })

  it.each([['80%', 80n, 100n], ['80 %', 80n, 100n], ['80％', 80n, 100n], ['12', 12n, 1n]])('reads the figure %s', (text, n, d) => {
    expect(parseFigure(text)).toEqual({ n, d })
  })
})

describe('rounding', () => {
  it.each([
    ['half_up', 5n, 1000n, '0.01'], ['half_even', 5n, 1000n, '0.00'], ['half_even', 15n, 1000n, '0.02'], ['truncate', 19n, 1000n, '0.01'],
    ['half_up', -5n, 1000n, '-0.01'], ['half_up', 1n, 3n, '0.33'], ['half_up', 2n, 3n, '0.67'],
  ] as const)('%s of %s/%s is %s', (mode, n, d, text) => {
    expect(scaledText(roundScaled({ n, d }, 2, mode), 2)).toBe(text)
  })

  it('is never off by more than half a place', () => {
    fc.assert(fc.property(anyRatio, (value) => {
      const twice = 2n * (roundScaled(value, 2, 'half_up') * value.d - value.n * 100n)
      expect(twice <= value.d && twice >= -value.d).toBe(true)
    }))
  })
})

describe('ratios', () => {
  it('knows that 29 of 50 is 58 %, where floats do not', () => {
    expect(compare({ n: 29n, d: 50n }, { n: 58n, d: 100n })).toBe(0)
  })

  it('encloses any number between its floor and its ceiling', () => {
    fc.assert(fc.property(anyRatio, (value) => {
      expect(floor(value) * value.d <= value.n && value.n <= ceil(value) * value.d).toBe(true)
      expect(compare(reduced(value), value)).toBe(0)
    }))
  })

  it('orders many alike, crossed small or large', () => {
    fc.assert(fc.property(fc.array(fc.oneof(anyRatio, fc.record({ n: fc.bigInt({ min: 0n, max: 9n }), d: fc.bigInt({ min: 1n, max: 9n }) })), { minLength: 2 }), (values) => {
      const compareAt = comparer(values)
      const [a, b] = values
      expect(Math.sign(compareAt(0, 1))).toBe(a && b ? compare(a, b) : 0)
    }))
  })

  it('has no quotient over zero', () => {
    expect(over({ n: 1n, d: 1n }, { n: 0n, d: 5n })).toBeNull()
    expect(over({ n: 1n, d: 2n }, { n: -1n, d: 4n })).toEqual({ n: -4n, d: 2n })
  })
})

describe('texts', () => {
  it('shows values as people read them', () => {
    expect(valueText('percent', { n: 43269n, d: 40000n })).toBe('108.17 %')
    expect(valueText('hours', { n: 21n, d: 2n })).toBe('10.50 h')
    expect(valueText('number', { n: 7n, d: 10n })).toBe('0.7000')
    expect(boundText('percent', { n: 8n, d: 10n })).toBe('80 %')
    expect(grouped('1358000.50')).toBe('1,358,000.50')
    expect(plainText({ n: 1n, d: 3n })).toBe('0.333333')
    expect(ratioText({ n: 1n, d: 8n }, 2)).toBe('0.13')
  })

  it('shows on which side of a bound a value lies', () => {
    expect(valueTextBeside('percent', { n: 799_999n, d: 1_000_000n }, { n: 8n, d: 10n })).toBe('79.9999 %')
    expect(valueTextBeside('percent', { n: 8n, d: 10n }, { n: 8n, d: 10n })).toBe('80.00 %')
  })
})
