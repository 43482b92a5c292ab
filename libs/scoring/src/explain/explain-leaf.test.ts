import { describe, expect, it } from '@jest/globals'
import { scoreBoard } from '../evaluate/group/score-board.ts'
import { scoreUnit } from '../evaluate/unit/score-unit.ts'
import type { LeafExplanationCore } from './types.ts'
import { explainUnit } from './explain-unit.ts'
import { leafIn, toldOf } from '../testing/explained.ts'
import { factsOf, planOfLeaf, YEAR_END } from '../testing/one-leaf.ts'
import type { Known, LeafTold } from '../testing/one-leaf.ts'

const text = (zh: string, en: string): { zh: string; en: string } => ({ zh, en })
const measures = (...names: string[]): Record<string, Record<string, unknown>> => Object.fromEntries(names.map((name) => [name, { title: text(`项${name}`, `item ${name}`) }]))
const count = { kind: 'count', of: 'a', when_none: 'zero' } as const
const rate = { kind: 'share', part: 'a', whole: 'b', zero_denominator: 'unknown' } as const
const judged = (value: string, kind: 'points' | 'claimed' | 'adjusted' | 'figure' = 'points') => ({ kind, value, by: '张三', reason: '复核', evidence: '台账' })
const items = [{ id: 'plan', title: text('方案', 'a plan') }, { id: 'budget', title: text('预算', 'a budget') }]
const [late, wrong] = [{ id: 'late', title: text('迟报', 'late'), of: 'a' }, { id: 'wrong', title: text('错报', 'wrong'), of: 'b' }]

/** The leaf `leaf` of unit `u`, beside the others of its group. */
function explain(told: LeafTold, known: Known, { others = [], period = '2021', instant = YEAR_END }: { others?: Known[]; period?: string; instant?: number } = {}): LeafExplanationCore {
  const plan = planOfLeaf(told, period)
  const facts = [known, ...others].map((one, at) => factsOf(plan, { unit: at === 0 ? 'u' : `o${at}`, ...one }))
  const board = scoreBoard(plan, facts.map((unit) => scoreUnit(plan, unit, instant)), instant)
  const [own] = facts
  if (!own) throw new Error('a unit')
  return leafIn(explainUnit(plan, own, board, instant), 'leaf')
}

/** The words expected of what is missing where they are said, else what is said; undefined where nothing is expected. */
function missingOf({ missing }: LeafExplanationCore, expected: string | null | undefined): string | null | undefined {
  if (expected === undefined) return undefined
  return expected !== null && missing?.zh.includes(expected) ? expected : missing?.zh ?? null
}

interface Expected {
  points: string | null
  zh: string[]
  en: string[]
  missing?: string | null
}

