import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import type { Rule } from '../rubric/rule.schema.ts'
import { planOfLeaf, scored } from '../testing/one-leaf.ts'
import type { Known, LeafTold } from '../testing/one-leaf.ts'

const title = { zh: '项', en: 'Item' }
const met = (item: string | undefined, value: string): NonNullable<Known['judgements']>[number] => ({ kind: 'met', value, ...(item === undefined ? {} : { item }) })
const checklist: LeafTold = {
  measures: { seen: {} },
  rule: { kind: 'checklist', items: [{ id: 'plan', title, points: '6' }, { id: 'report', title, points: '4', met_when: { of: 'seen', at_least: '2' } }] },
}
const missing: LeafTold = { rule: { kind: 'missing_items', each: '6', items: [{ id: 'a', title }, { id: 'b', title }] } }
const levels: LeafTold = {
  points: '6', measures: { province: { by: 'item' }, city: { by: 'item' }, site: { by: 'item' } },
  rule: { kind: 'best_level', levels: [{ id: 'p', title, of: 'province', at_least: '1', points: '3', pays: 'flat' }, { id: 'c', title, of: 'city', at_least: '1', points: '2', pays: 'each' }, { id: 's', title, of: 'site', at_least: '3', points: '1', pays: 'flat' }] },
}

describe('items', () => {
  it.each<[string, LeafTold, Known, object]>([
    ['all met', checklist, { judgements: [met(undefined, 'true')] }, { points: 1000 }],
    ['one met by a judgement, the other not', checklist, { judgements: [met('plan', 'true'), met('report', 'false')] }, { points: 600 }],
    ['met by facts, whatever was judged', checklist, { measures: { seen: 2 }, judgements: [met('plan', 'false'), met('report', 'false')] }, { points: 400 }],
    ['one short of the facts', checklist, { measures: { seen: 1 }, judgements: [met('plan', 'true')] }, { points: null, low: 600, high: 1000, state: 'awaiting_judgement' }],
    ['nobody has judged', checklist, { measures: { seen: 1 } }, { points: null, low: 0, high: 1000, state: 'awaiting_judgement' }],
    ['nothing is missing', missing, { judgements: [met(undefined, 'true')] }, { points: 1000 }],
    ['one is missing', missing, { judgements: [met('a', 'true'), met('b', 'false')] }, { points: 400 }],
    ['two are missing, not under nothing', missing, { judgements: [met(undefined, 'false')] }, { points: 0 }],
    ['one is missing, one unknown', missing, { judgements: [met('a', 'false')] }, { points: null, low: 0, high: 400, state: 'awaiting_judgement' }],
    ['a penalty for what is missing', { ...missing, leaf: { penalty: 'true' } }, { judgements: [met('a', 'true'), met('b', 'false')] }, { points: -600, max: 0 }],
    ['flat: two pieces of a level pay once', levels, { measures: { province: { a: 1, b: 1 } } }, { points: 300 }],
    ['each: two pieces pay twice', levels, { measures: { city: { a: 1, b: 1 } } }, { points: 400 }],
    ['a piece counts at its highest level only', levels, { measures: { province: { a: 1 }, city: { a: 1, b: 1 } } }, { points: 500 }],
    ['one short of a level', levels, { measures: { site: { a: 1, b: 1 } } }, { points: 0 }],
    ['enough for a level', levels, { measures: { site: { a: 1, b: 1, c: 1 } } }, { points: 100 }],
    ['enough but for one that counts higher', levels, { measures: { province: { c: 1 }, site: { a: 1, b: 1, c: 1 } } }, { points: 300 }],
    ['no more than the leaf gives', levels, { measures: { province: { z: 1 }, city: { a: 1, b: 1, c: 1 } } }, { points: 600 }],
    ['nothing reported', levels, { events: 0 }, { points: null, low: 0, high: 600, state: 'no_data' }],
  ])('%s', (_name, told, known, expected) => {
    expect(scored(planOfLeaf(told), known)).toMatchObject(expected)
  })

  it('leave no range when an item becomes known', () => {
    const states = fc.record({ plan: fc.constantFrom('true', 'false', null), report: fc.constantFrom('true', 'false', null), seen: fc.nat(3) })
    const known = ({ plan, report, seen }: { plan: string | null; report: string | null; seen: number }): Known => ({
      measures: { seen }, judgements: [...(plan === null ? [] : [met('plan', plan)]), ...(report === null ? [] : [met('report', report)])],
    })
    const plans: { rule: Rule }[] = [checklist]
    for (const told of plans) {
      const plan = planOfLeaf({ ...checklist, ...told })
      fc.assert(fc.property(states, fc.constantFrom('true', 'false'), (state, answer) => {
        const open = scored(plan, known(state))
        const resolved = scored(plan, known({ ...state, plan: state.plan ?? answer }))
        expect(resolved.low >= open.low && resolved.high <= open.high).toBe(true)
      }))
    }
  })
})
