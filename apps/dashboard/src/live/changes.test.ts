import { describe, expect, it } from '@jest/globals'
import type { BoardRow } from '@tierline/contracts/board'
import { fixtureBoard } from '../testing/fixture-board.ts'
import { changesBetween, keepChanges } from './changes.ts'

const board = fixtureBoard({ units: 4 })
const [first, second] = board.rows
const withRow = (patch: Partial<BoardRow>) => ({ ...board, asOf: 'later', rows: board.rows.map((row) => (row === first ? { ...row, ...patch } : row)) })

describe('changes between two boards', () => {
  it('are none where nothing a reader sees has changed', () => {
    expect(changesBetween(board, withRow({ lastEventAt: 'other' }))).toEqual([])
  })
  it('tell a tier that was left, and whose line was crossed', () => {
    const before = withRow({ tier: 'excellent' })
    expect(changesBetween(before, withRow({ tier: 'good', rank: 3 }))).toMatchObject([{ kind: 'tier', from: 'excellent', to: 'good', line: 'excellent', isBetter: false, unit: first?.unit, at: 'later' }])
    expect(changesBetween(withRow({ tier: 'fair' }), withRow({ tier: 'excellent' }))).toMatchObject([{ line: 'excellent', isBetter: true }])
  })
  it('tell a rank before a score', () => {
    expect(changesBetween(withRow({ rank: 1 }), withRow({ rank: 2, score: '1.00' }))).toMatchObject([{ kind: 'rank', from: '1', to: '2', isBetter: false }])
    expect(changesBetween(withRow({ score: '1.00' }), withRow({ score: '1.20' }))).toMatchObject([{ kind: 'score', from: '1.00', to: '1.20', isBetter: true }])
  })
  it('put the weightiest first', () => {
    const after = { ...board, rows: board.rows.map((row) => (row === first ? { ...row, score: '9.00' } : row === second ? { ...row, rank: 4 } : row)) }
    expect(changesBetween(board, after).map((change) => change.kind)).toEqual(['rank', 'score'])
  })
  it('are kept newest first and bounded', () => {
    let kept: ReturnType<typeof keepChanges> = []
    for (let step = 0; step < 100; step++) kept = keepChanges(kept, changesBetween(withRow({ score: String(step) }), withRow({ score: String(step + 1) })))
    expect(kept).toHaveLength(60)
    expect(kept[0]?.to).toBe('100')
  })
})
