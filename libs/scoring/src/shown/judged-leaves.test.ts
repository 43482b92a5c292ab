import { describe, expect, it } from '@jest/globals'
import { smallRubric } from '../testing/small-rubric.ts'
import { judgedLeaves } from './judged-leaves.ts'

const leaves = new Map(judgedLeaves(smallRubric()).map((leaf) => [leaf.indicator, leaf]))

describe('judgedLeaves', () => {
  it('has every leaf of the rubric', () => {
    expect(leaves.size).toBe(7)
  })

  it('gives the range in which points can be judged, as the rubric writes them', () => {
    expect(leaves.get('papers')).toMatchObject({ least: '2.00', most: '10.00' })
    expect(leaves.get('use')).toMatchObject({ least: '5.00', most: '20.00' })
  })

  it('allows only what the leaf can take', () => {
    for (const { kinds, items } of leaves.values()) expect(kinds.includes('met')).toBe(items.length > 0)
    expect([...leaves.values()].filter(({ items }) => items.length > 0).flatMap(({ items }) => items.map(({ title }) => title.zh))).not.toContain('')
    expect([...leaves.values()].some(({ kinds }) => kinds.includes('figure'))).toBe(true)
  })
})
