import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import Fraction from 'fraction.js'
import { parseDecimal, parseFigure } from './decimal.ts'
import { ceil, compare, floor, minus, over, plus, reduced, sumOf, times } from './ratio.ts'
import type { Ratio } from './ratio.ts'
import { roundScaled } from './round.ts'

const large = fc.record({ n: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), d: fc.bigInt({ min: 1n, max: 10n ** 12n }) })
const small = fc.record({ n: fc.bigInt({ min: -30n, max: 30n }), d: fc.bigInt({ min: 1n, max: 12n }) })
/** Numbers that lie on a half of their second decimal more often than chance would have it. */
const halves = fc.bigInt({ min: -5000n, max: 5000n }).map((n): Ratio => ({ n: 2n * n + 1n, d: 200n }))
const any = fc.oneof(large, small, halves)

const other = ({ n, d }: Ratio): Fraction => new Fraction(n, d)
const isSame = (ratio: Ratio | null, fraction: Fraction): boolean => ratio !== null && other(ratio).equals(fraction)

describe('exact arithmetic agrees with fraction.js', () => {
  it.each([
    ['plus', plus, (a: Fraction, b: Fraction) => a.add(b)],
    ['minus', minus, (a: Fraction, b: Fraction) => a.sub(b)],
    ['times', times, (a: Fraction, b: Fraction) => a.mul(b)],
  ] as const)('%s', (_name, ours, theirs) => {
    fc.assert(fc.property(any, any, (a, b) => expect(isSame(ours(a, b), theirs(other(a), other(b)))).toBe(true)))
  })

  it('over', () => {
    fc.assert(fc.property(any, any.filter(({ n }) => n !== 0n), (a, b) => expect(isSame(over(a, b), other(a).div(other(b)))).toBe(true)))
  })

  it('compare, floor, ceil and lowest terms', () => {
    fc.assert(fc.property(any, any, (a, b) => {
      expect(compare(a, b)).toBe(Math.sign(other(a).compare(other(b))))
      expect([floor(a), ceil(a)].map(String)).toEqual([other(a).floor().toString(), other(a).ceil().toString()])
      const low = reduced(a)
      expect([low.n < 0n ? -low.n : low.n, low.n === 0n ? 1n : low.d]).toEqual([other(a).n, other(a).d])
    }))
  })

  it('sums of many', () => {
    fc.assert(fc.property(fc.array(any, { maxLength: 20 }), (values) => expect(isSame(sumOf(values), values.reduce<Fraction>((sum, value) => sum.add(other(value)), new Fraction(0)))).toBe(true)))
  })
})

describe('rounding agrees with fraction.js', () => {
  const theirs = {
    half_up: (value: Fraction) => value.abs().mul(100).add(new Fraction(1, 2)).floor().mul(value.s < 0n ? -1 : 1),
    truncate: (value: Fraction) => value.abs().mul(100).floor().mul(value.s < 0n ? -1 : 1),
    half_even: (value: Fraction) => {
      const scaled = value.abs().mul(100)
      const cut = scaled.floor()
      const rest = scaled.sub(cut).compare(new Fraction(1, 2))
      const isOdd = cut.mod(2).n === 1n
      return (rest > 0 || (rest === 0 && isOdd) ? cut.add(1) : cut).mul(value.s < 0n ? -1 : 1)
    },
  }

  it.each(['half_up', 'half_even', 'truncate'] as const)('%s', (mode) => {
    fc.assert(fc.property(any, (value) => expect(String(roundScaled(value, 2, mode))).toBe(theirs[mode](other(value)).toString())), { numRuns: 400 })
  })
})

describe('texts', () => {
  it('are read as fraction.js reads them', () => {
    const digits = fc.tuple(fc.constantFrom('', '-'), fc.nat(99_999), fc.option(fc.stringMatching(/^\d{1,6}$/)))
    fc.assert(fc.property(digits, ([sign, whole, decimals]) => {
      const text = `${sign}${whole}${decimals === null ? '' : `.${decimals}`}`
      expect(isSame(parseDecimal(text), new Fraction(text))).toBe(true)
      expect(isSame(parseFigure(`${text}%`), new Fraction(text).div(100))).toBe(true)
    }))
  })
})
