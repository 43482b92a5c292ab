import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { plainText } from '../exact/round.ts'
import { valueText } from '../exact/show.ts'
import type { ValueRule } from '../rubric/value.schema.ts'
import { planOfLeaf, scored, scoredAmong } from '../testing/one-leaf.ts'
import type { Known, LeafTold } from '../testing/one-leaf.ts'
import { valueOf } from './value.ts'

const zero = { zero_denominator: 'unknown' } as const
const measures = { done: {}, all: {}, taken: { of: { case: 'ticket' }, aggregate: 'hours', between: ['opened', 'closed'] }, visits: { by: 'place' }, by_code: { by: 'place' } }

/** A value whose figure is read off a leaf that gives no points for it. */
function read(value: ValueRule, known: Known, rubric: LeafTold['rubric'] = {}): { state: string; text: string | null } {
  const plan = planOfLeaf({ measures, value, rule: { kind: 'no_points' }, rubric })
  const score = scored(plan, known)
  const compiled = plan.compiled.leaves[0]?.value ?? null
  const figure = valueOf(compiled, score)
  return { state: score.state, text: figure && compiled && valueText(compiled.show, figure) }
}

describe('values', () => {
  it.each<[string, ValueRule, Known, string, string | null]>([
    ['a count', { kind: 'count', of: 'done' }, { measures: { done: 3 } }, 'scored', '3'],
    ['no event at all', { kind: 'count', of: 'done' }, { events: 1 }, 'no_data', null],
    ['no event at all, which means nothing happened', { kind: 'count', of: 'done', when_none: 'zero' }, { events: 1 }, 'scored', '0'],
    ['a unit that reported nothing', { kind: 'count', of: 'done', when_none: 'zero' }, { events: 0 }, 'no_data', null],
    ['a count combined exactly', { kind: 'count', of: { minus: [{ times: ['done', '1.5'] }, { by: ['all', '4'] }] } }, { measures: { done: 3, all: 2 } }, 'scored', '4'],
    ['a division by zero in it', { kind: 'count', of: { by: ['done', 'all'] } }, { measures: { done: 3 } }, 'no_data', null],
    ['a share', { kind: 'share', part: 'done', whole: 'all', ...zero }, { measures: { done: 29, all: 50 } }, 'scored', '58.00 %'],
    ['a share of nothing', { kind: 'share', part: 'done', whole: 'all', ...zero }, { measures: { done: 0, all: 0 }, events: 1 }, 'zero_denominator', null],
    ['a ratio of measures', { kind: 'ratio', numerator: 'done', denominator: 'all', ...zero, show: 'number' }, { measures: { done: 3, all: 4 } }, 'scored', '0.7500'],
    ['per head', { kind: 'per_capita', of: 'done', people: 'people', ...zero }, { measures: { done: 5 }, attributes: { people: '4' } }, 'scored', '1.2500'],
    ['per head of nobody', { kind: 'per_capita', of: 'done', people: 'people', ...zero }, { measures: { done: 5 }, attributes: { people: '0' } }, 'zero_denominator', null],
    ['per head of nobody knows how many', { kind: 'per_capita', of: 'done', people: 'people', ...zero }, { measures: { done: 5 } }, 'no_data', null],
    ['completion of a computed target', { kind: 'completion', of: 'done', target: { round_up: { times: ['people', '90%'] } }, ...zero }, { measures: { done: 5 }, attributes: { people: '11' } }, 'scored', '50.00 %'],
    ['an inspection', { kind: 'inspection', passed: 'done', inspected: 'all', ...zero }, { measures: { done: 1, all: 3 } }, 'scored', '33.33 %'],
    ['a mean in hours', { kind: 'mean', total: 'taken', count: 'all', ...zero, show: 'hours' }, { measures: { taken: 5_400_000, all: 2 } }, 'scored', '0.75 h'],
    ['the same in minutes', { kind: 'mean', total: 'taken', count: 'all', ...zero, show: 'minutes' }, { measures: { taken: 5_400_000, all: 2 } }, 'scored', '45.00 min'],
    ['the best facility', { kind: 'best_facility', part: 'by_code', whole: 'visits' }, { measures: { visits: { a: 10, b: 4 }, by_code: { a: 6, b: 3 } } }, 'scored', '75.00 %'],
    ['conditions that hold', { kind: 'condition', all: [{ of: 'done', at_least: '2' }, { of: 'all', below: '5' }] }, { measures: { done: 2, all: 4 } }, 'scored', '✓'],
    ['one that does not', { kind: 'condition', all: [{ of: 'done', at_least: '2' }, { of: 'all', below: '4' }] }, { measures: { done: 2, all: 4 } }, 'scored', '✗'],
    ['one of which nobody knows', { kind: 'condition', all: [{ of: 'done', at_least: '2' }, { of: 'people', below: '4' }] }, { measures: { done: 2 } }, 'no_data', null],
    ['nothing stated', { kind: 'stated', show: 'percent' }, { events: 1 }, 'no_data', null],
    ['a stated percentage', { kind: 'stated', show: 'percent' }, { judgements: [{ kind: 'figure', value: '89.4' }] }, 'scored', '89.40 %'],
    ['the same with its sign', { kind: 'stated', show: 'percent' }, { judgements: [{ kind: 'figure', value: '89.4%' }] }, 'scored', '89.40 %'],
    ['a stated number', { kind: 'stated' }, { judgements: [{ kind: 'figure', value: '12' }] }, 'scored', '12'],
    ['a back-fill', { kind: 'count', of: 'done' }, { measures: { done: 3 }, provisional: ['done'] }, 'provisional', '3'],
  ])('%s', (_name, value, known, state, text) => {
    expect(read(value, known)).toEqual({ state, text })
  })

  it('are rounded before they are compared where the rubric compares printed rates', () => {
    const told: LeafTold = { measures, value: { kind: 'share', part: 'done', whole: 'all', ...zero }, rule: { kind: 'steps', steps: [{ at_least: '80%', points: '10' }, { below: '80%', points: '0' }] } }
    const known: Known = { measures: { done: 799_996, all: 1_000_000 } }
    expect(scored(planOfLeaf(told), known).points).toBe(0)
    expect(scored(planOfLeaf({ ...told, rubric: { rates: 'percent_2dp' } }), known).points).toBe(1000)
  })
})

