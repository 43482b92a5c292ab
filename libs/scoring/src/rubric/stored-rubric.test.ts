import { describe, expect, it } from '@jest/globals'
import { SMALL_RUBRIC } from '../testing/small-rubric.ts'
import { parseRubric, storedRubric } from './parse-rubric.ts'

const LATER_LINT = `${SMALL_RUBRIC}
ambiguities:
  - id: open
    question: { zh: 问, en: Q }
    options: [{ id: a, title: { zh: 甲, en: A } }, { id: b, title: { zh: 乙, en: B } }]
    chosen: a
    why: { zh: 因, en: why }
`

describe('a stored rubric', () => {
  it('stays readable when the linter has become stricter since it was loaded', () => {
    const fresh = parseRubric(LATER_LINT, 'small.yaml')
    expect('faults' in fresh ? fresh.faults.map(({ path }) => path) : []).toEqual(['ambiguities[0].options[1]'])
    const stored = storedRubric(LATER_LINT, 'small (stored)')
    expect('rubric' in stored ? stored.rubric.ambiguities?.length : stored.faults).toBe(1)
  })

  it('has the same content hash as when it was loaded', () => {
    const [fresh, stored] = [parseRubric(SMALL_RUBRIC, 'small.yaml'), storedRubric(SMALL_RUBRIC, 'small (stored)')]
    if ('faults' in fresh || 'faults' in stored) throw new Error('the small rubric is whole')
    expect(stored.rubric.hash).toBe(fresh.rubric.hash)
  })

  it('is refused where the format itself cannot read it', () => {
    const stored = storedRubric(SMALL_RUBRIC.replace('kind: per_capita', 'kind: per_person'), 'small (stored)')
    expect('faults' in stored).toBe(true)
  })
})
