import { describe, expect, it } from '@jest/globals'
import type { RubricTable } from '@tierline/contracts/rubric/page'
import { fixtureBoard } from '../../testing/fixture-board.ts'
import { fixtureRubric } from '../../testing/fixture-rubric.ts'
import { compareTables } from './compare-tables.ts'
import { breadthsOf, numbersOf, spansOf } from './official-table.ts'

const same = (text: string) => ({ zh: text, en: text })
const table = (columns: string[], rows: string[][], levels: number[] = []): RubricTable => ({ id: 't', title: same('t'), columns: columns.map(same), levels, rows: rows.map((cells, index) => ({ indicator: cells[0] ?? String(index), leaf: true, depth: 0, cells: cells.map(same) })) })

describe('the official table', () => {
  it('shares the cells of the levels down the rows of a branch, never across a branch above, never where empty', () => {
    const rows = [['1', '质量', '甲'], ['2', '质量', '甲'], ['3', '质量', '乙'], ['4', '效率', '乙'], ['5', '', '乙'], ['6', '', '乙']]
    expect(spansOf(table(['序号', '一级', '二级'], rows, [1, 2]), 'zh')).toEqual([[1, 3, 2], [1, 0, 0], [1, 0, 1], [1, 1, 1], [1, 1, 2], [1, 1, 0]])
  })
  it('covers every row of every column exactly once', () => {
    const { table: official } = fixtureRubric(fixtureBoard({ units: 1 })).sheets
    const spans = spansOf(official, 'zh')
    for (const at of official.columns.keys()) expect(spans.reduce((sum, row) => sum + (row[at] ?? 0), 0)).toBe(official.rows.length)
  })
  it('numbers its rows for anchors, from the definitions where it has no such column', () => {
    const definitions = table(['序号'], [['1.1']])
    const sheet = (indicator: string, number: string): RubricTable => ({ ...definitions, rows: [{ indicator, leaf: true, depth: 0, cells: [same(number)] }] })
    expect(numbersOf({ table: table(['条款'], [['x']]), definitions: sheet('a', '1.1') })).toEqual(new Map([['a', '1.1']]))
    expect(numbersOf({ table: sheet('a', '13.1'), definitions: sheet('a', '1.1') }).get('a')).toBe('13.1')
  })
  it('gives sentences the room, numbers little, and nothing to what is filled in by hand', () => {
    const sentence = '达到九十五得满分，每低一个百分点扣零点五分，不足一个百分点按比例计，最低零分，下同'
    expect(breadthsOf(table(['序号', '指标', '标准', '自评'], [['13.1', '按时办结率', sentence, '']]), 'zh')).toEqual(['narrow', 'narrow', 'wide', 'blank'])
    expect(breadthsOf(table(['指标', '标准'], [['一二三四五六七八', '一二三四五六七八九十一二三四五六']]), 'zh')).toEqual(['short', 'wide'])
  })
})

describe('two versions of a table', () => {
  const before = table(['序号', '分值', '标准'], [['a', '5', '甲'], ['b', '5', '乙']])

  it('are alike', () => expect(compareTables(before, before)).toEqual([]))
  it('differ in cells, in rows added and in rows removed', () => {
    const after = table(['序号', '分值', '标准'], [['a', '6', '甲'], ['c', '5', '丙']])
    expect(compareTables(before, after).map(({ indicator, kind, cells }) => [indicator, kind, cells.map(({ column, before: old, after: now }) => [column.zh, old.zh, now.zh])])).toEqual([
      ['a', 'changed', [['分值', '5', '6']]],
      ['c', 'added', [['序号', '', 'c'], ['分值', '', '5'], ['标准', '', '丙']]],
      ['b', 'removed', [['序号', 'b', ''], ['分值', '5', ''], ['标准', '乙', '']]],
    ])
  })
  it('differ where a column came or went', () => {
    expect(compareTables(table(['序号'], [['a']]), table(['序号', '依据'], [['a', '第一条']]))).toMatchObject([{ indicator: 'a', kind: 'changed', cells: [{ column: same('依据'), before: same(''), after: same('第一条') }] }])
  })
})