describe('changes', () => {
  const change = (fields: object): ValueRule => ({ kind: 'change', of: 'done', against: 'previous_year', as: 'percent', ...zero, ...fields })
  const year = (now: number, then: number): Known => ({ measures: { done: now, 'done!year_before': then } })
  it.each<[string, ValueRule, Known, string, string | null]>([
    ['more than a year before', change({}), year(15, 12), 'scored', '25.00 %'],
    ['less than a year before', change({}), year(8, 12), 'scored', '-33.33 %'],
    ['three times as much', change({}), year(36, 12), 'scored', '200.00 %'],
    ['nothing a year before', change({}), year(8, 0), 'zero_denominator', null],
    ['nothing now', change({}), { events: 1, measures: { 'done!year_before': 5 } }, 'no_data', null],
    ['nothing now, which means nothing happened', change({ when_none: 'zero' }), { events: 1, measures: { 'done!year_before': 5 } }, 'scored', '-100.00 %'],
    ['the difference', change({ as: 'difference' }), year(8, 12), 'scored', '-4'],
    ['the difference to nothing known', change({ as: 'difference' }), year(8, 0), 'no_data', null],
    ['the difference to nothing happened', change({ as: 'difference', when_none: 'zero' }), year(8, 0), 'scored', '8'],
    ['against the period before', change({ against: 'previous_period' }), { measures: { done: 9, 'done!back_1': 6 } }, 'scored', '50.00 %'],
    ['against the mean of three', change({ against: { mean_of_previous: '3' } }), { measures: { done: 9, 'done!back_1': 6, 'done!back_2': 2, 'done!back_3': 1 } }, 'scored', '200.00 %'],
    ['against a mean with a span of which nothing is known', change({ against: { mean_of_previous: '2' } }), { measures: { done: 9, 'done!back_1': 6 } }, 'no_data', null],
    ['against a mean with a span in which nothing happened', change({ against: { mean_of_previous: '2' }, when_none: 'zero' }), { measures: { done: 9, 'done!back_1': 6 } }, 'scored', '200.00 %'],
    ['percentage points of a rate', change({ as: 'difference', per: 'all' }), { measures: { done: 9, all: 10, 'done!year_before': 4, 'all!year_before': 5 } }, 'scored', '10.00 %'],
    ['a rate of nothing a year before', change({ as: 'difference', per: 'all' }), { measures: { done: 9, all: 10 } }, 'zero_denominator', null],
    ['a back-fill of the year before', change({}), { ...year(15, 12), provisional: ['done!year_before'] }, 'provisional', '25.00 %'],
  ])('%s', (_name, value, known, state, text) => {
    expect(read(value, known)).toEqual({ state, text })
  })

  it('give both sides for the explanation', () => {
    const plan = planOfLeaf({ measures, value: change({}), rule: { kind: 'no_points' } })
    expect(plan.readings.map(({ name, back }) => [name, back]).slice(-1)).toEqual([['done', 'year']])
    expect(plan.compiled.leaves[0]?.value?.spans).not.toBeNull()
  })
})

