import type { FrozenRow } from '@tierline/contracts/snapshot/content'
import { sheetOf } from '@tierline/platform/xlsx/printed-table'
import type { WriteSheet } from 'hucre'
import { writeXlsx } from 'hucre/xlsx'
import type { FrozenSnapshot } from '../../freeze/frozen.ts'
import { officialTable, placedHeader } from '../../model/official-table.ts'
import type { OfficialTable } from '../../model/official-table.ts'
import { notesOf } from '../../model/notes.ts'
import { adjustmentsTable, definitionsTable, questionsTable, stampTable } from '../../model/side-tables.ts'
import { stampOf } from '../../model/stamp.ts'
import type { Stamp } from '../../model/stamp.ts'
import { surveyOf, widthOf as textWidth } from '../../model/survey.ts'
import { HEAD, LINE, NOTICE, ROW_STYLES, TITLE } from './cell-styles.ts'
import { columnLetters, rowPieces, wideRows } from './sheet-rows.ts'
import type { RowPlan } from './sheet-rows.ts'
import { unzipped, zipped } from './zip.ts'
import type { ZipPart } from './zip.ts'

const SHEET = 'xl/worksheets/sheet1.xml'
/** Title and line of the stamp, above the header. */
const ABOVE = 2
/** Half widths that go across a page of A4 before the print becomes too small to read. */
const PAGE_WIDTH = 190

/**
 * The official table as a workbook in flat memory: everything but the units' rows is written by hucre, as one small workbook with a row that wears each style;
 * in its place the rows are streamed.
 */
export async function* xlsxFile(frozen: FrozenSnapshot): AsyncIterable<Buffer> {
  const { head } = frozen
  const survey = await surveyOf(frozen, { hasNote: (row) => notesOf(head, row) !== '' })
  const stamp = stampOf(frozen)
  const table = officialTable(head, survey, `${stamp.subject}结果一览表（${stamp.group}）`)
  const plan: RowPlan = { table, first: ABOVE + table.header.length, ranked: survey.ranked, unranked: survey.unranked, widths: table.columns.map((column) => widthOf(column, survey.nameWidth)), foot: stamp.items.map(({ item, content }) => `${item}：${content}`) }
  const questions = questionsTable(head, survey)
  const side = [definitionsTable(head), adjustmentsTable(head), ...(questions ? [questions] : []), stampTable(stamp)]
  const skeleton = await writeXlsx({
    sheets: [mainSheet(plan, stamp), ...side.map((one) => stampedSheet(sheetOf(one), stamp))], properties: { title: table.title, description: `${frozen.algorithm} ${frozen.hash}`, created: new Date(head.cutoff), modified: new Date(head.cutoff) },
  })
  yield* zipped(partsOf(unzipped(Buffer.from(skeleton)), { plan, rows: frozen.rows() }))
}

/** The parts of the skeleton, with the rows in the place of the row of styles. */
function* partsOf(skeleton: ReadonlyMap<string, Buffer>, { plan, rows }: { plan: RowPlan; rows: AsyncIterable<FrozenRow> }): Iterable<ZipPart> {
  for (const [path, data] of skeleton) {
    if (path !== SHEET) yield { path, data: () => [data] }
    else yield { path, data: () => streamedSheet(data.toString('utf8'), plan, rows) }
  }
}

