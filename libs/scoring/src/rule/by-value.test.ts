import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { compare, minus, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import { plainText } from '../exact/round.ts'
import type { Rule } from '../rubric/rule.schema.ts'
import { FactsView } from '../value/facts-view.ts'
import { compileRule } from './compile-rule.ts'
import { decimal } from './rule.ts'
import type { ByValue } from './rule.ts'

const NO_FACTS = new FactsView({ unit: 'u', readings: [], attributes: {}, judgements: [], events: 0 }, [], { instant: 0, day: '2021-01-01' })
const consequence = { zh: '取消评优', en: 'No honours' }
const TEN = { max: decimal('10'), least: ZERO }
const PENALTY = { max: ZERO, least: minus(ZERO, decimal('10')) }

function compiled(rule: Rule, limits = TEN): ByValue {
  const made = compileRule(rule, { ...limits, decimals: 2, mode: 'half_up', names: { measures: new Map(), attributes: new Map() } })
  if (made.takes !== 'value') throw new Error(`${rule.kind} takes ${made.takes}`)
  return made
}

const pointsAt = (rule: Rule, value: string, limits = TEN): string => plainText(compiled(rule, limits).exact(decimal(value), NO_FACTS) ?? decimal('-999'))

describe('both sides of every bound', () => {
  const linear = { kind: 'linear', better: 'higher', base: '90', per: '1', change: '0.2' } as const
  const proportional = { kind: 'proportional', full: '80%', from: '40%' } as const
  const faults = { kind: 'per_occurrence', each: '2' } as const
  const escalating = { ...faults, each: '2', floor: '4', escalation: { above: '2', points: '0', consequence } } as const
  const steps: Rule = { kind: 'steps', steps: [{ at_most: '12', points: '10' }, { above: '12', at_most: '24', points: '4' }, { above: '24', points: '0' }] }
  it.each<[string, Rule, string, string]>([
    ['the base', linear, '90', '10'], ['better than the base', linear, '95', '10'], ['half a step away, pro rata', linear, '89.5', '9.9'],
    ['half a step away, whole steps', { ...linear, partial: 'whole' }, '89.5', '10'], ['half a step away, started steps', { ...linear, partial: 'started' }, '89.5', '9.8'],
    ['one whole step', { ...linear, partial: 'whole' }, '89', '9.8'], ['one step and a bit, whole', { ...linear, partial: 'whole' }, '88.1', '9.8'], ['one step and a bit, started', { ...linear, partial: 'started' }, '88.9', '9.6'],
    ['so far that nothing is left', linear, '40', '0'], ['further still', linear, '39', '0'], ['down to the floor', { ...linear, floor: '3' }, '40', '3'],
    ['lower is better', { ...linear, better: 'lower' }, '91', '9.8'], ['lower is better, at the base', { ...linear, better: 'lower' }, '90', '10'],
    ['points at the base', { ...linear, at_base: '6', gain: '0.5' }, '90', '6'], ['a gain on the good side', { ...linear, at_base: '6', gain: '0.5' }, '93', '7.5'],
    ['a gain in whole steps', { ...linear, at_base: '6', gain: '0.5', partial: 'whole' }, '92.9', '7'], ['a gain in started steps', { ...linear, at_base: '6', gain: '0.5', partial: 'started' }, '92.1', '7.5'],
    ['a gain up to the points', { ...linear, at_base: '6', gain: '0.5' }, '99', '10'], ['away from points at the base', { ...linear, at_base: '6', gain: '0.5' }, '85', '5'],
    ['full value', proportional, '0.8', '10'], ['more than full', proportional, '0.9', '10'], ['half', proportional, '0.4', '5'], ['just under from', proportional, '0.3999', '0'], ['without from', { kind: 'proportional', full: '80%' }, '0.2', '2.5'], ['less than nothing', { kind: 'proportional', full: '80%' }, '-1', '0'],
    ['none', faults, '0', '10'], ['one', faults, '1', '8'], ['five', faults, '5', '0'], ['six', faults, '6', '0'],
    ['as many as are allowed', escalating, '2', '6'], ['one too many', escalating, '3', '0'],
    ['no floor reached', { ...faults, floor: '4' }, '3', '4'], ['the floor', { ...faults, floor: '4' }, '4', '4'],
    ['none occurred', { kind: 'zero_on_any' }, '0', '10'], ['one occurred', { kind: 'zero_on_any' }, '1', '0'], ['none done', { kind: 'zero_on_none' }, '0', '0'], ['one done', { kind: 'zero_on_none' }, '1', '10'],
    ['at most, at it', steps, '12', '10'], ['above it', steps, '12.01', '4'], ['the next bound', steps, '24', '4'], ['above that', steps, '24.01', '0'],
    ['nothing to award', { kind: 'award', each: '2' }, '0', '0'], ['one award', { kind: 'award', each: '2' }, '1', '2'], ['capped', { kind: 'award', each: '2' }, '6', '10'],
    ['the quota', { kind: 'award', each: '2', from: '13' }, '12', '0'], ['one over the quota', { kind: 'award', each: '2', from: '13' }, '13', '2'], ['from 0 is from 1', { kind: 'award', each: '2', from: '0' }, '1', '2'],
    ['as many as required', { kind: 'missing_items', each: '4', required: '3' }, '3', '10'], ['one missing', { kind: 'missing_items', each: '4', required: '3' }, '2', '6'], ['all missing', { kind: 'missing_items', each: '4', required: '3' }, '0', '0'], ['more than required', { kind: 'missing_items', each: '4', required: '3' }, '5', '10'],
    ['a full score elsewhere', { kind: 'imported', scheme: consequence, of: 'score' }, '100', '10'], ['a score elsewhere', { kind: 'imported', scheme: consequence, of: 'score', full: '120' }, '90', '7.5'], ['more than a full score', { kind: 'imported', scheme: consequence, of: 'score' }, '104', '10'],
    ['the last of a band', { kind: 'imported', scheme: consequence, of: 'rank', bands: [{ from: '1', to: '3', points: '10' }, { from: '4', points: '5' }] }, '3', '10'], ['the first of the next', { kind: 'imported', scheme: consequence, of: 'rank', bands: [{ from: '1', to: '3', points: '10' }, { from: '4', points: '5' }] }, '4', '5'],
  ])('%s', (_name, rule, value, points) => {
    expect(pointsAt(rule, value)).toBe(points)
  })

  it.each<[string, Rule, string, string]>([
    ['nothing happened', faults, '0', '0'], ['one', faults, '1', '-2'], ['not under what it takes', faults, '6', '-10'], ['an escalation', { ...escalating, floor: '-6', escalation: { above: '2', points: '-10', consequence } }, '3', '-10'],
    ['any', { kind: 'zero_on_any' }, '1', '-10'], ['none', { kind: 'zero_on_any' }, '0', '0'], ['missing', { kind: 'missing_items', each: '4', required: '3' }, '1', '-8'], ['away from the base', linear, '85', '-1'],
    ['steps of its own', { kind: 'steps', steps: [{ at_most: '0', points: '0' }, { above: '0', points: '-3' }] }, '2', '-3'],
  ])('a penalty: %s', (_name, rule, value, points) => {
    expect(pointsAt(rule, value, PENALTY)).toBe(points)
  })
})

const figure = fc.integer({ min: -20, max: 400 }).map((n): Ratio => ({ n: BigInt(n), d: 4n }))
const points = fc.integer({ min: 0, max: 40 }).map((n) => plainText({ n: BigInt(n), d: 4n }))
const step = fc.integer({ min: 1, max: 40 }).map((n) => plainText({ n: BigInt(n), d: 4n }))
const count = fc.integer({ min: 0, max: 12 }).map(String)
const perhaps = <T>(name: string, of: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> => fc.option(of).map((value): Record<string, T> => (value === null ? {} : { [name]: value }))
const partial = fc.constantFrom('pro_rata', 'whole', 'started')
const merged = (...parts: fc.Arbitrary<object>[]): fc.Arbitrary<Rule> => fc.tuple(...parts).map((all) => Object.assign({}, ...all) as Rule)

/** Rules of a kind with any options, and which way their value gets better; escalations are sterner than the floor, as the linter asks. */
const MONOTONE: Record<string, { rules: fc.Arbitrary<Rule>; better: (rule: Rule) => 1 | -1 }> = {
  linear: {
    rules: merged(fc.record({ kind: fc.constant('linear'), better: fc.constantFrom('higher', 'lower'), base: step, per: step, change: points }), perhaps('at_base', points), perhaps('gain', points), perhaps('partial', partial), perhaps('floor', fc.constant('0'))),
    better: (rule) => (rule.kind === 'linear' && rule.better === 'lower' ? -1 : 1),
  },
  proportional: { rules: merged(fc.record({ kind: fc.constant('proportional'), full: step }), perhaps('from', step)), better: () => 1 },
  per_occurrence: {
    rules: merged(fc.record({ kind: fc.constant('per_occurrence'), each: points }), perhaps('floor', fc.constantFrom('0', '2')), perhaps('escalation', count.map((above) => ({ above, points: '0', consequence })))),
    better: () => -1,
  },
  zero_on_any: { rules: fc.constant({ kind: 'zero_on_any' }), better: () => -1 },
  zero_on_none: { rules: fc.constant({ kind: 'zero_on_none' }), better: () => 1 },
  missing_items: { rules: merged(fc.record({ kind: fc.constant('missing_items'), each: points, required: count })), better: () => 1 },
  award: { rules: merged(fc.record({ kind: fc.constant('award'), each: points }), perhaps('from', count)), better: () => 1 },
  imported: { rules: merged(fc.record({ kind: fc.constant('imported'), scheme: fc.constant(consequence), of: fc.constant('score') }), perhaps('full', step)), better: () => 1 },
}

describe('any rule by value', () => {
  it.each(Object.keys(MONOTONE))('%s never gives fewer points for a better value, and stays within its limits', (kind) => {
    const { rules, better } = MONOTONE[kind] ?? { rules: fc.constant<Rule>({ kind: 'no_points' }), better: () => 1 }
    fc.assert(fc.property(rules, figure, figure, fc.boolean(), (rule, a, b, isPenalty) => {
      const limits = isPenalty && !('at_base' in rule) && !('floor' in rule) && !('escalation' in rule) ? PENALTY : TEN
      const made = compiled(rule, limits)
      const [worse, good] = compare(a, b) * better(rule) > 0 ? [b, a] : [a, b]
      const [low, high] = [made.exact(worse, NO_FACTS) ?? ZERO, made.exact(good, NO_FACTS) ?? ZERO]
      expect(compare(low, high)).toBeLessThanOrEqual(0)
      expect(compare(made.least, low)).toBeLessThanOrEqual(0)
      expect(compare(high, limits.max)).toBeLessThanOrEqual(0)
    }), { numRuns: 300 })
  })

  it('steps give the points of the one step that a value keeps, rounded beforehand as afterwards', () => {
    const bounds = fc.uniqueArray(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }).map((list) => list.sort((a, b) => a - b))
    fc.assert(fc.property(bounds, figure, (lines, value) => {
      const rule: Rule = { kind: 'steps', steps: [{ below: String(lines[0]), points: '0' }, ...lines.map((line, at) => ({ at_least: String(line), ...(lines[at + 1] === undefined ? {} : { below: String(lines[at + 1]) }), points: String(at + 1) }))] }
      const reached = lines.filter((line) => compare(value, decimal(String(line))) >= 0).length
      const made = compiled(rule)
      expect(made.exact(value, NO_FACTS)).toEqual(decimal(String(reached)))
      expect(made.scaled?.(value)).toBe(reached * 100)
    }))
  })
})
