import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { plainText } from '../../exact/round.ts'
import { planOfLeaf, scored, scoredAmong } from '../../testing/one-leaf.ts'
import type { Known, LeafTold } from '../../testing/one-leaf.ts'
import type { JudgementFact, LeafScore } from '../types.ts'

type Judged = NonNullable<Known['judgements']>[number]
const said = (kind: JudgementFact['kind'], value = '', more: Partial<JudgementFact> = {}): Judged => ({ kind, value, ...more })

const zero = { zero_denominator: 'unknown' } as const
const share: LeafTold = { measures: { good: {}, all: {} }, value: { kind: 'share', part: 'good', whole: 'all', ...zero }, rule: { kind: 'proportional', full: '100%' }, leaf: { not_applicable: 'full_marks' } }
const judged: LeafTold = { rule: { kind: 'judgement', least: '2', step: '0.5' } }
const penalty: LeafTold = { points: '5', rule: { kind: 'judgement' }, leaf: { penalty: 'true' } }
const ranked: LeafTold = { measures: { good: {} }, value: { kind: 'count', of: 'good' }, rule: { kind: 'rank', direction: 'desc', bands: [{ from: '1', to: '1', points: '10' }, { from: '2', points: '4' }] } }
const known: Known = { measures: { good: 2, all: 3 } }

describe('what wins', () => {
  it.each<[string, LeafTold, Known, Partial<LeafScore>]>([
    ['own data over everything but "not applicable"', share, { ...known, judgements: [said('figure', '90'), said('points', '5'), said('claimed', '9')] }, { points: 667, low: 667, high: 667, state: 'scored', claim: 900, claimed: false }],
    ['"not applicable", with the claim beside it', share, { ...known, judgements: [said('not_applicable'), said('claimed', '9')] }, { points: 1000, max: 1000, state: 'not_applicable', claim: 900 }],
    ['"not applicable" refused where the rubric does not have it', { ...share, leaf: {} }, { ...known, judgements: [said('not_applicable')] }, { points: 667, state: 'scored' }],
    ['a stated figure over points', share, { judgements: [said('points', '5'), said('figure', '90')] }, { points: 900, state: 'scored' }],
    ['a reviewer’s points over the claim', share, { judgements: [said('claimed', '9'), said('points', '5')] }, { points: 500, low: 500, high: 500, state: 'scored', claim: 900 }],
    ['a claim: points, and all the range', share, { judgements: [said('claimed', '9')] }, { points: 900, low: 0, high: 1000, state: 'awaiting_judgement', claimed: true, claim: 900 }],
    ['the newest of a kind', share, { judgements: [said('points', '5', { effective: '2021-03-01' }), said('points', '7', { effective: '2021-06-01' }), said('points', '6', { effective: '2021-04-01' })] }, { points: 700 }],
    ['none that takes effect later', share, { judgements: [said('points', '5', { effective: '2022-01-01' })] }, { points: null, state: 'zero_denominator' }],
    ['none about an item', share, { judgements: [said('points', '5', { item: 'a' })] }, { points: null }],
    ['judged on a step', judged, { judgements: [said('points', '7.5')] }, { points: 750, state: 'scored' }],
    ['not between two steps', judged, { judgements: [said('points', '7.25')] }, { points: null, low: 200, high: 1000, state: 'awaiting_judgement' }],
    ['the least itself', judged, { judgements: [said('points', '2')] }, { points: 200 }],
    ['not under the least', judged, { judgements: [said('points', '1.5')] }, { points: null, low: 200 }],
    ['the most itself', judged, { judgements: [said('points', '10')] }, { points: 1000 }],
    ['not over the most', judged, { judgements: [said('claimed', '10.5')] }, { points: null, claim: null }],
    ['nothing where the rule is not published', { rule: { kind: 'judgement', unpublished: 'true' } }, { events: 1 }, { points: null, low: 0, high: 1000, state: 'rule_unpublished' }],
    ['a penalty that nobody has judged', penalty, { events: 1 }, { points: null, low: -500, high: 0, max: 0, state: 'awaiting_judgement' }],
    ['a penalty', penalty, { judgements: [said('points', '-3')] }, { points: -300, low: -300, high: -300, max: 0 }],
    ['no reward where a penalty is due', penalty, { judgements: [said('points', '1')] }, { points: null }],
  ])('%s', (_name, told, facts, expected) => {
    expect(scored(planOfLeaf(told), facts)).toMatchObject(expected)
  })
})

