import { describe, expect, it } from '@jest/globals'
import { same } from '../../explain/words.ts'
import { rowSpans } from './spans.ts'
import type { SheetTable } from './types.ts'

/** A table of these rows whose columns `levels` show branches. */
function tableOf(rows: readonly (readonly string[])[], levels: number[]): SheetTable {
  const columns = (rows[0] ?? []).map(() => same('h'))
  return { id: 't', title: same('t'), columns, levels, rows: rows.map((cells, at) => ({ indicator: String(at), leaf: true, depth: 0, cells: cells.map(same) })) }
}

describe('rowSpans', () => {
  it.each([
    ['shares the cell of a branch over its rows', [['1', '甲'], ['2', '甲'], ['3', '乙']], [1], [[1, 2], [1, 0], [1, 1]]],
    ['keeps two branches of one name under different parents apart', [['甲', '子'], ['乙', '子'], ['乙', '子']], [0, 1], [[1, 1], [2, 2], [0, 0]]],
    ['never shares an empty cell', [['甲', ''], ['甲', '']], [0, 1], [[2, 1], [0, 1]]],
    ['shares nothing in other columns', [['5', '甲'], ['5', '甲']], [1], [[1, 2], [1, 0]]],
  ] as const)('%s', (_, rows, levels, spans) => {
    expect(rowSpans(tableOf(rows, [...levels]), 'zh')).toEqual(spans)
  })

  it('covers every row exactly once', () => {
    const spans = rowSpans(tableOf([['a'], ['a'], ['b'], ['b'], ['a']], [0]), 'en')
    expect(spans.flat().reduce((sum, span) => sum + span, 0)).toBe(5)
  })
})
