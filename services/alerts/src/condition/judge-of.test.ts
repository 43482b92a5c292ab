import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { packRow } from '@tierline/platform/board/stored-row'
import type { ScoredPart } from '@tierline/platform/board/stored-row'
import type { WatchBody, WatchCondition } from '@tierline/contracts/alert/watch'
import type { Cell } from '@tierline/contracts/board'
import { ratios, storedRubric } from '@tierline/scoring'
import { readFileSync } from 'node:fs'
import { frameOn } from './frame.ts'
import type { Frame } from './frame.ts'
import { judgeOf } from './judge-of.ts'
import { casesToCross } from './line.ts'
import type { Observation } from './observation.ts'

const read = storedRubric(readFileSync(new URL('../../../../libs/boards/src/testing/scored-city.yaml', import.meta.url), 'utf8'), 'trial')
if ('faults' in read) throw new Error(JSON.stringify(read.faults))
const FRAME = frameOn(read.rubric, '2021-11-01')
const INDICATORS = FRAME.head.indicators.map(({ id }) => id)

const cell = (more: Partial<Cell>): Cell => ({ points: '5.00', low: more.points ?? '5.00', high: more.points ?? '5.00', state: 'scored', claimed: false, value: null, numerator: null, denominator: null, adjustedMax: null, claim: null, adjustment: null, ...more })
const rate = (numerator: number, denominator: number, value = `${((100 * numerator) / denominator).toFixed(2)} %`): Cell => cell({ value, numerator: String(numerator), denominator: String(denominator) })

function row(more: Partial<ScoredPart>): ReturnType<typeof packRow> {
  const whole: ScoredPart = {
    rank: 1, gapAbove: null, unrankedBecause: null, score: '20.00', low: '20.00', high: '20.00', tier: 'best', nextTier: null, converted: null, vetoes: [], gated: [], headroom: null, sample: 40, unknownLeaves: 0, claimedLeaves: 0, cells: {}, ...more,
  }
  return packRow(whole, { indicators: INDICATORS, lastEvent: null })
}

function judged(condition: WatchCondition, more: Partial<ScoredPart>, { previousRank = null, frame = FRAME, ...watch }: Partial<WatchBody> & { previousRank?: number | null; frame?: Frame } = {}): Observation {
  const judge = judgeOf({ condition, ...watch }, frame)
  if (typeof judge !== 'function') throw new Error(judge.fault.en)
  return judge({ row: row(more), previousRank })
}
const said = (observation: Observation): string => `${observation.kind}${observation.isWell ? ', well' : ''}`

describe('a line on the total', () => {
  const condition: WatchCondition = { kind: 'tier_drop', line: { tier: 'best' }, recovery: '16' }
  it.each<[what: string, row: Partial<ScoredPart>, expected: string]>([
    ['on the line is not below it', { score: '15.00', low: '15.00', high: '15.00' }, 'between, well'],
    ['certainly below', { score: '14.99', low: '14.99', high: '14.99' }, 'breach'],
    ['a range that still reaches the line', { score: '10.00', low: '10.00', high: '15.00' }, 'between'],
    ['a range that stays below it', { score: '10.00', low: '10.00', high: '14.99' }, 'breach'],
    ['past the line, not past the recovery line', { score: '15.50', low: '15.50', high: '15.50' }, 'between, well'],
    ['on the recovery line', { score: '16.00', low: '16.00', high: '16.00' }, 'healed, well'],
    ['a range that begins at the recovery line', { score: '16.00', low: '16.00', high: '20.00' }, 'healed, well'],
    ['nothing known at all', { score: null, low: '0.00', high: '20.00', tier: null }, 'unknown'],
    ['too small a sample', { score: '1.00', low: '1.00', high: '1.00', sample: 29 }, 'unknown'],
    ['a tier that a veto forces', { score: '20.00', tier: 'rest', vetoes: ['accident'] }, 'breach'],
  ])('%s', (_, more, expected) => expect(said(judged(condition, more, { minimumSample: 30 }))).toBe(expected))

  it('is refused where the rubric has no such tier', () => {
    expect(judgeOf({ condition: { kind: 'tier_drop', line: { tier: 'rest' } } }, FRAME)).toMatchObject({ fault: { zh: '文件没有公布等次“一般”的分数线。' } })
    expect(judgeOf({ condition: { kind: 'tier_drop', line: { tier: 'gone' } } }, FRAME)).toMatchObject({ fault: { en: 'The rubric has no tier “gone”.' } })
  })
})