const TABLE: [name: string, told: LeafTold, known: Known, expected: Expected][] = [
  ['steps', { value: rate, rule: { kind: 'steps', steps: [{ at_least: '80%', points: '10' }, { below: '80%', points: '4' }] }, measures: measures('a', 'b') }, { measures: { a: 79, b: 100 } },
    { points: '4.00', zh: ['文 = 79 ÷ 100 = 79.00 %', '79.00 % ≥ 80 % ✗ → 不适用', '79.00 % < 80 % ✓ → 得 4 分'], en: ['79.00 % < 80 % ✓ → 4 points'], missing: '再增加 5 → 80.00 %，满分' }],
  ['linear with gain', { value: count, rule: { kind: 'linear', better: 'higher', base: '10', per: '2', change: '1', at_base: '6', gain: '0.5' }, measures: measures('a') }, { measures: { a: 14 } },
    { points: '7.00', zh: ['14 ≥ 10 ✓ → 6 分', '计 2 档', '6 + 0.5 × 2 = 7'], en: ['4 from 10: 2 steps', '6 + 0.5 × 2 = 7'], missing: '再增加 12 → 满分' }],
  ['linear, under the base', { value: count, rule: { kind: 'linear', better: 'higher', base: '10', per: '2', change: '1', at_base: '6', gain: '0.5' }, measures: measures('a') }, { measures: { a: 7 } },
    { points: '4.50', zh: ['7 ≥ 10 ✗', '相差 3，计 1.5 档', '6 − 1 × 1.5 = 4.5'], en: ['6 − 1 × 1.5 = 4.5'], missing: '再增加 3 → 6.00 分' }],
  ['linear as a penalty', { value: rate, rule: { kind: 'linear', better: 'higher', base: '90%', per: '1%', change: '0.3' }, leaf: { penalty: 'true' }, measures: measures('a', 'b') }, { measures: { a: 85, b: 100 } },
    { points: '-1.50', zh: ['85.00 % ≥ 90 % ✗', '0 − 0.3 × 5 = -1.5'], en: ['0 − 0.3 × 5 = -1.5'], missing: '不扣分' }],
  ['proportional from a line', { value: rate, rule: { kind: 'proportional', full: '80%', from: '30%' }, measures: measures('a', 'b') }, { measures: { a: 29, b: 100 } },
    { points: '0.00', zh: ['29.00 % ≥ 30 % ✗ → 不得分'], en: ['✗ → no points'] }],
  ['proportional, rounded', { value: rate, rule: { kind: 'proportional', full: '90%' }, measures: measures('a', 'b') }, { measures: { a: 1, b: 3 } },
    { points: '3.70', zh: ['10 × 33.33 % ÷ 90% = 3.703704 → 3.70（取 2 位小数）'], en: ['→ 3.70 (rounded to 2 decimals)'] }],
  ['streams with caps, once per key', { rule: { kind: 'per_occurrence', streams: [{ ...late, each: '1', at_most: '2' }, { ...wrong, each: '2' }], once_per_key: 'true' }, measures: { a: { by: 'report' }, b: { by: 'report' } } }, { measures: { a: { r1: 1, r2: 1, r3: 1, r4: 1 }, b: { r1: 1 } } },
    { points: '6.00', zh: ['迟报：3 × 1 = 3，最多扣 2', '错报：1 × 2 = 2', '同一件只按扣分最多的一类计一次', '10 − (2 + 2) = 6'], en: ['late: 3 × 1 = 3, at most 2', '10 − (2 + 2) = 6'], missing: '已发生，扣去的 4.00 分在本期内不可补回' }],
  ['streams, escalated', { rule: { kind: 'per_occurrence', streams: [{ ...late, each: '1' }], escalation: { above: '2', points: '0', consequence: text('取消评优', 'no honours') } }, measures: measures('a') }, { measures: { a: 3 } },
    { points: '0.00', zh: ['3 次 > 2 次 → 得 0 分，并取消评优'], en: ['3 times > 2 → 0 points, and no honours'] }],
  ['occurrences as a penalty, limited', { points: '4', value: count, rule: { kind: 'per_occurrence', each: '2' }, leaf: { penalty: 'true' }, measures: measures('a') }, { measures: { a: 3 } },
    { points: '-4.00', zh: ['0 − 2 × 3 = -6 → -4.00（限幅）', ], en: ['within the limits'], missing: '已发生，扣去的 4.00 分在本期内不可补回' }],
  ['triggers', { rule: { kind: 'zero_on_any', triggers: [late, wrong] }, measures: measures('a', 'b') }, { measures: { a: 0, b: 1 } },
    { points: '0.00', zh: ['迟报：0 次 ✓', '错报：1 次 ✗', '错报 → 不得分'], en: ['wrong: 1 times ✗', 'wrong → no points'], missing: '不可补回' }],
  ['zero on any', { value: count, rule: { kind: 'zero_on_any' }, measures: measures('a') }, { measures: { a: 1 } }, { points: '0.00', zh: ['发生 1 次 → 不得分'], en: ['occurred 1 times → no points'] }],
  ['zero on none', { value: count, rule: { kind: 'zero_on_none' }, measures: measures('a') }, { measures: {}, events: 1 }, { points: '0.00', zh: ['发生 0 次 → 不得分'], en: ['no points'], missing: '再增加 1 → 满分' }],
  ['missing from a number', { value: count, rule: { kind: 'missing_items', each: '3', required: 'target' }, measures: measures('a') }, { measures: { a: 2 }, attributes: { target: '4' } },
    { points: '4.00', zh: ['应完成 4，已完成 2，缺 2', '10 − 3 × 2 = 4'], en: ['4 required, 2 done, 2 missing'], missing: '再增加 1 → 7.00 分' }],
  ['missing from a list', { rule: { kind: 'missing_items', each: '3', items } }, { judgements: [{ kind: 'met', item: 'plan', value: 'true' }, { kind: 'met', item: 'budget', value: 'false', by: '张三' }] },
    { points: '7.00', zh: ['方案：符合', '预算：不符合（张三', '10 − 3 × 1 = 7'], en: ['a budget: not met', '10 − 3 × 1 = 7'], missing: '预算' }],
  ['checklist by facts and judgements', { rule: { kind: 'checklist', items: [{ id: 'plan', title: text('方案', 'a plan'), points: '6' }, { id: 'budget', title: text('预算', 'a budget'), points: '4', met_when: { of: 'a', at_least: '1' } }] }, measures: measures('a') }, { measures: { a: 2 }, judgements: [{ kind: 'met', item: 'plan', value: 'false' }] },
    { points: '4.00', zh: ['方案：不符合', '预算：数据 2，须 ≥ 1 ✓ → 符合', '0 + 4 = 4'], en: ['data 2, must be ≥ 1 ✓ → met'], missing: '方案' }],
  ['award from the third', { points: '4', value: count, rule: { kind: 'award', each: '1', from: '3' }, measures: measures('a') }, { measures: { a: 4 } },
    { points: '2.00', zh: ['从第 3 个起计，4 个中计 2 个', '1 × 2 = 2'], en: ['from number 3 on: 2 of 4 count'], missing: '再增加 1 → 3.00 分' }],
  ['best level', { rule: { kind: 'best_level', levels: [{ id: 'city', title: text('市级', 'city'), of: 'a', at_least: '1', points: '6', pays: 'flat' }, { id: 'site', title: text('网站', 'website'), of: 'b', at_least: '3', points: '2', pays: 'flat' }] }, measures: { a: { by: 'piece' }, b: { by: 'piece' } } }, { measures: { a: { p: 1 }, b: { p: 1, q: 1 } } },
    { points: '6.00', zh: ['市级：1 ≥ 1 ✓ → 6 分', '网站：1 ≥ 3 ✗ → 0 分', '6 + 0 = 6'], en: ['website: 1 ≥ 3 ✗'], missing: '网站还差 2（+2 分）' }],
  ['imported score', { value: { kind: 'count', of: 'people' }, rule: { kind: 'imported', scheme: text('市考', 'city scheme'), of: 'score', full: '120' } }, { events: 1, attributes: { people: '90' } },
    { points: '7.50', zh: ['文：90 文（自 2021-01-01 起；依据：c；录入：b）', '10 × 90 ÷ 120 = 7.5'], en: ['10 × 90 ÷ 120 = 7.5'], missing: '文须 ≥ 120（现为 90）→ 满分' }],
  ['imported rank', { value: { kind: 'count', of: 'people' }, rule: { kind: 'imported', scheme: text('市考', 'city scheme'), of: 'rank', bands: [{ from: '1', to: '3', points: '10' }, { from: '4', points: '5' }] } }, { events: 1, attributes: { people: '5' } },
    { points: '5.00', zh: ['在市考中第 5 名 → 5'], en: ['rank 5 in city scheme → 5'], missing: '须 ≤ 3' }],
  ['judged', { rule: { kind: 'judgement' }, leaf: { references: [{ id: 'first', title: text('首次办成率', 'first-time success'), value: rate, at_least: '90%' }] }, measures: measures('a', 'b') }, { measures: { a: 89, b: 100 }, judgements: [judged('8')] },
    { points: '8.00', zh: ['评审评定 8 分（张三，2021-01-01；理由：复核；依据：台账）', '参考：首次办成率 = 89 ÷ 100 = 89.00 %，须 ≥ 90 % ✗'], en: ['Judged 8 points (张三', 'For reference: first-time success = 89 ÷ 100 = 89.00 %, to be ≥ 90 % ✗'] }],
  ['judged as a penalty', { points: '4', rule: { kind: 'judgement' }, leaf: { penalty: 'true' } }, { judgements: [judged('-1.5')] }, { points: '-1.50', zh: ['评审评定 -1.5 分'], en: ['Judged -1.5'], missing: '不可补回' }],
  ['adjusted', { value: count, rule: { kind: 'award', each: '2' }, measures: measures('a') }, { measures: { a: 3 }, judgements: [judged('-0.5', 'adjusted')] },
    { points: '5.50', zh: ['2 × 3 = 6', '调整 −0.5 分（张三，2021-01-01；理由：复核；依据：台账）'], en: ['Adjusted by −0.5 (张三'] }],
  ['adjusted beyond its limits', { value: count, rule: { kind: 'award', each: '2' }, measures: measures('a') }, { measures: { a: 4 }, judgements: [judged('5', 'adjusted')] },
    { points: '10.00', zh: ['调整 +5 分', '调整合计 +5.00 分，限于本项范围，计入 +2.00 分'], en: ['within the limits of the leaf +2.00 counts'] }],
  ['claimed, beside what counts', { value: count, rule: { kind: 'award', each: '2' }, measures: measures('a') }, { measures: { a: 3 }, judgements: [judged('8', 'claimed')] }, { points: '6.00', zh: ['单位自报 8.00 分，比计分多 2.00 分（张三'], en: ['8.00 points, 2.00 more than counted (张三'] }],
  ['no points', { value: count, rule: { kind: 'no_points' }, leaf: { points: undefined }, measures: measures('a') }, { measures: { a: 3 } }, { points: null, zh: ['文 = 3'], en: ['text = 3'], missing: null }],
]

