import type { CellStyle, CellValue, MergeRange, WriteSheet } from 'hucre'

/** A table for one sheet: texts by row and column; `spans` says how many rows a cell covers (0 where the one above reaches down). */
export interface PrintedTable {
  /** The sheet's name; at most 31 characters, without `\ / ? * [ ] :`. */
  name: string
  title: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
  spans?: readonly (readonly number[])[]
  /** Places of columns whose decimal texts become numbers; texts that are no decimals stay texts. */
  figures?: readonly number[]
}

const FONT = '仿宋_GB2312'
const THIN = { style: 'thin' } as const
const BORDER = { top: THIN, right: THIN, bottom: THIN, left: THIN }
const TITLE: CellStyle = { font: { name: '方正小标宋简体', size: 18 }, alignment: { horizontal: 'center', vertical: 'center', wrapText: true } }
const HEAD: CellStyle = { font: { name: '黑体', size: 11 }, border: BORDER, alignment: { horizontal: 'center', vertical: 'center', wrapText: true } }
const TEXT: CellStyle = { font: { name: FONT, size: 11 }, border: BORDER, alignment: { vertical: 'center', wrapText: true } }
const HEADER_ROWS = 2
const MOST_WIDTH = 48
const LEAST_WIDTH = 8

/** A table as an official sheet: merged title, header repeated in print and frozen, A4 across fitted to its width, page x of y below. */
export function sheetOf(table: PrintedTable): WriteSheet {
  const { name, title, columns, rows } = table
  const cells: NonNullable<WriteSheet['cells']> = new Map([['0,0', { style: TITLE }]])
  for (const at of columns.keys()) cells.set(`1,${at}`, { style: HEAD })
  for (const [row, texts] of rows.entries()) for (const [column, text] of texts.entries()) cells.set(`${row + HEADER_ROWS},${column}`, { style: styleOf(table, column, text) })
  return {
    name: sheetName(name),
    columns: columns.map((heading, at) => ({ width: widthOf([heading, ...rows.map((row) => row[at] ?? '')]) })),
    rows: [[title, ...columns.slice(1).map(() => null)], [...columns], ...rows.map((row, at) => row.map((text, column) => valueOf(table, { text, at, column })))],
    cells, merges: [...titleMerge(columns.length), ...mergesOf(table)],
    freezePane: { rows: HEADER_ROWS },
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: `$1:$${HEADER_ROWS}`, horizontalCentered: true },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
  }
}

/** What a sheet may be called: without the characters that a workbook refuses, and no longer than 31. */
function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31)
}

const isFigure = ({ figures }: PrintedTable, column: number, text: string): boolean => (figures?.includes(column) ?? false) && /^-?\d{1,12}(\.\d{1,9})?$/.test(text)

function valueOf(table: PrintedTable, { text, at, column }: { text: string; at: number; column: number }): CellValue {
  if (table.spans?.[at]?.[column] === 0 || text === '') return null
  return isFigure(table, column, text) ? Number(text) : text
}

/** A figure keeps the decimals that it is published with. */
function styleOf(table: PrintedTable, column: number, text: string): CellStyle {
  if (!isFigure(table, column, text)) return TEXT
  const decimals = text.split('.')[1]?.length ?? 0
  return { ...TEXT, numFmt: decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`, alignment: { ...TEXT.alignment, horizontal: 'right' } }
}

function titleMerge(columns: number): MergeRange[] {
  return columns > 1 ? [{ startRow: 0, startCol: 0, endRow: 0, endCol: columns - 1 }] : []
}

function mergesOf({ spans }: PrintedTable): MergeRange[] {
  return (spans ?? []).flatMap((row, at) => row.flatMap((span, column) => (span > 1 ? [{ startRow: at + HEADER_ROWS, startCol: column, endRow: at + HEADER_ROWS + span - 1, endCol: column }] : [])))
}

/** Wide enough for most of its texts (a Chinese character takes two), within limits: longer ones wrap. */
function widthOf(texts: readonly string[]): number {
  const widths = texts.map((text) => Array.from(text).reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0)).sort((a, b) => a - b)
  const most = widths[Math.floor((widths.length - 1) * 0.9)] ?? LEAST_WIDTH
  return Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, most + 2))
}
