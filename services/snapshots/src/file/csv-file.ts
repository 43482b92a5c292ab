import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { figureOf } from '../model/figure.ts'
import { notesOf } from '../model/notes.ts'
import { officialTable, textsOf } from '../model/official-table.ts'
import type { TableColumn } from '../model/columns.ts'
import { stampOf } from '../model/stamp.ts'
import { surveyOf } from '../model/survey.ts'

const BOM = '\ufeff'
const PIECE_LENGTH = 64 * 1024

/**
 * The official table as CSV, UTF-8 with BOM: one header row, one row a unit, and below them, in the first column, what the snapshot is.
 * Every row has the same number of cells.
 */
export async function* csvFile(frozen: FrozenSnapshot): AsyncIterable<Buffer> {
  const { head } = frozen
  const survey = await surveyOf(frozen, { hasNote: (row) => notesOf(head, row) !== '' })
  const stamp = stampOf(frozen)
  const table = officialTable(head, survey, stamp.subject)
  const blank = table.columns.slice(1).map(() => '')
  let piece = BOM + csvLine(table.columns.map(headingOf))
  for await (const row of frozen.rows()) {
    piece += csvLine(textsOf(table, row))
    if (piece.length < PIECE_LENGTH) continue
    yield Buffer.from(piece)
    piece = ''
  }
  const notes = [...(stamp.notice ? [stamp.notice] : []), ...(stamp.demo ? [stamp.demo] : []), stamp.subject, ...stamp.items.map(({ item, content }) => `${item}：${content}`)]
  yield Buffer.from(piece + notes.map((note) => csvLine([note, ...blank])).join(''))
}

/** `1 办理（10.00分） · 1.1 按时率（5.00分） · 数值`. */
export const headingOf = ({ path }: TableColumn): string => path.join(' · ')

export function csvLine(texts: readonly string[]): string {
  return `${texts.map(csvCell).join(',')}\r\n`
}

/** A cell as a spreadsheet opens it: what would be read as a formula gets an apostrophe before it, a number never. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) && figureOf(text) === null && !RANGE.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** `= + - @`, tab and CR, and the full-width forms that some spreadsheets take for them. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
/** Points between which a figure lies. */
const RANGE = /^-?\d+(\.\d+)?–-?\d+(\.\d+)?$/
