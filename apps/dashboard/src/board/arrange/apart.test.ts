import { describe, expect, it } from '@jest/globals'
import { fixtureBoard } from '../../testing/fixture-board.ts'
import { apartColumns, sharedReason, rankable } from './apart.ts'

const board = fixtureBoard({ units: 6, unranked: 3, hasUnknown: true })
const apart = board.rows.filter((row) => row.rank === null)

describe('units apart', () => {
  it('show the leaves that have values, where they are few', () => {
    expect(apartColumns(board.indicators, apart).map((head) => head.id)).toEqual(['on_time', 'response', 'returned'])
    const many = Array.from({ length: 9 }, (_, index) => ({ ...board.indicators[0], id: `i${index}` }) as (typeof board.indicators)[number])
    const rows = apart.map((row) => ({ ...row, cells: Object.fromEntries(many.map((head) => [head.id, { ...row.cells['on_time'] } as (typeof row.cells)[string]])) }))
    expect(apartColumns(many, rows)).toEqual([])
  })
  it('say a reason that all share once', () => {
    expect(sharedReason(apart)?.zh).toContain('分母为 0')
    const [first, ...others] = apart
    expect(first && sharedReason([{ ...first, unrankedBecause: { zh: '其他', en: 'other' } }, ...others])).toBeNull()
    expect(sharedReason([])).toBeNull()
  })
  it('cannot be ranked by what gives nobody points', () => {
    expect(rankable(board.indicators, board.rows).map((head) => head.id)).toEqual(['on_time', 'response', 'returned'])
  })
})
