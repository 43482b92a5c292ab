import { describe, expect, it } from '@jest/globals'
import { faultsAfter, smallRubric, SMALL_RUBRIC } from '../testing/small-rubric.ts'

const CASES: [string, [string, string], Partial<Record<'path' | 'found' | 'expected', string>>][] = [
  ['an unknown key', ['id: small', 'id: small\ncolour: red'], { path: 'colour', found: 'the key "colour"' }],
  ['full-width punctuation in a key', ["version: '1'", "version: '1'\n'标题：': x"], { path: '标题：' }],
  ['an unknown rule kind', ['kind: per_occurrence', 'kind: per_occurence'], { path: 'indicators[3].rule.kind', found: '"per_occurence"' }],
  ['another zone', ['Asia/Shanghai', 'Europe/Paris'], { path: 'zone', expected: 'one of Asia/Shanghai' }],
  ['points that do not add up', ["total: '100'", "total: '90'"], { path: 'points.total', expected: '100, the sum of its parts' }],
  ['a gap between steps', ['at_least: 50%, below: 100%', 'at_least: 50%, below: 90%'], { found: 'a gap between 90% and 100%' }],
  ['a gap of one value', ['at_least: 50%, below: 100%', 'above: 50%, below: 100%'], { found: 'a gap between 50% and 50%' }],
  ['overlapping steps', ['below: 50%', 'at_most: 50%'], { found: 'an overlap between 50% and 50%' }],
  ['steps that rise and fall', ["below: 100%, points: '15'", "below: 100%, points: '40'"], { found: 'points that rise and fall' }],
  ['a best step with other points', ["at_least: 100%, points: '30'", "at_least: 100%, points: '29'"], { found: 'a best step that gives other points' }],
  ['a step missing at the top', ["{ at_least: 100%, points: '30' }, ", ''], { found: 'nothing from 100% on' }],
  ['a gap between bands', ["from: '3', to: '5'", "from: '4', to: '5'"], { found: 'a band from 4', expected: 'a band from 3: without gap or overlap' }],
  ['bands that end', ["from: '6', points", "from: '6', to: '9', points"], { path: 'indicators[2].rule.bands[2]' }],
  ['a name that does not exist', ['of: used, people', 'of: usd, people'], { found: 'the name "usd"' }],
  ['a measure that nothing uses', ['indicators:', "  idle: { title: *m, counted_in: *u, of: { event: x }, aggregate: count }\nindicators:"], { path: 'measures.idle' }],
  ['a source that is not there', ['rule: { kind: judgement', "cite: { source: gone, clause: x }, rule: { kind: judgement"], {}],
  ['a percentage bound by a plain number', ['full: 80%', "full: '80'"], { found: 'the bound 80', expected: 'a percentage such as 80%, as the value is one' }],
  ['tiers in the wrong order', ["line: '60'", "line: '95'"], { path: 'tiers.lines[1].line' }],
  ['a zero denominator without a meaning', ['target: target, zero_denominator: unknown', 'target: target'], { path: 'indicators[0].value.zero_denominator', found: 'nothing' }],
  ['an id used twice', ['id: order', 'id: use'], { found: '"use" a second time' }],
  ['a day that does not exist', ['from: 2021-01-01', 'from: 2021-02-30'], { path: 'effective.from' }],
  ['a measure that contradicts itself', ['of: { event: done }, aggregate: count', 'of: { event: done }, aggregate: sum'], { path: 'measures.done.field' }],
  ['a rule without its value', ['value: { kind: count, of: faults, when_none: zero }, ', ''], { path: 'indicators[3].value' }],
]

describe('checkRubric', () => {
  it.each(CASES)('finds %s', (_name, [from, to], expected) => {
    expect(SMALL_RUBRIC).toContain(from)
    const faults = faultsAfter((text) => text.replace(from, to))
    expect(faults.length).toBeGreaterThan(0)
    expect(faults).toContainEqual(expect.objectContaining(expected))
    for (const fault of faults) expect([fault.path, fault.found, fault.expected, fault.mend].every((text) => text.length > 0)).toBe(true)
  })

  it('reports every fault at once', () => {
    const faults = faultsAfter((text) => text.replace("total: '100'", "total: '90'").replace('below: 50%', 'at_most: 50%').replace('of: used, people', 'of: usd, people'))
    expect(faults.map((fault) => fault.path)).toEqual(expect.arrayContaining(['points.total', 'indicators[0].rule.steps', 'indicators[2]']))
  })

  it('says where YAML cannot be read', () => {
    expect(faultsAfter((text) => `${text}\n  bad: [`)[0]?.path).toMatch(/^line \d+/)
    expect(faultsAfter((text) => text.replace("version: '1'", "version: '1'\nversion: '2'"))[0]?.found).toContain('unique')
  })
})

describe('the content hash', () => {
  it('does not depend on comments, quotes or the order of keys', () => {
    const other = smallRubric((text) => `# a comment\n${text.replace("version: '1'\n", '').replace('zone:', 'version: "1"\nzone:')}`)
    expect(other.hash).toBe(smallRubric().hash)
    expect(smallRubric((text) => text.replace("version: '1'", "version: '2'")).hash).not.toBe(other.hash)
  })

  it('keeps decimals and leading zeros as they are written', () => {
    expect(smallRubric((text) => text.replace("version: '1'", 'version: 1.10')).version).toBe('1.10')
  })
})
