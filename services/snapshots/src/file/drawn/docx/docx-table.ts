import type { FrozenRow } from '@tierline/contracts/snapshot/content'
import { AlignmentType, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlign, WidthType } from 'docx'
import type { AnnexTable } from '../../../model/bulletin/annex-table.ts'
import { apartText, placedHeader, textsOf } from '../../../model/official-table.ts'
import type { OfficialTable } from '../../../model/official-table.ts'
import { widthOf } from '../../../model/survey.ts'
import { FANGSONG, HEITI, SIZES } from './docx-styles.ts'

/** The annex as a table whose header comes again on each page; the units that are not ranked stand apart below. */
export function annexOf({ table, ranked, apart }: AnnexTable, widthTwips: number): Table {
  const widths = columnWidths({ table, ranked, apart }, widthTwips)
  const line = (row: FrozenRow): TableRow => new TableRow({
    cantSplit: true, children: textsOf(table, row).map((text, at) => cellOf({ text, size: sizeOf(table), width: widths[at] ?? 0, alignment: alignmentOf(table, at) })),
  })
  return new Table({
    layout: TableLayoutType.FIXED, width: { size: widthTwips, type: WidthType.DXA }, columnWidths: widths, alignment: AlignmentType.CENTER,
    rows: [...headerRows(table, widths), ...ranked.map(line), ...(apart.length > 0 ? [wideRow(apartText(apart.length), table, widths), ...apart.map(line)] : [])],
  })
}

interface CellText {
  size: number
  text: string
  width: number
  alignment: (typeof AlignmentType)[keyof typeof AlignmentType]
  isHead?: boolean
  columns?: number
  rows?: number
}

function cellOf({ text, size, width, alignment, isHead = false, columns = 1, rows = 1 }: CellText): TableCell {
  const run = new TextRun({ text, font: isHead ? HEITI : FANGSONG, size })
  return new TableCell({
    width: { size: width, type: WidthType.DXA }, columnSpan: columns, rowSpan: rows, verticalAlign: VerticalAlign.CENTER, margins: { left: SIDE_TWIPS, right: SIDE_TWIPS, top: 30, bottom: 30 },
    children: [new Paragraph({ alignment, spacing: { line: 260 }, children: [run] })],
  })
}

function headerRows(table: OfficialTable, widths: readonly number[]): TableRow[] {
  return table.header.map((_, level) => new TableRow({
    tableHeader: true, cantSplit: true,
    children: placedHeader(table).filter(({ row }) => row === level).map(({ column, cell: { text, columns, rows } }) => cellOf({
      text, size: sizeOf(table), width: widths.slice(column, column + columns).reduce((sum, one) => sum + one, 0), alignment: AlignmentType.CENTER, isHead: true, columns, rows,
    })),
  }))
}

function wideRow(text: string, table: OfficialTable, widths: readonly number[]): TableRow {
  return new TableRow({ cantSplit: true, children: [cellOf({ text, size: sizeOf(table), width: widths.reduce((sum, width) => sum + width, 0), alignment: AlignmentType.LEFT, isHead: true, columns: widths.length })] })
}

function alignmentOf({ columns }: OfficialTable, at: number): CellText['alignment'] {
  const column = columns[at]
  return column?.isCentred ? AlignmentType.CENTER : column?.isFigure ? AlignmentType.RIGHT : AlignmentType.LEFT
}

/** Figures get what they need in one line, texts share the rest: they wrap, but get a quarter of the page if they need it. */
function columnWidths({ table, ranked, apart }: AnnexTable, width: number): number[] {
  const size = sizeOf(table)
  const needs = table.columns.map((column) => {
    const longest = [...ranked, ...apart].reduce((most, row) => Math.max(most, widthOf(column.text(row))), 4)
    const heading = Math.max(...(column.path.at(-1) ?? '').split(/[ （]/).map((part) => Math.min(8, widthOf(part))))
    return { isWrapped: !column.isFigure && !column.isCentred, twips: Math.max(longest, heading) * size * 5 + 2 * SIDE_TWIPS + 20 }
  })
  const fixed = needs.filter(({ isWrapped }) => !isWrapped).reduce((sum, { twips }) => sum + twips, 0)
  const wrapped = needs.filter(({ isWrapped }) => isWrapped).reduce((sum, { twips }) => sum + twips, 0)
  const rest = Math.max(width - fixed, Math.min(wrapped, width / 4))
  const scale = Math.min(1, (width - rest) / fixed)
  return needs.map(({ isWrapped, twips }) => Math.floor(isWrapped ? (twips / wrapped) * rest : twips * scale))
}

const SIDE_TWIPS = 50
const MANY_COLUMNS = 12
/** Half points: 5号, 小5号 where there are many columns. */
const sizeOf = ({ columns }: OfficialTable): number => (columns.length > MANY_COLUMNS ? 18 : SIZES.small)
