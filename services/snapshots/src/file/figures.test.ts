import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Workbook, Worksheet } from '@protobi/exceljs'
import type { Cell } from '@tierline/contracts/board'
import type { FrozenRow, FrozenUnit } from '@tierline/contracts/snapshot/content'
import * as fc from 'fast-check'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { contentHash } from '../freeze/frozen.ts'
import { csvRows, fileOf, workbookOf } from './testing/read-back.ts'
import { LEAF_IDS, anyUnits, headWith } from './testing/random-board.ts'
import { comparedWith, frozenOf, scoredSnapshot, unitsOf } from './testing/scored-stand.ts'

const RUNS = { numRuns: 25, seed: 20211105 }
let scored: FrozenSnapshot

beforeAll(async () => { scored = await scoredSnapshot() })

/** The text that a spreadsheet shows of a cell: its number by its format; a format that cuts a digit off changes the text, and the test fails. */
function shown({ value, numFmt }: { value: unknown; numFmt?: string }): string {
  if (typeof value !== 'number') return typeof value === 'string' ? value : ''
  const decimals = /0\.(0+)/.exec(numFmt ?? '')?.[1]?.length ?? 0
  const isShare = numFmt?.endsWith('%') ?? false
  const exact = isShare ? (value * 100).toFixed(decimals) : value.toFixed(decimals)
  const number = Number(isShare ? (value * 100).toPrecision(15) : value)
  expect(Number(exact)).toBe(number)
  const unit = /"( [^"]+)"/.exec(numFmt ?? '')?.[1]?.trimEnd() ?? ''
  const sign = numFmt?.startsWith('+') && value > 0 ? '+' : ''
  return `${sign}${exact}${isShare ? ' %' : unit}`
}

const NEEDED: Record<string, string> = { '✓': '是', '✗': '否' }
const held = (text: string): string => NEEDED[text] ?? text

/** By unit code: by heading (path of the header, joined): text. */
type Read = Map<string, Map<string, string>>

function readSheet(sheet: Worksheet): Read {
  const depth = (sheet.views[0] as { ySplit?: number }).ySplit ?? 0
  const columns = Array.from({ length: sheet.columnCount }, (_, at) => at + 1)
  const headings = columns.map((column) => [...new Set(Array.from({ length: depth - 2 }, (_, row) => sheet.getRow(row + 3).getCell(column).text).filter((text) => text !== ''))].join(' · '))
  const read: Read = new Map()
  sheet.eachRow((row, number) => {
    const unit = number > depth ? row.getCell(headings.indexOf('单位代码') + 1).text : ''
    if (/^(z\d|\d)/.test(unit)) read.set(unit, new Map(headings.map((heading, at) => [heading, shown(row.getCell(at + 1) as { value: unknown; numFmt?: string })])))
  })
  return read
}

function readCsv([headings = [], ...rows]: string[][]): Read {
  const at = headings.indexOf('单位代码')
  return new Map(rows.filter((row) => /^(z\d|\d)/.test(row[at] ?? '')).map((row) => [row[at] ?? '', new Map(headings.map((heading, column) => [heading, row[column] ?? '']))]))
}

/** Every figure of a row as it must stand in a table. */
function expectRow(read: Map<string, string> | undefined, row: FrozenRow, indicators: readonly { id: string; leaf: boolean }[]): void {
  expect(read).toBeDefined()
  const of = (end: string): string | undefined => [...(read ?? [])].find(([heading]) => heading.startsWith(end))?.[1]
  expect(of('名次')).toBe(row.rank === null ? '—' : String(row.rank))
  expect(of('总得分')).toBe(row.score ?? '—')
  expect(of('可能区间') ?? '').toBe(row.low === row.high ? '' : `${row.low}–${row.high}`)
  for (const { id } of indicators.filter(({ leaf }) => leaf)) expectLeaf(read, id, row.cells[id])
}

function expectLeaf(read: Map<string, string> | undefined, id: string, cell: Cell | undefined): void {
  if (!cell) throw new Error(`no cell ${id}`)
  const entries = [...(read ?? [])].filter(([heading]) => heading.includes(`${id} `) || heading.split(' · ').some((part) => part.startsWith(`${id} `)))
  const of = (end: string): string | undefined => entries.find(([heading]) => heading.endsWith(` · ${end}`))?.[1]
  if (cell.points !== null) expect(of('得分')).toBe(cell.points)
  if (cell.value !== null) expect(of('数值')).toBe(held(cell.value))
  if (cell.denominator !== null) expect([of('分子'), of('分母')]).toEqual([cell.numerator ?? '', cell.denominator])
  if (cell.points === null && cell.low !== cell.high) expect(of('得分')).toContain(`${cell.low}–${cell.high}`)
}

