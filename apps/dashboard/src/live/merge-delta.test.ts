import { describe, expect, it } from '@jest/globals'
import { fixtureBoard, fixtureDelta } from '../testing/fixture-board.ts'
import { fixtureRandom } from '../testing/fixture-random.ts'
import { mergeDelta, reuseRows } from './merge-delta.ts'

const board = fixtureBoard({ units: 10, unranked: 2 })
const delta = fixtureDelta(board, fixtureRandom(2))

describe('merging a delta', () => {
  it('replaces the rows that changed and keeps the others as the same objects', () => {
    const merged = mergeDelta(board, delta)
    if (merged.kind !== 'newer') throw new Error(`expected a newer board, found ${merged.kind}`)
    const changed = new Set(delta.changes.map((row) => row.unit))
    for (const row of merged.board.rows) expect(board.rows.includes(row)).toBe(!changed.has(row.unit))
    expect(merged.board.seq).toBe(delta.seq)
    expect(merged.board.asOf).toBe(delta.asOf)
  })
  it('keeps ranked rows by rank and those apart at the end', () => {
    const merged = mergeDelta(board, delta)
    const ranks = merged.kind === 'newer' ? merged.board.rows.map((row) => row.rank ?? Infinity) : []
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
    expect(ranks.slice(-2)).toEqual([Infinity, Infinity])
  })
  it('drops removed units', () => {
    const gone = board.rows[0]?.unit ?? ''
    const merged = mergeDelta(board, { ...delta, changes: [], removed: [gone] })
    expect(merged.kind === 'newer' && merged.board.rows.some((row) => row.unit === gone)).toBe(false)
  })
  it.each([
    ['that ends at our seq', -1, 0, 'old'], ['that ends before it', -5, -1, 'old'],
    ['that starts after it', 2, 5, 'gap'], ['that starts before it and ends after it', -3, 4, 'newer'],
    ['that starts at its own seq, which is ours', 0, 0, 'gap'], ['that starts at its own later seq', 4, 4, 'gap'], ['that starts at its own earlier seq', -1, -1, 'old'],
  ] as const)('%s (%i to %i) is %s', (_name, base, seq, kind) => {
    expect(mergeDelta(board, { ...delta, base: board.seq + base, seq: board.seq + seq }).kind).toBe(kind)
  })
  it('follows a long chain to the server’s own state', () => {
    const random = fixtureRandom(5)
    let shown = board
    for (let step = 0; step < 200; step++) {
      const merged = mergeDelta(shown, fixtureDelta(shown, random))
      if (merged.kind === 'newer') shown = merged.board
    }
    expect(shown.seq).toBe(board.seq + 200)
    expect(new Set(shown.rows.map((row) => row.unit)).size).toBe(10)
  })
})

describe('a fetched board over a shown one', () => {
  it('reuses every row that is equal', () => {
    const fetched = structuredClone(board)
    const first = fetched.rows[0]
    if (first) first.score = '12.34'
    const rows = reuseRows(board, fetched).rows
    expect(rows.map((row) => board.rows.includes(row))).toEqual([false, ...Array.from({ length: 9 }, () => true)])
  })
})