describe('an explanation of every rule', () => {
  it.each(TABLE)('%s', (_, told, known, { points, zh, en, missing }) => {
    const leaf = explain(told, known)
    expect(leaf.cell.points).toBe(points)
    for (const words of zh) expect(toldOf(leaf)).toContain(words)
    for (const words of en) expect(toldOf(leaf, 'en')).toContain(words)
    expect(missingOf(leaf, missing)).toBe(missing)
    expect(leaf.paragraph.zh).toContain(points === null ? '只作统计' : `${points} 分`)
  })
})

describe('an explanation of every value', () => {
  const linear = { kind: 'linear', better: 'higher', base: '0%', per: '1%', change: '0.1', at_base: '5', gain: '0.1' } as const
  it.each<[name: string, told: LeafTold, known: Known, period: string, zh: string[], en: string[]]>([
    ['change on the year before', { value: { kind: 'change', of: 'a', against: 'previous_year', as: 'percent', zero_denominator: 'unknown' }, rule: linear, measures: measures('a') }, { measures: { 'a': 12, 'a!year_before': 10 } }, '2021-10',
      ['项a（2021-10-01 至 2021-10-31）：12', '项a（2020-10-01 至 2020-10-31）：10', '本期（2021-10-01 至 2021-10-31）12，上年同期（2020-10-01 至 2020-10-31）10', '文 = 2 ÷ 10 = 20.00 %'], ['12 in 2021-10-01 to 2021-10-31; 10 in a year before']],
    ['change on the period before', { value: { kind: 'change', of: 'a', against: 'previous_period', as: 'difference', zero_denominator: 'unknown' }, rule: { kind: 'proportional', full: '10' }, measures: measures('a') }, { measures: { 'a': 12, 'a!back_1': 10 } }, '2021-10', ['上期（2021-09-01 至 2021-09-30）10', '文 = 2'], ['10 in the period before']],
    ['change on a mean of periods', { value: { kind: 'change', of: 'a', against: { mean_of_previous: '2' }, as: 'difference', zero_denominator: 'unknown' }, rule: { kind: 'proportional', full: '10' }, measures: measures('a') }, { measures: { 'a': 12, 'a!back_1': 10, 'a!back_2': 4 } }, '2021-10', ['前 2 期平均（2021-08-01 至 2021-09-30）7', '文 = 5'], ['the mean of 2 periods before']],
    ['conditions', { value: { kind: 'condition', all: [{ of: { plus: ['a', 'b'] }, at_least: '3' }, { of: 'b', below: '2' }] }, rule: { kind: 'zero_on_none' }, measures: measures('a', 'b') }, { measures: { a: 2, b: 1 } }, '2021', ['项a + 项b 3，须 ≥ 3 ✓', '项b 1，须 < 2 ✓', '文 = ✓'], ['item a + item b 3, must be ≥ 3 ✓']],
    ['the best facility', { value: { kind: 'best_facility', part: 'a', whole: 'b' }, rule: { kind: 'proportional', full: '100%' }, measures: { a: { by: 'f' }, b: { by: 'f' } } }, { measures: { a: { x: 1, y: 9 }, b: { x: 2, y: 10 } } }, '2021', ['取占比最高的一家', '文 = 9 ÷ 10 = 90.00 %', '分布于 2 项'], ['highest share']],
    ['a stated figure', { value: { kind: 'stated', show: 'percent' }, rule: { kind: 'proportional', full: '100%' } }, { judgements: [judged('95', 'figure')] }, '2021', ['据报数字 95（张三', '文 = 95.00 %'], ['Figure as stated 95']],
    ['carry-over', { value: count, rule: { kind: 'award', each: '1' }, measures: { a: { window: 'before' } } }, { measures: { a: 2 } }, '2021', ['（截至 2020-12-31）：2'], ['(up to 2020-12-31): 2']],
  ])('%s', (_, told, known, period, zh, en) => {
    const leaf = explain(told, known, { period })
    for (const words of zh) expect(toldOf(leaf)).toContain(words)
    for (const words of en) expect(toldOf(leaf, 'en')).toContain(words)
  })
})