const main = (book: Workbook): Worksheet => {
  const sheet = book.worksheets[0]
  if (!sheet) throw new Error('no sheet')
  return sheet
}

describe('every figure of a file is the published one to the last digit', () => {
  it('on random boards, in xlsx and csv alike', async () => {
    await fc.assert(fc.asyncProperty(anyUnits, async (units) => {
      const frozen = await frozenOf(headWith(scored.head), units)
      const reads = [readSheet(main(await workbookOf(frozen))), readCsv(await csvRows(frozen))]
      for (const read of reads) {
        expect(read.size).toBe(units.length)
        for (const { row } of units) expectRow(read.get(row.unit), row, LEAF_IDS.map((id) => ({ id, leaf: true })))
      }
    }), RUNS)
  })

  it('of a really scored board', async () => {
    const units = await unitsOf(scored)
    const leaves = scored.head.board.indicators.filter(({ leaf }) => leaf)
    const read = readSheet(main(await workbookOf(scored)))
    expect(read.size).toBe(4)
    for (const { row } of units) for (const { id, number, title } of leaves) {
      const cell = row.cells[id]
      const entries = [...(read.get(row.unit) ?? [])].filter(([heading]) => heading.includes(`${number} ${title.zh}`))
      const of = (end: string): string | undefined => entries.find(([heading]) => heading.endsWith(end))?.[1]
      expect([of('得分'), of('数值')]).toEqual([cell?.points ?? of('得分'), cell?.value == null ? of('数值') : held(cell.value)])
      expect(of('得分')).toBeDefined()
    }
  })

  it('with changes of rates in percentage points and of ranks by arrows', async () => {
    const rows = (await unitsOf(scored)).map(({ row }) => row)
    const before = comparedWith(rows, '2021-09', (row) => ({ rank: (row.rank ?? 0) + 2, score: '90.05', cells: Object.fromEntries(Object.entries(row.cells).map(([id, cell]) => [id, { ...cell, value: cell.value?.endsWith('%') ? '101.10 %' : cell.value }])) }))
    const read = readSheet(main(await workbookOf(await scoredSnapshot({ head: { compared: { before, yearBefore: null } } }))))
    const zone = read.get('341500-jkq') ?? new Map<string, string>()
    expect(zone.get('环比 · 名次变化')).toBe('↑2')
    expect(zone.get('环比 · 得分变化')).toBe('+5.95')
    const rates = [...zone].filter(([heading, text]) => heading.endsWith('· 环比') && text.includes('百分点'))
    expect(rates.map(([, text]) => text)).toContain('+68.65 百分点')
    expect(rates.every(([, text]) => /^[+-]?\d+\.\d{2} 百分点$/.test(text))).toBe(true)
  })
})

describe('the JSON file', () => {
  it.each(['sha256', 'sm3'] as const)('holds exactly the text that %s was taken of', async (algorithm) => {
    const frozen = await scoredSnapshot({ algorithm })
    const text = (await fileOf(frozen, 'json')).toString('utf8')
    const content = text.slice(text.indexOf('"content":') + '"content":'.length, -1)
    expect(await contentHash(algorithm, (async function* () { yield await Promise.resolve(content) })())).toBe(frozen.hash)
    expect((JSON.parse(text) as { hash: string }).hash).toBe(frozen.hash)
  })
})

describe('the CSV file', () => {
  it('starts with a BOM, defuses texts that a spreadsheet would compute, and leaves numbers alone', async () => {
    const units = (await unitsOf(scored)).map((unit, at): FrozenUnit => ({ ...unit, row: { ...unit.row, name: ['=1+1', '＋甲', '@x', '\t乙'][at] ?? '', score: '-5.00' } }))
    const frozen = await frozenOf(scored.head, units)
    expect((await fileOf(frozen, 'csv')).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const [headings = [], ...rows] = await csvRows(frozen)
    expect(rows.slice(0, 4).map((row) => row[headings.indexOf('单位')])).toEqual(["'=1+1", "'＋甲", "'@x", "'\t乙"])
    expect(rows.slice(0, 4).map((row) => row[headings.findIndex((heading) => heading.startsWith('总得分'))])).toEqual(['-5.00', '-5.00', '-5.00', '-5.00'])
  })

  it('says below the table which snapshot it is', async () => {
    const rows = await csvRows(scored)
    expect(rows.map(([first]) => first).join('\n')).toContain(scored.hash)
    expect(new Set(rows.map((row) => row.length)).size).toBe(1)
  })
})
