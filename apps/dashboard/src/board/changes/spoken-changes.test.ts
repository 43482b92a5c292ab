import { describe, expect, it } from '@jest/globals'
import type { Change } from '../../live/changes.ts'
import { worthSaying } from './spoken-changes.ts'

const change = (unit: string, kind: Change['kind'], id = 1): Change => ({ id, at: '', unit, kind, from: '1', to: '2', line: null, isBetter: true })

describe('what a screen reader hears', () => {
  it('is tiers first, then ranks, each unit once, at most three; scores are counted', () => {
    const fresh = [change('a', 'rank', 9), change('a', 'rank', 8), change('b', 'tier'), change('c', 'score'), change('c', 'score'), change('d', 'rank'), change('e', 'rank')]
    const said = worthSaying(fresh)
    expect(said.named.map((one) => [one.unit, one.kind])).toEqual([['b', 'tier'], ['a', 'rank'], ['d', 'rank']])
    expect(said.scores).toBe(1)
  })
})