describe('an explanation of what looks at the others', () => {
  const others = [{ measures: { a: 10 } }, { measures: { a: 6 } }, { measures: { a: 4 } }]
  const ranked = (rule: Partial<Extract<LeafTold['rule'], { kind: 'rank' }>>): LeafTold => ({ value: count, rule: { kind: 'rank', direction: 'desc', ...rule }, measures: measures('a') })

  it.each<[name: string, told: LeafTold, own: number, points: string, zh: string, missing: string]>([
    ['a rank by bands, tied', ranked({ bands: [{ from: '1', to: '1', points: '10' }, { from: '2', points: '5' }] }), 6, '5.00', '组内第 2 名（共 4 个单位有数），与 1 个单位并列 → 5 分', '再增加 4 → 进入第 1 名，得 10 分'],
    ['a rank by list', ranked({ list: ['10', '8'], rest: '3' }), 5, '3.00', '组内第 3 名（共 4 个单位有数）→ 3 分', '再增加 1 → 进入前 2 名，得 8 分'],
    ['a share of the best', ranked({ to_best: {} }), 5, '5.00', '组内最高值 10（本单位第 3 名，共 4 个单位有数）', '再增加 5 → 与组内最优持平，满分'],
    ['the mean of the group', { value: { kind: 'to_peers_mean', of: 'a', as: 'ratio', zero_denominator: 'unknown' }, rule: { kind: 'proportional', full: '200%' }, measures: measures('a') }, 5, '4.00', '本单位 5，组内 4 个单位平均 6.2500', '满分'],
  ])('%s', (_, told, own, points, zh, missing) => {
    const leaf = explain(told, { measures: { a: own } }, { others })
    expect(leaf.cell.points).toBe(points)
    expect(toldOf(leaf)).toContain(zh)
    expect(leaf.missing?.zh).toContain(missing)
  })

  it('names the indicator whose points are read', () => {
    const other = { id: 'base', number: '2', title: text('底分', 'base points'), definition: text('底', 'base'), cite: { source: 'doc', clause: '2' }, points: '10', value: count, rule: { kind: 'award', each: '2' } }
    const leaf = explain({ value: { kind: 'points_of', indicator: 'base' }, rule: { kind: 'proportional', full: '10' }, others: [other], measures: measures('a') }, { measures: { a: 3 } })
    expect(leaf.cell.points).toBe('6.00')
    expect(toldOf(leaf)).toContain('取“底分”的得分 6.00')
  })
})

