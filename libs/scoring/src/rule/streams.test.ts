import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { plainText } from '../exact/round.ts'
import type { RuleOf } from '../rubric/rule.schema.ts'
import { factsOf, planOfLeaf, scored, YEAR_END } from '../testing/one-leaf.ts'
import type { Known, LeafTold } from '../testing/one-leaf.ts'
import { viewOf } from '../evaluate/unit/score-unit.ts'
import { occurrencesOf, streamsOf } from './streams.ts'
import { triggersOf } from './triggers.ts'

const title = { zh: '情形', en: 'Case' }
const keyed = { late: { by: 'report' }, wrong: { by: 'report' }, missing: { by: 'report' } }
const late = { id: 'late', title, of: 'late', each: '1' }
const wrong = { id: 'wrong', title, of: 'wrong', each: '2' }

function rule(fields: Partial<RuleOf<'per_occurrence'>>): LeafTold & { rule: RuleOf<'per_occurrence'> } {
  return { measures: keyed, rule: { kind: 'per_occurrence', streams: [late, wrong], ...fields } }
}

function told(leaf: LeafTold & { rule: RuleOf<'per_occurrence'> }, known: Known): { points: number | null; counts: (string | null)[]; charges: (string | null)[] } {
  const plan = planOfLeaf(leaf)
  const streams = streamsOf(leaf.rule, { view: viewOf(plan, factsOf(plan, known), YEAR_END), names: plan.compiled.names })
  return { points: scored(plan, known).points, counts: streams.map(({ count }) => count && plainText(count)), charges: streams.map(({ charge }) => charge && plainText(charge)) }
}

const both = { measures: { late: { a: 1, b: 1 }, wrong: { b: 1, c: 1 } } }

