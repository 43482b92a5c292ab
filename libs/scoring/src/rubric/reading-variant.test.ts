import { describe, expect, it } from '@jest/globals'
import { branch, judgedBoard, judgedRubric, leaf, TEXT } from '../testing/judged-rubric.ts'
import type { Rubric } from './rubric.ts'
import { underReading, variantOf } from './reading-variant.ts'

const STEPS = { kind: 'steps', steps: [{ at_least: '5', points: '10' }, { below: '5', points: '0' }] }
const READINGS = [
  { id: 'chosen', title: TEXT },
  { id: 'steps', title: TEXT, rule: STEPS, value: { kind: 'count', of: 'n' } },
  { id: 'lowest', title: TEXT, indicators: { b: { combine: 'lowest' }, y: { points: '20' } } },
  { id: 'tiers', title: TEXT, rubric: { tiers: { declared_by: 't', lines: [{ id: 'good', title: TEXT, line: '$line' }, { id: 'poor', title: TEXT }] }, points: { total: '100', cap: '12', decimals: '1', mode: 'truncate' } } },
  { id: 'words', title: TEXT },
]

function rubric(options: readonly unknown[] = READINGS): Rubric {
  return judgedRubric([branch('b', '20', [leaf('x', '10'), leaf('y', '10')])], {
    measures: { n: { title: TEXT, counted_in: TEXT, of: { event: 'n' }, aggregate: 'count' } },
    parameters: { line: { title: TEXT, dated: [{ from: '2021-01-01', value: '11' }] } },
    ambiguities: [{ id: 'open', leaf: 'x', question: TEXT, options, chosen: 'chosen', why: TEXT }],
  })
}

describe('a reading', () => {
  it.each([
    ['chosen', ['13.33', null]],
    ['steps', ['14.00', null]],
    ['lowest', ['4.00', null]],
    ['tiers', ['12.0', 'good']],
  ])('%s changes the leaf, other indicators or the rubric, and scores', (id, standing) => {
    const read = underReading(rubric(), 'open', id)
    const row = read && judgedBoard(read, { u: { x: '9.33', y: '4', n: '7' } }).row('u')
    expect([row?.score, row?.tier]).toEqual(standing)
  })

  it('that changes nothing that scores, or that nobody has offered, is none', () => {
    expect(['words', 'nowhere'].map((id) => underReading(rubric(), 'open', id))).toEqual([null, null])
    expect(underReading(rubric(), 'nowhere', 'steps')).toBeNull()
  })

  it('that does not fit the format is refused with its place', () => {
    const wrong = rubric([{ id: 'chosen', title: TEXT }, { id: 'wrong', title: TEXT, rubric: { points: { total: 'many' } } }])
    const [ambiguity] = wrong.ambiguities ?? []
    const option = ambiguity?.options[1]
    const changed = ambiguity && option && variantOf(wrong, ambiguity, option)
    expect(changed && 'issues' in changed ? changed.issues.map(({ path }) => path.join('.')) : []).toContain('points.total')
    expect(underReading(wrong, 'open', 'wrong')).toBeNull()
  })

  it('leaves the rubric itself as it was', () => {
    const before = rubric()
    const text = JSON.stringify(before)
    underReading(before, 'open', 'lowest')
    expect(JSON.stringify(before)).toBe(text)
  })
})
