import { describe, expect, it } from '@jest/globals'
import { SMALL_RUBRIC, smallRubric } from '../testing/small-rubric.ts'
import { compareFile } from './compare-file.ts'
import type { ComparedFile } from './compare-file.ts'
import { scorableReadings, underReadings } from './under-readings.ts'

const AMBIGUITIES = `
ambiguities:
  - { id: q1, leaf: order, question: &t2 { zh: 问, en: Which }, options: [{ id: three, title: *t2 }, { id: five, title: { zh: 每次五分, en: Five each }, rule: { each: '5' } }], chosen: three, why: *t2 }
  - { id: q2, leaf: satisfaction, question: *t2, options: [{ id: pro_rata, title: *t2 }, { id: whole, title: *t2, rule: { partial: whole } }, { id: unsaid, title: *t2, changes_nothing: *t2 }], chosen: pro_rata, why: *t2 }
  - { id: q3, question: *t2, options: [{ id: as_is, title: *t2 }, { id: four, title: *t2, indicators: { order: { rule: { kind: per_occurrence, each: '4' } } } }], chosen: as_is, why: *t2 }
`
const RUBRIC = { name: 'small.yaml', text: SMALL_RUBRIC + AMBIGUITIES }
const FACTS = {
  name: 'facts.yaml',
  text: `
period: '2021'
instant: 2021-12-31T23:00:00+08:00
units:
  a: { name: 甲, measures: { faults: '1', good: '894', asked: '1000' } }
  b: { name: 乙, measures: { faults: '2', good: '910', asked: '1000' } }
`,
}
const compared = (more: Partial<Parameters<typeof compareFile>[0]> = {}): ComparedFile => {
  const result = compareFile({ rubric: RUBRIC, facts: FACTS, readings: [], ...more })
  if ('faults' in result) throw new Error(JSON.stringify(result.faults))
  return result
}
const moves = ({ json: { difference } }: ComparedFile): unknown[] => difference.rows.map(({ unit, before, after, leaves }) => [
  unit, `${before.rank} → ${after.rank}`, `${before.score} → ${after.score}`, ...leaves.map((leaf) => `${leaf.indicator}: ${leaf.before?.points ?? 'none'} → ${leaf.after?.points ?? 'none'}`),
])
const reading = (text: string): { ambiguity: string; option: string } => ({ ambiguity: text.split(':')[0] ?? '', option: text.split(':')[1] ?? '' })
const faultsOf = (...texts: string[]): string[] => {
  const read = underReadings(smallRubric((text) => text + AMBIGUITIES), texts.map(reading))
  return 'faults' in read ? read.faults.map(({ found, expected }) => `${found} / ${expected}`) : []
}

describe('comparing two scorings of one facts file', () => {
  it('shows who moves under another reading, and which leaf moved it', () => {
    expect(moves(compared({ readings: [reading('q1:five')] }))).toEqual([['a', '1 → 1', '33.82 → 31.82', 'order: 7.00 → 5.00'], ['b', '2 → 2', '31.00 → 27.00', 'order: 4.00 → 0.00']])
  })

  it('takes several readings at once', () => {
    const both = compared({ readings: [reading('q1:five'), reading('q2:whole')] })
    expect(moves(both)[0]).toEqual(['a', '1 → 1', '33.82 → 32.00', 'satisfaction: 19.82 → 20.00', 'order: 7.00 → 5.00'])
    expect(both.json.readings.map(({ ambiguity, option }) => `${ambiguity}:${option}`)).toEqual(['q1:five', 'q2:whole'])
    expect(both.json.difference.moved).toBe(2)
  })

  it('compares with another version, whose own measures and leaves are facts of it alone', () => {
    const other = {
      name: 'other.yaml',
      text: SMALL_RUBRIC.replace("version: '1'", "version: '2'").replaceAll('faults', 'slips').replace('id: order,', 'id: discipline,'),
    }
    const facts = { ...FACTS, text: FACTS.text.replace("faults: '2'", "faults: '2', slips: '0'") }
    const result = compared({ against: other, facts })
    expect(moves(result)).toEqual([
      ['a', '2 → 1', '36.82 → 33.82', 'order: none → 7.00', 'discipline: 10.00 → none'], ['b', '1 → 2', '37.00 → 31.00', 'order: none → 4.00', 'discipline: 10.00 → none'],
    ])
    expect(result.json.against.version).toBe('2')
    expect(result.text.zh).toContain('甲: 名次 2 → 1  得分 36.82')
    expect(result.text.en).toContain('4 Leaf: not there → 7.00')
  })

  it('names every fault of all files at once', () => {
    const result = compareFile({ rubric: RUBRIC, facts: { name: 'facts.yaml', text: 'period: x' }, readings: [reading('q9:x'), reading('q2:whoel')], against: { name: 'other.yaml', text: 'id: other' } })
    const paths = new Set('faults' in result ? result.faults.map(({ path }) => path.split(':')[0]) : [])
    expect(paths).toEqual(new Set(['facts.yaml', 'other.yaml', 'reading']))
  })
})

describe('readings taken together', () => {
  it.each<[string, string[], string[]]>([
    ['an unknown question names those there are', ['q9:x'], ['"q9:x" / one of q1:three, q1:five, q2:pro_rata, q2:whole, q3:as_is, q3:four']],
    ['an unknown option names those of its question', ['q2:whoel'], ['"q2:whoel" / one of q2:pro_rata, q2:whole']],
    ['an option that changes nothing is none to score', ['q2:unsaid'], ['q2:unsaid, which changes nothing that could be scored / one of q2:pro_rata, q2:whole']],
    ['two answers to one question contradict each other', ['q1:five', 'q1:three'], ['q1:five and q1:three, two answers to one question / readings that can hold together']],
    ['two that change the same thing differently contradict each other', ['q1:five', 'q3:four'], ['q1:five and q3:four, which change the same thing in different ways / readings that can hold together']],
    ['the same one twice is one', ['q1:five', 'q1:five'], []],
    ['two of different leaves hold together', ['q1:five', 'q2:whole'], []],
  ])('%s', (_name, readings, expected) => {
    expect(faultsOf(...readings)).toEqual(expected)
  })

  it('can be listed', () => {
    expect(scorableReadings(smallRubric())).toEqual([])
  })
})