async function* streamedSheet(xml: string, plan: RowPlan, rows: AsyncIterable<FrozenRow>): AsyncIterable<Buffer> {
  const from = xml.indexOf(`<row r="${plan.first + 1}"`)
  const until = xml.indexOf('</sheetData>')
  const numbers = [...xml.slice(from, until).matchAll(/<c r="[A-Z]+\d+" s="(\d+)"/g)].map((match) => match[1] ?? '')
  const styles = new Map([...ROW_STYLES.keys()].map((name, at) => [name, numbers[at] ?? '']))
  if (from < 0 || numbers.length !== ROW_STYLES.size) throw new Error(`xlsx: found ${numbers.length} of ${ROW_STYLES.size} styles in the sheet that hucre wrote, expected all; its form has changed: look at how it writes empty cells`)
  const last = `${columnLetters(plan.table.columns.length - 1)}${plan.first + plan.ranked + plan.unranked + (plan.unranked > 0 ? 1 : 0) + plan.foot.length}`
  yield Buffer.from(xml.slice(0, from).replace(/<dimension ref="[^"]*"\/>/, `<dimension ref="A1:${last}"/>`))
  yield* rowPieces(plan, rows, (name) => styles.get(name) ?? '0')
  yield Buffer.from(xml.slice(until))
}

function mainSheet(plan: RowPlan, stamp: Stamp): WriteSheet {
  const { table, first, widths } = plan
  const width = widths.reduce((sum, one) => sum + one, 0)
  const warning = [stamp.demo, stamp.notice].filter((text) => text !== null).join('　')
  const [cells, rows] = headCells(table, warning === '' ? stamp.line : `${warning}　${stamp.line}`, warning !== '')
  for (const [at, style] of [...ROW_STYLES.values()].entries()) cells.set(`${first},${at}`, { style })
  return stampedSheet({
    name: '考评结果', columns: widths.map((one) => ({ width: one })), rows, cells, merges: mergesOf(plan, firstPage(widths)), rowDefs: new Map([[0, { height: 36 }], [1, { height: 24 }], ...headerHeights(table, widths)]),
    freezePane: { rows: first, columns: table.fixed },
    pageSetup: {
      paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: Math.max(1, Math.ceil(width / PAGE_WIDTH)), fitToHeight: 0, horizontalCentered: true,
      printTitlesRow: `$1:$${first}`, printTitlesColumn: `$A:$${columnLetters(table.fixed - 1)}`,
    },
  }, stamp)
}

/** Page x of y in the middle; the hash, and that it is not official, on the sides of every page. */
function stampedSheet(sheet: WriteSheet, { line, mark, demo }: Stamp): WriteSheet {
  const short = line.split('　').at(-1) ?? ''
  return { ...sheet, headerFooter: { oddFooter: `&L${short}&C第 &P 页，共 &N 页&R${[demo, mark].filter((text) => text !== null).join(' ')}` } }
}

type Cells = NonNullable<WriteSheet['cells']>

function headCells(table: OfficialTable, line: string, isWarning: boolean): [Cells, (string | null)[][]] {
  const cells: Cells = new Map([['0,0', { style: TITLE }], ['1,0', { style: isWarning ? NOTICE : LINE }]])
  const rows: (string | null)[][] = [[table.title], [line], ...table.header.map(() => table.columns.map(() => null))]
  for (const { row, column, cell } of placedHeader(table)) {
    const texts = rows[ABOVE + row]
    if (texts) texts[column] = cell.text
  }
  for (const row of table.header.keys()) for (const column of table.columns.keys()) cells.set(`${ABOVE + row},${column}`, { style: HEAD })
  return [cells, rows]
}

/** The title stands over what is printed on the first page; lines below reach over all columns. */
function mergesOf(plan: RowPlan, titleEnd: number): NonNullable<WriteSheet['merges']> {
  const last = plan.table.columns.length - 1
  const wide = [[0, titleEnd], [1, titleEnd], ...wideRows(plan).map((row) => [row, last])].flatMap(([row = 0, end = 0]) => (end > 0 ? [{ startRow: row, startCol: 0, endRow: row, endCol: end }] : []))
  const header = placedHeader(plan.table).filter(({ cell }) => cell.columns > 1 || cell.rows > 1)
    .map(({ row, column, cell }) => ({ startRow: ABOVE + row, startCol: column, endRow: ABOVE + row + cell.rows - 1, endCol: column + cell.columns - 1 }))
  return [...wide, ...header]
}

/** The last column of the first page. */
function firstPage(widths: readonly number[]): number {
  let sum = 0
  const over = widths.findIndex((width) => (sum += width) > PAGE_WIDTH)
  return over < 0 ? widths.length - 1 : Math.max(1, over - 1)
}

/** High enough for the longest heading of each header row: spreadsheets do not grow rows for merged cells. */
function headerHeights(table: OfficialTable, widths: readonly number[]): [number, { height: number }][] {
  return table.header.map((_, row) => {
    const lines = placedHeader(table).filter((placed) => placed.row === row && placed.cell.rows === 1).map(({ column, cell }) => {
      const room = widths.slice(column, column + cell.columns).reduce((sum, width) => sum + width, 0)
      return Math.ceil(textWidth(cell.text) / Math.max(2, room - 3))
    })
    return [ABOVE + row, { height: 16 * Math.min(8, Math.max(1, ...lines)) + 4 }]
  })
}

function widthOf({ path, isFigure }: OfficialTable['columns'][number], nameWidth: number): number {
  const name = path.at(-1)
  if (name === '名次') return 6
  if (name === '单位') return Math.min(32, nameWidth + 3)
  if (name === '备注') return 36
  if (name === '单位代码') return 16
  return isFigure ? 11 : 9
}
