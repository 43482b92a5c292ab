import { describe, expect, it } from '@jest/globals'
import type { UnitEntry } from '../file/facts.schema.ts'
import { printedBoard } from '../file/printed-board.ts'
import { rowOf } from '../shown/row-core.ts'
import { boardHead } from '../shown/board-head.ts'
import { explanationIn, leafIn, scoredGroup } from '../testing/explained.ts'
import { smallRubric } from '../testing/small-rubric.ts'
import type { UnitExplanationCore } from './types.ts'

const people = { people: '10', target: '10' }
const GOOD: UnitEntry = { measures: { done: '10', good: '10', asked: '10', used: '9', extra: '2' }, attributes: people, judgements: [{ indicator: 'papers', kind: 'points', value: '10' }] }
const VETOES = `
conversion: { title: { zh: 折算, en: Converted }, weight: '30', cite: { source: doc, clause: 第9条 } }
vetoes:
  - { id: leak, title: { zh: 泄密, en: Leak }, cite: { source: doc, clause: 第8条 }, effect: zero }
  - { id: grave, title: { zh: 情节严重, en: Grave }, cite: { source: doc, clause: 第8条 }, effect: { tier: low } }
  - { id: many, title: { zh: 差错过多, en: Many faults }, cite: { source: doc, clause: 第8条 }, when: { of: faults, above: '2' }, effect: { cap: '59' } }
`
const rubric = smallRubric((text) => text.replace('attributes:\n', `${VETOES.slice(1)}attributes:\n`))
const explained = (entry: UnitEntry, given = rubric): UnitExplanationCore => explanationIn(scoredGroup(given, { a: entry, b: { measures: { used: '5' }, attributes: people } }), 'a')
const told = ({ steps }: UnitExplanationCore): string[] => steps.map(({ kind, text }) => `${kind} ${text.zh}`)
const met = (veto: string): UnitEntry => ({ ...GOOD, judgements: [...(GOOD.judgements ?? []), { indicator: veto, kind: 'met', value: 'true', by: '张三', reason: '通报', evidence: '文件', effective: '2021-06-01' }] })

describe('the way from the base to the tier', () => {
  it('names base, bonus, cap, conversion and tier', () => {
    expect(told(explained(GOOD))).toEqual([
      'arithmetic 基础分 30.00 + 20.00 + 20.00 + 10.00 + 10.00 + 10.00 = 100.00', 'arithmetic 加分“指标” +4.00', 'arithmetic 合计 100.00 + 4.00 = 104.00',
      'cap 104.00 > 100.00，总分封顶 100.00', 'conversion 折算：100.00 × 30 ÷ 100 = 30.00', 'tier 总分 100.00 ≥ 90.00 → “优秀”',
    ])
  })

  it.each<[name: string, entry: UnitEntry, steps: string[], score: string]>([
    ['that zeroes', met('leak'), ['veto 否决：“泄密”发生（张三，2021-06-01；理由：通报；依据：文件）→ 总分计 0 分', 'conversion 折算：0.00 × 30 ÷ 100 = 0.00', 'tier 总分 0.00 < 60.00 → “一般”'], '0.00'],
    ['that forces a tier', met('grave'), ['veto 否决：“情节严重”发生（张三，2021-06-01；理由：通报；依据：文件）→ 等次定为“一般”，得分不变', 'tier 等次由否决项定为“一般”，不看分数线'], '100.00'],
    ['that caps, by the data', { ...GOOD, measures: { ...GOOD.measures, faults: '3' } }, ['veto 否决：“差错过多”发生（据数据）→ 总分不超过 59.00 分', 'tier 总分 59.00 < 60.00 → “一般”'], '59.00'],
  ])('names a veto %s', (_, entry, steps, score) => {
    const explanation = explained(entry)
    expect(explanation.score).toBe(score)
    expect(told(explanation)).toEqual(expect.arrayContaining(steps))
    expect(explanation.arithmetic.zh.endsWith(score)).toBe(true)
  })

  it.each<[base: string, good: string, at: string, words: string]>([['100', '10', '100.00 ≥ 95.00', '✓ → 计入'], ['80', '0', '80.00 < 95.00', '✗ → 不计入']])('tells from a base of %s whether a gate lets the bonus count', (_, good, at, words) => {
    const gated = smallRubric((text) => text.replace("bonus: 'true',", `bonus: 'true', gate: { at_least: '95' },`))
    const explanation = explained({ ...GOOD, measures: { ...GOOD.measures, good } }, gated)
    expect(told(explanation)).toContain(`gate 加分“指标” +4.00：基础分 ${at} ${words}`)
    expect(leafIn(explanation, 'more').rule.zh).toContain(`基础分达到 95 分方可计入`)
  })

  it('says why there is no tier', () => {
    expect(told(explained({ ...GOOD, judgements: [] })).at(-1)).toBe('tier 总分 96.00 ≥ 90.00 → “优秀”')
    expect(told(explained({ measures: { used: '1' }, attributes: people })).at(-1)).toMatch(/跨等次线，等次未定$/)
  })

  it('says in the row what forces a tier or takes the score', () => {
    const headroom = (entry: UnitEntry): string | undefined => {
      const group = scoredGroup(rubric, { a: entry })
      const row = group.board.byUnit.get('a')
      return row && rowOf(group.plan, row).headroom?.zh
    }
    expect(headroom(met('grave'))).toMatch(/^等次已由否决项“情节严重”定为“一般”/)
    expect(headroom(met('leak'))).toBe('总分受否决项“泄密”限制')
  })
})