describe('values against the peers', () => {
  const peers = (fields: object): ValueRule => ({ kind: 'to_peers_mean', of: 'done', as: 'ratio', ...zero, ...fields })
  const half: LeafTold['rule'] = { kind: 'steps', steps: [{ at_least: '100%', points: '10' }, { at_least: '50%', below: '100%', points: '4' }, { below: '50%', points: '0' }] }
  const among = (value: ValueRule, rule: LeafTold['rule'], ...group: Known[]): (number | null)[] => scoredAmong(planOfLeaf({ measures, value, rule }), group).map(({ points }) => points)
  const done = (n: number): Known => ({ measures: { done: n } })

  it('compare a quantity with the mean of all who have one, on both sides of a bound', () => {
    expect(among(peers({}), half, done(10), done(5), done(4), done(1))).toEqual([1000, 1000, 400, 0])
    expect(among(peers({}), half, done(6), done(3), done(3))).toEqual([1000, 400, 400])
  })

  it('compare by distance', () => {
    const rule: LeafTold['rule'] = { kind: 'linear', better: 'higher', base: '0', per: '1', change: '1', at_base: '5', gain: '1' }
    expect(among(peers({ as: 'difference' }), rule, done(3), done(6))).toEqual([350, 650])
  })

  it('tell the quantity and the mean', () => {
    const [first] = scoredAmong(planOfLeaf({ measures, value: peers({}), rule: half }), [done(6), done(3), done(3)])
    expect([first?.numerator, first?.denominator].map((figure) => figure && plainText(figure))).toEqual(['6', '4'])
  })

  it('stay open while somebody is unknown, and have no share of a mean of zero', () => {
    const plan = planOfLeaf({ measures, value: peers({}), rule: half })
    expect(scoredAmong(plan, [done(6), { events: 1 }]).map(({ points, low, high, state }) => [points, low, high, state])).toEqual([[null, 0, 1000, 'provisional'], [null, 0, 1000, 'no_data']])
    const none = planOfLeaf({ measures, value: peers({ when_none: 'zero' }), rule: half })
    expect(scoredAmong(none, [{ events: 1 }, { events: 1 }]).map(({ state }) => state)).toEqual(['zero_denominator', 'zero_denominator'])
  })

  it('never give more for less', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 6 }), (quantities) => {
      const points = among(peers({}), { kind: 'proportional', full: '150%' }, ...quantities.map(done))
      const byQuantity = [...quantities.keys()].sort((i, j) => (quantities[i] ?? 0) - (quantities[j] ?? 0)).map((at) => points[at] ?? NaN)
      expect(byQuantity).toEqual([...byQuantity].sort((a, b) => a - b))
    }), { numRuns: 60 })
  })
})