describe('an explanation of every state', () => {
  const told: LeafTold = { value: rate, rule: { kind: 'proportional', full: '100%' }, measures: measures('a', 'b') }
  it.each<[state: string, told: LeafTold, known: Known, zh: string[], missing: string | null]>([
    ['no_data', { ...told, value: { kind: 'completion', of: 'a', target: 'target', zero_denominator: 'unknown' } }, {}, ['缺少“文”', '尚无数据：缺项a、文；可能得 0.00–10.00 分'], '尚无数据：缺项a、文'],
    ['zero_denominator', { ...told, value: { ...rate, when_none: 'zero' } }, { measures: {}, events: 1 }, ['分母为零，无法计算；可能得 0.00–10.00 分'], '分母为零'],
    ['zero_denominator', { ...told, value: { ...rate, zero_denominator: 'full_marks', when_none: 'zero' } }, { measures: {}, events: 1 }, ['分母为零，按规定计 10.00 分'], null],
    ['provisional', told, { measures: { a: 1, b: 2 }, provisional: ['a'] }, ['回填中', '可能得 0.00–10.00 分'], '历史事件回填中'],
    ['not_started', { ...told, measures: { a: { from: '2022-01-01' }, b: { from: '2022-01-01' } } }, { events: 1 }, ['自 2022-01-01 起计，尚未开始'], '尚未开始'],
    ['awaiting_judgement', { rule: { kind: 'judgement', least: '2' } }, {}, ['待评定', '可能得 2.00–10.00 分'], '待评定'],
    ['rule_unpublished', { rule: { kind: 'judgement', unpublished: 'true' } }, {}, ['评分规则未公布，待评审；可能得 0.00–10.00 分'], '评分规则未公布'],
    ['awaiting_judgement', { rule: { kind: 'judgement' } }, { judgements: [judged('9', 'claimed')] }, ['单位自报 9.00 分（张三', '自报分暂列', '0.00–10.00'], '待评定'],
    ['calendar_unpublished', { value: { ...rate, part: 'a', whole: 'b' }, rule: { kind: 'proportional', full: '100%' }, measures: { a: { of: { case: 'ticket' }, state: ['on_time'] }, b: { of: { case: 'ticket' }, state: ['closed'] } } }, { measures: { 'a': 1, 'b': 2, 'a!due_unknown': 1 } }, ['工作日历尚未公布', '可能得 0.00–10.00 分'], '工作日历'],
    ['not_applicable', { ...told, leaf: { not_applicable: 'full_marks' } }, { judgements: [{ kind: 'not_applicable', value: '', by: '张三' }] }, ['认定不适用（张三', '不适用，按规定计满分，10.00 分'], null],
    ['not_applicable', { ...told, leaf: { applies_to: { except: ['u'] } } }, { measures: { a: 1, b: 2 } }, ['按细则不适用于本单位，按规定不计入总分'], null],
  ])('%s', (state, given, known, zh, missing) => {
    const leaf = explain(given, known)
    expect(leaf.state).toBe(state)
    for (const words of zh) expect(toldOf(leaf)).toContain(words)
    expect(missingOf(leaf, missing)).toBe(missing)
  })

  it('tells of what was shared out, on both sides', () => {
    const other = { id: 'other', number: '2', title: text('另一项', 'another'), definition: text('另', 'other'), cite: { source: 'doc', clause: '2' }, points: '5', rule: { kind: 'judgement' }, not_applicable: { redistribute: 'proportional' } }
    const shared = explain({ ...told, others: [other] }, { measures: { a: 4, b: 5 }, judgements: [{ kind: 'not_applicable', value: '', indicator: 'other' }] })
    expect(shared.cell).toMatchObject({ points: '12.00', adjustedMax: '15.00' })
    expect(toldOf(shared)).toContain('分摊 5.00 分到本项，满分由 10.00 调整为 15.00，得分按比例由 8.00 变为 12.00')
    expect(shared.missing?.zh).toContain('满分')
  })
})
