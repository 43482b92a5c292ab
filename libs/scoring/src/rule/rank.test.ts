import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { compare, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import { plainText } from '../exact/round.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import { compileRank, placesOf } from './rank.ts'
import { decimal } from './rule.ts'
import type { PeerOutcome } from './rule.ts'

const value = fc.record({ n: fc.bigInt({ min: -3n, max: 12n }), d: fc.bigInt({ min: 1n, max: 6n }) })
const values = fc.array(value, { minLength: 1, maxLength: 9 })
const direction = fc.constantFrom('desc' as const, 'asc' as const)
const ties = fc.constantFrom('competition' as const, 'dense' as const)

const decide = (rule: Omit<RuleOf<'rank'>, 'kind'>, group: readonly Ratio[], unknown = 0): readonly PeerOutcome[] =>
  compileRank({ kind: 'rank', ...rule }, { max: decimal('10'), least: ZERO, decimals: 2, mode: 'half_up', names: { measures: new Map(), attributes: new Map() } }).decide(group, unknown)
const ratios = (...texts: string[]): Ratio[] => texts.map(decimal)
const lows = (outcomes: readonly PeerOutcome[]): string[] => outcomes.map(({ low }) => plainText(low))
const highs = (outcomes: readonly PeerOutcome[]): string[] => outcomes.map(({ high }) => plainText(high))

describe('places', () => {
  it.each([
    ['competition', 'desc', ['7', '7', '3', '3', '1'], [1, 1, 3, 3, 5]], ['dense', 'desc', ['7', '7', '3', '3', '1'], [1, 1, 2, 2, 3]],
    ['competition', 'asc', ['7', '3', '3'], [3, 1, 1]], ['dense', 'asc', ['7', '3', '3'], [2, 1, 1]],
  ] as const)('%s %s', (how, way, texts, places) => {
    expect(placesOf(ratios(...texts), { direction: way, ties: how })).toEqual(places)
  })

  it('agree with counting who is better', () => {
    fc.assert(fc.property(values, direction, ties, (group, way, how) => {
      const isBetter = (a: Ratio, b: Ratio): boolean => (way === 'desc' ? compare(a, b) > 0 : compare(a, b) < 0)
      const naive = group.map((own) => {
        const better = group.filter((other) => isBetter(other, own))
        const kept = how === 'dense' ? better.filter((other, at) => better.findIndex((one) => compare(one, other) === 0) === at) : better
        return kept.length + 1
      })
      expect(placesOf(group, { direction: way, ties: how })).toEqual(naive)
    }), { numRuns: 400 })
  })
})

describe('points by rank', () => {
  const bands = [{ from: '1', to: '2', points: '10' }, { from: '3', to: '4', points: '6' }, { from: '5', points: '1' }]
  it('are those of the band, on both sides of its ends', () => {
    expect(lows(decide({ direction: 'desc', bands }, ratios('9', '8', '7', '6', '5', '4')))).toEqual(['10', '10', '6', '6', '1', '1'])
  })

  it('are those of the list, and the rest after it', () => {
    expect(lows(decide({ direction: 'asc', list: ['10', '8'], rest: '2' }, ratios('1', '2', '3', '4')))).toEqual(['10', '8', '2', '2'])
    expect(lows(decide({ direction: 'asc', list: ['10'] }, ratios('1', '2')))).toEqual(['10', '0'])
  })

  it('reach down to where unknown units may push', () => {
    const outcomes = decide({ direction: 'desc', bands }, ratios('9', '8', '7'), 2)
    expect([lows(outcomes), highs(outcomes)]).toEqual([['6', '6', '1'], ['10', '10', '6']])
  })
})

describe('points as a share of the best', () => {
  const best = { to_best: {} }
  it.each([
    ['higher is better', { direction: 'desc' as const, ...best }, ['8', '6', '2'], ['10', '7.5', '2.5']],
    ['lower is better', { direction: 'asc' as const, ...best }, ['8', '6', '2'], ['2.5', '3.333333', '10']],
    ['not under the floor', { direction: 'desc' as const, to_best: { floor: '4' } }, ['8', '6', '2'], ['10', '7.5', '4']],
    ['a best of zero', { direction: 'desc' as const, ...best }, ['0', '0', '-1'], ['10', '10', '0']],
    ['a lowest of zero', { direction: 'asc' as const, to_best: { floor: '1' } }, ['0', '3'], ['10', '1']],
    ['a lowest under zero', { direction: 'asc' as const, ...best }, ['-2', '0', '3'], ['10', '0', '0']],
    ['one alone', { direction: 'desc' as const, ...best }, ['5'], ['10']],
  ])('%s', (_name, rule, group, points) => {
    expect(lows(decide(rule, ratios(...group)))).toEqual(points)
  })

  it('is certain only down to the floor while somebody is unknown', () => {
    const outcomes = decide({ direction: 'desc', to_best: { floor: '2' } }, ratios('8', '6'), 1)
    expect([lows(outcomes), highs(outcomes)]).toEqual([['2', '2'], ['10', '7.5']])
  })
})

describe('any rule that ranks', () => {
  const falling = fc.array(fc.nat(10), { minLength: 1, maxLength: 4 }).map((list) => list.sort((a, b) => b - a).map(String))
  const rules: fc.Arbitrary<Omit<RuleOf<'rank'>, 'kind'>> = fc.oneof(
    fc.record({ direction, ties, list: falling }),
    fc.record({ direction, ties, points: falling }).map(({ points, ...rule }) => ({ ...rule, bands: points.map((one, at) => ({ from: String(2 * at + 1), ...(at === points.length - 1 ? {} : { to: String(2 * at + 2) }), points: one })) })),
    fc.record({ direction, to_best: fc.constantFrom({}, { floor: '2' }) }),
  )

  it('never gives a better value fewer points, and stays within its limits', () => {
    fc.assert(fc.property(rules, values, fc.nat(3), (rule, group, unknown) => {
      const outcomes = decide(rule, group, unknown)
      const sorted = [...group.keys()].sort((i, j) => compare(group[i] ?? ZERO, group[j] ?? ZERO) * (rule.direction === 'desc' ? 1 : -1))
      for (const [index, at] of sorted.entries()) {
        const [own, worse] = [outcomes[at], outcomes[sorted[index - 1] ?? at]]
        if (!own || !worse) throw new Error('an outcome each')
        expect(compare(worse.high, own.high)).toBeLessThanOrEqual(0)
        expect(compare(worse.low, own.low)).toBeLessThanOrEqual(0)
        expect(compare(own.low, own.high)).toBeLessThanOrEqual(0)
        expect(own.low.n >= 0n && compare(own.high, decimal('10')) <= 0).toBe(true)
      }
    }), { numRuns: 400 })
  })

  it('never leaves a range when an unknown unit becomes known', () => {
    fc.assert(fc.property(rules, values, value, fc.nat(2), (rule, group, joining, further) => {
      const before = decide(rule, group, further + 1)
      const after = decide(rule, [...group, joining], further)
      for (const [at, open] of before.entries()) {
        const own = after[at]
        expect(own !== undefined && compare(own.low, open.low) >= 0 && compare(own.high, open.high) <= 0).toBe(true)
      }
    }), { numRuns: 400 })
  })
})