describe('an indicator', () => {
  const below: WatchCondition = { kind: 'indicator', indicator: 'rate', of: 'value', side: 'below', line: '66.67', recovery: '70' }
  const points: WatchCondition = { kind: 'indicator', indicator: 'rate', of: 'points', side: 'below', line: '3' }
  const printed = frameOn({ ...read.rubric, rates: 'percent_2dp' }, '2021-11-01')
  it.each<[what: string, condition: WatchCondition, cell: Cell | null, expected: string, frame?: Frame]>([
    ['two thirds are below 66.67 %, exactly', below, rate(2, 3), 'breach'],
    ['and on it where the rubric compares printed rates', below, rate(2, 3), 'between, well', printed],
    ['past the line only', below, rate(69, 100), 'between, well'],
    ['past the recovery line', below, rate(70, 100), 'healed, well'],
    ['above is the bad side', { ...below, side: 'above', line: '5', recovery: '4' }, rate(1, 19), 'breach'],
    ['above, on the line', { ...below, side: 'above', line: '5', recovery: '4' }, rate(1, 20), 'between, well'],
    ['above, on the recovery line', { ...below, side: 'above', line: '5', recovery: '4' }, rate(1, 25), 'healed, well'],
    ['hours are read as they are printed', { ...below, side: 'above', line: '10.5' }, cell({ value: '10.51 h' }), 'breach'],
    ['a sample too small', below, rate(1, 2), 'unknown'],
    ['no data', below, cell({ points: null, state: 'no_data' }), 'unknown'],
    ['figures that are still filled', below, { ...rate(1, 100), state: 'provisional' }, 'unknown'],
    ['no row of this indicator', below, null, 'unknown'],
    ['points below', points, cell({ points: '2.99' }), 'breach'],
    ['points of a claim leave a range', points, cell({ points: '4.00', low: '0.00', high: '5.00', claimed: true }), 'between'],
    ['points of a branch that is partly known', points, cell({ points: '1.00', low: '1.00', high: '2.00', state: 'awaiting_judgement' }), 'breach'],
    ['points that nobody has given', points, cell({ points: null, low: '0.00', high: '5.00', state: 'awaiting_judgement' }), 'unknown'],
  ])('%s', (_, condition, one, expected, frame = FRAME) => expect(said(judged(condition, { cells: one ? { rate: one } : {} }, { frame, minimumSample: 3 }))).toBe(expected))

  it('that the rubric does not have is a fault', () => {
    expect(judgeOf({ condition: { ...below, indicator: 'gone' } }, FRAME)).toMatchObject({ fault: { zh: '评分细则（版本 1）没有指标“gone”。' } })
  })
})

describe('headroom', () => {
  const condition: WatchCondition = { kind: 'headroom', indicator: 'rate', side: 'below', line: '95', cases: 3, recovery: 6 }
  it.each<[numerator: number, denominator: number, expected: string]>([
    [95, 97, 'between, well'], [95, 98, 'breach'], [95, 100, 'breach'], [94, 100, 'between'], [98, 100, 'between, well'], [99, 100, 'between, well'], [100, 100, 'healed, well'],
  ])('%s of %s at 95 %%', (numerator, denominator, expected) => expect(said(judged(condition, { cells: { rate: rate(numerator, denominator) } }))).toBe(expected))

  it('finds the smallest number of cases, as counting does', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 99 }), fc.constantFrom('below' as const, 'above' as const), (some, all, line, side) => {
      const numerator = Math.min(some, all)
      const isAcross = (k: number): boolean => (side === 'below' ? numerator * 100 < line * (all + k) : (numerator + k) * 100 > line * (all + k))
      const counted = Array.from({ length: 25_000 }, (_, k) => k).find(isAcross)
      const found = casesToCross({ numerator: ratios.whole(BigInt(numerator)), denominator: ratios.whole(BigInt(all)), side, line: { n: BigInt(line), d: 100n } })
      expect(found === null ? undefined : Number(found)).toBe(counted)
    }), { numRuns: 200 })
  })

  it('knows lines that no number of cases crosses', () => {
    const fraction = { numerator: ratios.whole(1n), denominator: ratios.whole(2n) }
    expect(casesToCross({ ...fraction, side: 'below', line: ratios.ZERO })).toBeNull()
    expect(casesToCross({ ...fraction, side: 'above', line: ratios.ONE })).toBeNull()
  })
})

describe('a rank', () => {
  const condition: WatchCondition = { kind: 'rank_drop', places: 3, recovery: 1 }
  it.each<[rank: number | null, before: number | null, expected: string]>([
    [5, 2, 'breach'], [4, 2, 'between, well'], [3, 2, 'healed, well'], [1, 2, 'healed, well'], [null, 2, 'unknown'], [5, null, 'unknown'],
  ])('%s after %s', (rank, previousRank, expected) => expect(said(judged(condition, { rank }, { previousRank }))).toBe(expected))
})
