import { describe, expect, it } from '@jest/globals'
import { faultsAfter } from '../testing/small-rubric.ts'

type Change = [from: string, to: string]
type Case = [name: string, changes: Change[], path: string, expected: string | RegExp]

const TITLE = 'title: { zh: 指标, en: Leaf }'
const LEAF = `number: '9', ${TITLE}, definition: { zh: 指标, en: Leaf }, cite: { source: doc, clause: 第1条 }`
const MORE = "  - { id: more, number: '7'"
const withBranch = (branch: string): Change[] => [["indicators:\n", `indicators:\n${branch}\n`], ["total: '100'", "total: '110'"], ["cap: '100'", "cap: '112'"]]
const weighing = (a: string, b: string): string => `  - { id: weighing, number: '8', ${TITLE}, points: '10', combine: weigh, children: [{ id: wa, ${LEAF}, points: '10', weight: ${a}, rule: { kind: judgement } }, { id: wb, ${LEAF}, points: '50', weight: ${b}, rule: { kind: judgement } }] }`
const leafWith = (rule: string, rest = ''): Change[] => withBranch(`  - { id: added, ${LEAF}, points: '10', ${rest} rule: ${rule} }`)

const CASES: Case[] = [
  ['weights that do not add to 100%', withBranch(weighing('30%', '60%')), 'indicators[0].children', '100% together'],
  ['a weight that nothing weighs', [["points: '30', cite", "points: '30', weight: 30%, cite"]], 'indicators[0].weight', /nothing weighs it/],
  ['a pool whose children cannot take all of it', withBranch(`  - { id: pool, number: '8', ${TITLE}, points: '10', combine: pool, children: [{ id: pa, ${LEAF}, points: '4', rule: { kind: judgement } }] }`), 'indicators[0].points', /children that can take all/],
  ['a cap of a branch that can never bind', withBranch(`  - { id: capped, number: '8', ${TITLE}, points: '10', cap: '10', children: [{ id: ca, ${LEAF}, points: '10', rule: { kind: judgement } }] }`), 'indicators[0].cap', /can never bind/],
  ['a cap of the total that can never bind', [["cap: '100'", "cap: '104'"]], 'points.cap', /can never bind/],
  ['a bonus inside a base branch', withBranch(`  - { id: mixed, number: '8', ${TITLE}, points: '10', children: [{ id: ma, ${LEAF}, points: '10', rule: { kind: judgement } }, { id: mb, ${LEAF}, points: '2', bonus: 'true', rule: { kind: judgement } }] }`), 'indicators[0].children[1].bonus', /beside the base branches/],
  ['a penalty whose rule gives points', [["bonus: 'true', cite: *c, value: { kind: count, of: extra", "penalty: 'true', cite: *c, value: { kind: count, of: extra"], ["cap: '100', ", '']], 'indicators[6].rule.kind', /a rule that takes points/],
  ['a gate that can never open', [[`${MORE}, title: *t`, `${MORE}, gate: { at_least: '101' }, title: *t`]], 'indicators[6].gate.at_least', /can never open/],
  ['a gate on an unknown indicator', [[`${MORE}, title: *t`, `${MORE}, gate: { indicator: gone, at_least: '10' }, title: *t`]], 'indicators[6].gate.indicator', /an indicator of the base/],
  ['a veto that can never hold', [['attributes:', "vetoes: [{ id: v, title: { zh: 否, en: No }, cite: { source: doc, clause: x }, when: { of: faults, at_least: '5', below: '3' }, effect: zero }]\nattributes:"]], 'vetoes[0].when', /can never hold/],
  ['a veto of an unknown tier', [['attributes:', 'vetoes: [{ id: v, title: { zh: 否, en: No }, cite: { source: doc, clause: x }, effect: { tier: gone } }]\nattributes:']], 'vetoes[0].effect.tier', /one of high, middle, low/],
  ['a tier that nobody reaches', [["line: '90'", "line: '101'"]], 'tiers.lines[0].line', /at most 100/],
  ['a list without the rest', [["bands: [{ from: '1', to: '2', points: '20' }, { from: '3', to: '5', points: '10' }, { from: '6', points: '5' }]", "list: ['20', '10']"]], 'indicators[2].rule.rest', /every rank after the list/],
  ['bands and a list', [["direction: desc, bands", "direction: desc, list: ['20'], rest: '0', bands"]], 'indicators[2].rule', 'one of the three'],
  ['streams beside a charge', [["each: '3' }", "each: '3', streams: [{ id: s, title: { zh: 流, en: S }, of: faults, each: '1' }] }"]], 'indicators[3].rule', 'one of the two'],
  ['a charge of nothing', [["each: '3' }", "each: '0' }"]], 'indicators[3].rule.each', 'more than 0'],
  ['full marks that are never reached', [["change: '0.3'", "change: '0.3', at_base: '15'"]], 'indicators[1].rule.gain', /gained above the base/],
  ['a floor above what the base gives', [["change: '0.3'", "change: '0.3', floor: '20'"]], 'indicators[1].rule.floor', /less than 20/],
  ['a step of a judgement that does not lead to the top', leafWith("{ kind: judgement, step: '3' }"), 'indicators[0].rule.step', /without a rest/],
  ['a share to be kept that begins above the full value', [['full: 80%', 'full: 80%, from: 90%']], 'indicators[4].rule.from', /where full marks begin/],
  ['a change that stops at zero', leafWith("{ kind: steps, steps: [{ at_least: 0%, below: 10%, points: '0' }, { at_least: 10%, points: '10' }] }", 'value: { kind: change, of: done, against: previous_year, as: percent, zero_denominator: unknown },'), 'indicators[0].rule.steps', /negative without limit/],
  ['an attribute in a change', leafWith("{ kind: proportional, full: 10% }", 'value: { kind: change, of: people, against: previous_year, as: percent, zero_denominator: unknown },'), 'indicators[0].value', /measures and numbers/],
  ['a circle of points', [...leafWith("{ kind: proportional, full: '10' }", 'value: { kind: points_of, indicator: added },')], 'indicators[0].value.indicator', /do not depend on this leaf/],
  ['points shared out in a scope that does not hold the leaf', [["not_applicable: exclude", 'not_applicable: { redistribute: equal, scope: gone }']], 'indicators[4].not_applicable.scope', 'the id of a branch'],
  ['a window outside the effective span', [['effective: { from: 2021-01-01 }', 'effective: { from: 2021-01-01, until: 2021-12-31 }'], ['of: { event: used }', 'from: 2022-02-01, of: { event: used }']], 'measures.used.from', /^within 2021-01-01 to 2021-12-31/],
  ['a day in a citation that does not exist', [['clause: 第1条', 'clause: 2021年2月30日通知第1条']], 'indicators[0].cite.clause', 'a day that exists'],
  ['an ambiguity whose readings change nothing', [['indicators:\n', "ambiguities: [{ id: a, leaf: papers, question: { zh: 问, en: Q }, options: [{ id: x, title: { zh: 甲, en: X } }, { id: y, title: { zh: 乙, en: Y } }], chosen: x, why: { zh: 因, en: W } }]\nindicators:\n"]], 'ambiguities[0].options[1]', /changes_nothing/],
  ['a chosen reading that changes the file', [['indicators:\n', "ambiguities: [{ id: a, leaf: papers, question: { zh: 问, en: Q }, options: [{ id: x, title: { zh: 甲, en: X }, rule: { least: '1' } }, { id: y, title: { zh: 乙, en: Y }, rule: { least: '0' } }], chosen: x, why: { zh: 因, en: W } }]\nindicators:\n"]], 'ambiguities[0].options[0]', 'the file written by the chosen reading'],
  ['a reading under which the points no longer add up', [['indicators:\n', "ambiguities: [{ id: a, question: { zh: 问, en: Q }, options: [{ id: x, title: { zh: 甲, en: X } }, { id: y, title: { zh: 乙, en: Y }, indicators: { papers: { points: '11' } } }], chosen: x, why: { zh: 因, en: W } }]\nindicators:\n"]], 'ambiguities[0].options[1]', /sum of its parts/],
  ['dated values out of order', [['attributes:', "parameters: { p: { title: { zh: 数, en: P }, dated: [{ from: 2021-06-01, value: '90' }, { from: 2021-01-01, value: '91' }] } }\nattributes:"], ["line: '90'", 'line: $p']], 'parameters.p.dated[1].from', /in their order/],
  ['a parameter under which the tiers no longer fall', [['attributes:', "parameters: { p: { title: { zh: 数, en: P }, dated: [{ from: 2021-01-01, value: '90' }, { from: 2021-06-01, value: '50' }] } }\nattributes:"], ["line: '90'", 'line: $p']], 'tiers.lines[1].line', /best tier first/],
]