describe('streams of occurrences', () => {
  it.each<[string, Partial<RuleOf<'per_occurrence'>>, Known, number, string[], string[]]>([
    ['nothing happened', {}, { events: 1 }, 1000, ['0', '0'], ['0', '0']],
    ['every one in every stream', {}, both, 400, ['2', '2'], ['2', '4']],
    ['a report both late and wrong counts once, as wrong', { once_per_key: 'true' }, both, 500, ['1', '2'], ['1', '4']],
    ['a stream stops at its own cap', { streams: [late, { ...wrong, at_most: '3' }] }, both, 500, ['2', '2'], ['2', '3']],
    ['all together stop at the floor', { floor: '6' }, both, 600, ['2', '2'], ['2', '4']],
    ['as many as the escalation allows', { escalation: { above: '4', points: '0', consequence: title } }, both, 400, ['2', '2'], ['2', '4']],
    ['one more than that', { escalation: { above: '3', points: '0', consequence: title } }, both, 0, ['2', '2'], ['2', '4']],
    ['counted once, not one more', { once_per_key: 'true', escalation: { above: '3', points: '0', consequence: title } }, both, 500, ['1', '2'], ['1', '4']],
    ['keys of several measures', { once_per_key: 'true', streams: [{ ...late, of: { keys_of: ['late', 'missing'], except: ['wrong'] } }, wrong] }, { measures: { late: { a: 1, b: 1 }, wrong: { b: 2 }, missing: { d: 1 } } }, 600, ['2', '1'], ['2', '2']],
    ['a stream without keys counts as it is', { once_per_key: 'true', streams: [{ ...late, of: { plus: ['late', 'missing'] } }, wrong] }, { measures: { late: { a: 2 }, wrong: { a: 1 }, missing: { d: 1 } } }, 500, ['3', '1'], ['3', '2']],
  ])('%s', (_name, fields, known, points, counts, charges) => {
    expect(told(rule(fields), known)).toEqual({ points, counts, charges })
  })

  it('knows nothing of a unit that reported nothing, and opens a range where a quantity is unknown', () => {
    expect(scored(planOfLeaf(rule({})), { events: 0 })).toMatchObject({ points: null, low: 0, high: 1000, state: 'no_data' })
    const unsure = planOfLeaf(rule({ floor: '2', streams: [late, { ...wrong, of: 'people' }] }))
    expect(scored(unsure, both)).toMatchObject({ points: null, low: 200, high: 800, state: 'no_data' })
    expect(scored(unsure, { ...both, attributes: { people: '1' } })).toMatchObject({ points: 600, state: 'scored' })
  })

  it('takes from nothing what a penalty takes', () => {
    expect(scored(planOfLeaf({ ...rule({}), points: '5', leaf: { penalty: 'true' } }), both)).toMatchObject({ points: -500, low: -500, high: -500, max: 0 })
  })

  it('never charges more for fewer, counts every key once, and stays within its limits', () => {
    const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 })
    const each = fc.constantFrom('0.5', '1', '2')
    fc.assert(fc.property(keys, keys, each, each, fc.boolean(), fc.option(fc.constantFrom('1', '2')), fc.constantFrom('a', 'b', 'f'), (lates, wrongs, x, y, isOnce, cap, more) => {
      const leaf = rule({ streams: [{ ...late, each: x, ...(cap === null ? {} : { at_most: cap }) }, { ...wrong, each: y }], ...(isOnce ? { once_per_key: 'true' } : {}), escalation: { above: '5', points: '0', consequence: title } })
      const plan = planOfLeaf(leaf)
      const facts = (late: string[]): Known => ({ events: 1, measures: { late: Object.fromEntries(late.map((key) => [key, 1])), wrong: Object.fromEntries(wrongs.map((key) => [key, 1])) } })
      const [now, worse] = [scored(plan, facts(lates)), scored(plan, facts([...lates, more]))]
      const streams = streamsOf(leaf.rule, { view: viewOf(plan, factsOf(plan, facts(lates)), YEAR_END), names: plan.compiled.names })
      expect(Number(plainText(occurrencesOf(streams)))).toBe(isOnce ? new Set([...lates, ...wrongs]).size : lates.length + wrongs.length)
      // Counted once where it is dearest, a report may vanish under the cap of that stream; only then may one more fault cost less.
      expect(worse.low <= now.low || (isOnce && cap !== null)).toBe(true)
      expect(now.low >= 0 && now.high <= 1000).toBe(true)
    }))
  })
})

describe('triggers', () => {
  const triggers: LeafTold & { rule: RuleOf<'zero_on_any'> } = {
    measures: { late: {}, unhappy: {} },
    rule: { kind: 'zero_on_any', triggers: [{ id: 'late', title, of: 'late' }, { id: 'unhappy', title, of: 'unhappy' }, { id: 'stated', title, of: 'people' }] },
  }
  it.each<[string, Known, object]>([
    ['none of them', { events: 1, attributes: { people: '0' } }, { points: 1000, state: 'scored' }],
    ['one of them', { measures: { unhappy: 1 }, attributes: { people: '0' } }, { points: 0, state: 'scored' }],
    ['one of them, whatever else is unknown', { measures: { late: 3 } }, { points: 0, state: 'scored' }],
    ['none, as far as is known', { events: 1 }, { points: null, low: 0, high: 1000, state: 'no_data' }],
    ['a unit that reported nothing', { events: 0, attributes: { people: '0' } }, { points: null, state: 'no_data' }],
  ])('%s', (_name, known, expected) => {
    expect(scored(planOfLeaf(triggers), known)).toMatchObject(expected)
  })

  it('tell how often each occurred', () => {
    const plan = planOfLeaf(triggers)
    const counts = triggersOf(triggers.rule, { view: viewOf(plan, factsOf(plan, { measures: { late: 3 } }), YEAR_END), names: plan.compiled.names })
    expect(counts.map(({ id, count }) => [id, count && plainText(count)])).toEqual([['late', '3'], ['unhappy', '0'], ['stated', null]])
  })
})