describe('adjustments', () => {
  it.each<[string, LeafTold, Known, Partial<LeafScore>]>([
    ['are added to points', share, { ...known, judgements: [said('adjusted', '-0.5'), said('adjusted', '+1')] }, { points: 717, low: 717, high: 717, adjustment: 50 }],
    ['never beyond the points', share, { ...known, judgements: [said('adjusted', '5')] }, { points: 1000, adjustment: 333 }],
    ['never under the least', judged, { judgements: [said('points', '3'), said('adjusted', '-4')] }, { points: 200, low: 200, adjustment: -100 }],
    ['move the range of what is unknown', judged, { judgements: [said('adjusted', '-3')] }, { points: null, low: 200, high: 700, adjustment: -300 }],
    ['move a claim and its range', judged, { judgements: [said('claimed', '9'), said('adjusted', '-3')] }, { points: 600, low: 200, high: 700, claim: 900, adjustment: -300 }],
    ['cancel each other', share, { ...known, judgements: [said('adjusted', '1'), said('adjusted', '-1')] }, { points: 667, adjustment: 0 }],
    ['do nothing to what is not applicable', share, { judgements: [said('not_applicable'), said('adjusted', '-1')] }, { points: 1000, adjustment: 0 }],
    ['count inside a penalty', penalty, { judgements: [said('points', '-3'), said('adjusted', '-9')] }, { points: -500, adjustment: -200 }],
  ])('%s', (_name, told, facts, expected) => {
    expect(scored(planOfLeaf(told), facts)).toMatchObject(expected)
  })

  it('come after the peers have decided', () => {
    const leaves = scoredAmong(planOfLeaf(ranked), [{ measures: { good: 5 }, judgements: [said('adjusted', '-2')] }, { measures: { good: 3 }, judgements: [said('adjusted', '1.5')] }, { events: 1 }])
    expect(leaves.map(({ points, low, high, adjustment }) => [points, low, high, adjustment])).toEqual([[null, 400, 800, -200], [550, 550, 550, 150], [null, 400, 1000, 0]])
  })
})

describe('exact points', () => {
  it('are kept where somebody asks for them', () => {
    const shared = { ...share, leaf: { not_applicable: 'peers_mean' } }
    expect(scored(planOfLeaf(shared), known).exact).toEqual(expect.anything())
    expect(plainText(scored(planOfLeaf(shared), known).exact ?? { n: 0n, d: 1n })).toBe('6.666667')
    expect(scored(planOfLeaf(share), known).exact).toBeNull()
  })
})

describe('calendars', () => {
  const duties: LeafTold = { measures: { late: { of: { case: 'duty' }, state: ['late'] } }, value: { kind: 'count', of: 'late', when_none: 'zero' }, rule: { kind: 'per_occurrence', each: '2' } }
  const title = { zh: '情形', en: 'Case' }
  it('leave unknown what falls due on days of a calendar that is not published', () => {
    expect(scored(planOfLeaf(duties), { measures: { late: 1 } })).toMatchObject({ points: 800, state: 'scored' })
    expect(scored(planOfLeaf(duties), { measures: { late: 1, 'late!due_unknown': 1 } })).toMatchObject({ points: null, low: 0, high: 1000, state: 'calendar_unpublished' })
    expect(scored(planOfLeaf({ ...duties, value: undefined, rule: { kind: 'zero_on_any', triggers: [{ id: 'late', title, of: 'late' }] } }), { measures: { 'late!due_unknown': 1 } })).toMatchObject({ state: 'calendar_unpublished' })
    expect(scored(planOfLeaf(duties), { measures: { late: 1, 'late!due_unknown': 1 }, judgements: [said('points', '6')] })).toMatchObject({ points: 600, state: 'scored' })
  })
})

describe('any leaf', () => {
  const judgement = fc.record({ kind: fc.constantFrom('points' as const, 'claimed' as const, 'figure' as const, 'adjusted' as const, 'not_applicable' as const), n: fc.integer({ min: -12, max: 24 }) })
    .map(({ kind, n }): Judged => said(kind, kind === 'not_applicable' ? '' : plainText({ n: BigInt(n), d: 2n })))
  const facts = fc.record({ good: fc.nat(5), all: fc.nat(5), judgements: fc.array(judgement, { maxLength: 4 }), events: fc.nat(1) }).map(({ good, all, judgements, events }): Known => ({ measures: { good, all }, judgements, events }))

  it.each([share, judged, penalty, { ...share, rule: { kind: 'per_occurrence', each: '3', floor: '1' } } satisfies LeafTold])('keeps points inside their range and the range inside what it can give', (told) => {
    const plan = planOfLeaf(told)
    const { least } = plan.compiled.leaves[0] ?? { least: NaN }
    fc.assert(fc.property(facts, (some) => {
      const { points, low, high, max } = scored(plan, some)
      expect(low >= least && low <= high && high <= max).toBe(true)
      expect(points === null || (points >= low && points <= high)).toBe(true)
    }), { numRuns: 200 })
  })
})