describe('checkRubric, on structure', () => {
  it.each(CASES)('finds %s', (_name, changes, path, expected) => {
    const faults = faultsAfter((text) => changes.reduce((now, [from, to]) => {
      expect(now).toContain(from)
      return now.replace(from, to)
    }, text))
    expect(faults.filter((fault) => fault.path === path).map((fault) => fault.expected).join('\n')).toMatch(expected)
  })

  it('leaves a rubric alone that uses every structure rightly', () => {
    const weighed = weighing('30%', '70%').replace('  - ', '')
    const penalty = `{ id: late, ${LEAF}, points: '5', penalty: 'true', value: { kind: count, of: faults, when_none: zero }, rule: { kind: steps, steps: [{ at_most: '0', points: '0' }, { above: '0', points: '-5' }] } }`
    const growth = `{ id: growth, ${LEAF}, points: '10', value: { kind: change, of: done, against: previous_year, as: percent, zero_denominator: unknown }, rule: { kind: steps, steps: [{ below: -10%, points: '0' }, { at_least: -10%, points: '10' }] } }`
    const faults = faultsAfter((text) => text.replace('indicators:\n', `indicators:\n  - ${weighed}\n  - ${penalty}\n  - ${growth}\n`).replace("total: '100'", "total: '120'").replace("cap: '100'", "cap: '122'"))
    expect(faults).toEqual([])
  })
})