const AMBIGUOUS = `
ambiguities:
  - { id: q1, leaf: use, question: { zh: 名次, en: Ranks }, chosen: bands, why: { zh: 按文件, en: As printed }, options: [{ id: bands, title: { zh: 分档, en: Bands } }, { id: list, title: { zh: 逐名, en: List }, rule: { bands: [{ from: '1', to: '1', points: '20' }, { from: '2', points: '3' }] } }, { id: other, title: { zh: 换值, en: Another value }, value: { kind: count, of: used } }] }
  - { id: q2, question: { zh: 档距, en: Step }, chosen: one, why: { zh: 按文件, en: As printed }, options: [{ id: one, title: { zh: 一档, en: One } }, { id: two, title: { zh: 两档, en: Two }, indicators: { order: { rule: { kind: per_occurrence, each: '2' } }, satisfaction: { points: '20' } } }] }
  - { id: q3, question: { zh: 等次, en: Tiers }, chosen: lines, why: { zh: 按文件, en: As printed }, options: [{ id: lines, title: { zh: 分数线, en: Lines } }, { id: none, title: { zh: 不设, en: None }, rubric: { tiers: undeclared } }] }
`

describe('ambiguities', () => {
  const explanation = explained({ ...GOOD, measures: { ...GOOD.measures, used: '4', faults: '2' } }, smallRubric((text) => text + AMBIGUOUS))
  const under = (leaf: string, id: string): (string | null)[] => leafIn(explanation, leaf).ambiguities.find((ambiguity) => ambiguity.id === id)?.alternatives.map(({ points }) => points) ?? []

  it('give the points of a ranked leaf among all units where only its rule differs, and none where its value does', () => {
    expect(under('use', 'q1')).toEqual(['3.00', null])
  })

  it('touch every leaf that a reading changes', () => {
    expect([leafIn(explanation, 'order').cell.points, under('order', 'q2'), under('satisfaction', 'q2'), under('papers', 'q2')]).toEqual(['4.00', ['6.00'], ['20.00'], []])
  })

  it('stand on the unit where they touch no leaf', () => {
    expect(explanation.ambiguities.map(({ id, alternatives }) => [id, alternatives.map(({ points }) => points)])).toEqual([['q3', [null]]])
  })
})

describe('printedBoard', () => {
  it('prints the way to the tier and every leaf with what it can give here', () => {
    const { plan, board } = scoredGroup(rubric, { a: GOOD })
    const json = { head: boardHead(rubric), period: '2021', group: 'all', instant: '', rows: board.rows.map((row) => rowOf(plan, row)), summaries: [], explanations: [explained(GOOD)] }
    const printed = printedBoard(json, new Map([['a', '甲']]), 'zh')
    expect(printed).toContain('== 甲  合计 30.00 + 20.00 + 20.00 + 10.00 + 10.00 + 10.00 + 4.00 = 104.00，封顶 100.00\n  · 基础分')
    expect(printed).toContain('-- 2 指标: 20.00 / 20.00')
  })
})
