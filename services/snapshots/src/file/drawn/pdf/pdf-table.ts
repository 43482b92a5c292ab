import type { FrozenRow } from '@tierline/contracts/snapshot/content'
import type { PrintedTable } from '@tierline/platform/xlsx/printed-table'
import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces.js'
import type { AnnexTable } from '../../../model/bulletin/annex-table.ts'
import { apartText, placedHeader, textsOf } from '../../../model/official-table.ts'
import type { OfficialTable } from '../../../model/official-table.ts'
import { widthOf } from '../../../model/survey.ts'

const SIZE = 8
const HEAD_SIZE = 8
const LAYOUT = { hLineWidth: () => 0.5, vLineWidth: () => 0.5, hLineColor: () => '#858F9C', vLineColor: () => '#858F9C', paddingTop: () => 3, paddingBottom: () => 3, paddingLeft: () => 3, paddingRight: () => 3 }

/** The annex: its header comes again on each page, the units that are not ranked stand apart below. */
export function annexContent({ table, ranked, apart }: AnnexTable): ContentTable {
  const line = (row: FrozenRow): TableCell[] => textsOf(table, row).map((text, at) => ({ text, alignment: alignmentOf(table, at) }))
  const separate: TableCell[][] = apart.length > 0 ? [[{ text: apartText(apart.length), colSpan: table.columns.length, bold: true }, ...blanks(table.columns.length - 1)], ...apart.map(line)] : []
  return {
    fontSize: SIZE, layout: LAYOUT,
    table: { headerRows: table.header.length, dontBreakRows: true, widths: widthsOf(table), body: [...headerCells(table), ...ranked.map(line), ...separate] },
  }
}

/** A side table of plain texts. */
export function sideContent({ title, columns, rows, figures }: PrintedTable): Content[] {
  const shares = columns.map((heading, at) => Math.min(40, Math.max(widthOf(heading), ...rows.map((row) => Math.min(40, widthOf(row[at] ?? ''))))) + 2)
  const sum = shares.reduce((total, share) => total + share, 0)
  return [
    { text: title, style: 'heading', headlineLevel: 1, margin: [0, 14, 0, 6] },
    {
      fontSize: SIZE, layout: LAYOUT,
      table: {
        headerRows: 1, keepWithHeaderRows: 1, dontBreakRows: true, widths: shares.map((share) => `${(100 * share) / sum}%`),
        body: [columns.map((text) => ({ text, bold: true, alignment: 'center' as const })), ...rows.map((row) => row.map((text, at) => ({ text, alignment: figures?.includes(at) ? 'right' as const : 'left' as const })))],
      },
    },
  ]
}

function headerCells(table: OfficialTable): TableCell[][] {
  const rows: TableCell[][] = table.header.map(() => blanks(table.columns.length))
  for (const { row, column, cell } of placedHeader(table)) {
    const line = rows[row]
    if (line) line[column] = { text: cell.text, colSpan: cell.columns, rowSpan: cell.rows, bold: true, fontSize: HEAD_SIZE, alignment: 'center' }
  }
  return rows
}

/** Texts share what figures leave. */
function widthsOf({ columns }: OfficialTable): (string | number)[] {
  return columns.map(({ path, isFigure, isCentred }) => (isCentred ? 26 : isFigure ? 'auto' : path.at(-1) === '备注' ? '*' : 'auto'))
}

const blanks = (count: number): TableCell[] => Array.from({ length: count }, () => '')

function alignmentOf({ columns }: OfficialTable, at: number): 'left' | 'center' | 'right' {
  const column = columns[at]
  return column?.isCentred ? 'center' : column?.isFigure ? 'right' : 'left'
}
