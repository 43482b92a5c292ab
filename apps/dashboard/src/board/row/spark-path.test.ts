import { describe, expect, it } from '@jest/globals'
import { sparkPath } from './spark-path.ts'

describe('a sparkline', () => {
  it('runs from left to right, high values up', () => {
    expect(sparkPath([1, 3, 2], 64, 20)).toEqual({ path: 'M2 18L32 2L62 10', end: [62, 10] })
  })
  it('lies in the middle where nothing changed, and is none for a single value', () => {
    expect(sparkPath([5, 5], 64, 20)?.path).toBe('M2 10L62 10')
    expect(sparkPath([5], 64, 20)).toBeNull()
  })
})
