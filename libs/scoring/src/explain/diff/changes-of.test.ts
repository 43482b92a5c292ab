import { describe, expect, it } from '@jest/globals'
import type { UnitEntry } from '../../file/facts.schema.ts'
import { explanationIn, scoredGroup } from '../../testing/explained.ts'
import { smallRubric } from '../../testing/small-rubric.ts'
import { changesOf } from './changes-of.ts'
import type { UnitChangesCore } from '../types.ts'

const TIERS = [{ id: 'high', title: { zh: '优秀', en: 'High' } }, { id: 'middle', title: { zh: '良好', en: 'Middle' } }, { id: 'low', title: { zh: '一般', en: 'Low' } }]
const people = { people: '10', target: '10' }
const OWN: UnitEntry = { measures: { done: '5', good: '8', asked: '10', used: '9' }, attributes: people, judgements: [{ indicator: 'papers', kind: 'points', value: '6', by: '甲' }] }
const OTHERS = { b: { measures: { used: '5' }, attributes: people }, c: { measures: { used: '4' }, attributes: people }, d: { measures: { used: '3' }, attributes: people } }

/** What changed of unit `a` that had `own`, and has `now` beside `others`. */
function changed({ own = OWN, now, others = OTHERS, rubric = smallRubric() }: { own?: UnitEntry; now: UnitEntry; others?: Record<string, UnitEntry>; rubric?: ReturnType<typeof smallRubric> }): UnitChangesCore {
  return changesOf(explanationIn(scoredGroup(smallRubric(), { a: own, ...OTHERS }), 'a'), explanationIn(scoredGroup(rubric, { a: now, ...others }), 'a'), TIERS)
}

const judged = (value: string): UnitEntry => ({ ...OWN, judgements: [{ indicator: 'papers', kind: 'points', value, by: '乙', reason: '复核', evidence: '台账' }] })
const better = { ...OWN, measures: { ...OWN.measures, done: '10' } }

describe('changesOf', () => {
  it('names the leaf whose own figures moved, with the figures, largest move first', () => {
    const { leaves, from, to } = changed({ now: better })
    expect(leaves.map(({ indicator, change, because }) => [indicator, change, because])).toEqual([['completion', '15.00', 'own_value'], ['full', '3.75', 'own_value']])
    expect(leaves[0]?.text).toEqual({ zh: '1 指标 15.00 → 30.00（+15.00）：本单位数值 50.00 % (5 ÷ 10) → 100.00 % (10 ÷ 10)', en: '1 Leaf 15.00 → 30.00 (+15.00): own value 50.00 % (5 ÷ 10) → 100.00 % (10 ÷ 10)' })
    expect([from.score, to.score]).toEqual(['74.25', '93.00'])
  })

  it('tells a rank that the others moved from one that the unit moved itself', () => {
    const ahead = { b: { measures: { used: '12' }, attributes: people }, c: { measures: { used: '11' }, attributes: people } }
    const { leaves } = changed({ now: OWN, others: { ...OTHERS, ...ahead } })
    expect(leaves).toMatchObject([{ indicator: 'use', because: 'others', change: '-10.00' }])
    expect(leaves[0]?.text.zh).toMatch(/20.00 → 10.00（−10.00）：本单位数值未变.*1 → 3，因其他单位变动/)
    const own = changed({ now: { ...OWN, measures: { ...OWN.measures, used: '3' } } })
    expect(own.leaves).toMatchObject([{ indicator: 'use', because: 'own_value' }])
  })

  it.each<[string, { own?: UnitEntry; now: UnitEntry; rubric?: ReturnType<typeof smallRubric> }, object]>([
    ['a judgement', { now: judged('8') }, { indicator: 'papers', because: 'judgement', change: '2.00', text: { zh: expect.stringMatching(/乙.*复核.*台账.*此前.*甲/) as unknown } }],
    ['a judgement that opens nothing any more', { own: judged('8'), now: { ...OWN, judgements: [] } }, { indicator: 'papers', because: 'judgement', change: null, text: { zh: expect.stringContaining('已撤销') as unknown } }],
    ['the rule', { now: OWN, rubric: smallRubric((text) => text.replace("change: '0.3'", "change: '0.4'")) }, { indicator: 'satisfaction', because: 'rule', change: '-1.00', text: { zh: expect.stringContaining('扣 0.3 分') as unknown } }],
  ])('names %s', (_, given, expected) => {
    expect(changed(given).leaves).toMatchObject([expected])
  })

  it('says in one paragraph what happened to score, rank and tier, and why', () => {
    const { text } = changed({ now: better })
    expect(text.zh).toBe('总分 74.25 → 93.00（+18.75），名次 1，等次 良好 → 优秀；1 指标 15.00 → 30.00（+15.00）：本单位数值 50.00 % (5 ÷ 10) → 100.00 % (10 ÷ 10)；5 指标 6.25 → 10.00（+3.75）：本单位数值 50.00 % (5 ÷ 10) → 100.00 % (10 ÷ 10)。')
    expect(text.en).toMatch(/^score 74.25 → 93.00 \(\+18.75\), rank 1, tier Middle → High; /)
  })

  it('says so where nothing moved', () => {
    expect(changed({ now: OWN })).toMatchObject({ leaves: [], text: { zh: '总分 74.25，名次 1，各项均未变动。', en: 'score 74.25, rank 1; nothing moved.' } })
  })

  it('adds up: the moves are the move of the total', () => {
    const { leaves, from, to } = changed({ now: { ...better, measures: { ...better.measures, good: '3', faults: '1' } } })
    const sum = leaves.reduce((total, { change }) => total + Number(change) * 100, 0)
    expect(Math.round(sum)).toBe(Math.round(Number(to.score) * 100 - Number(from.score) * 100))
  })
})
