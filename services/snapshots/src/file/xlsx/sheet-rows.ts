import type { FrozenRow } from '@tierline/contracts/snapshot/content'
import { apartText, textsOf } from '../../model/official-table.ts'
import type { OfficialTable } from '../../model/official-table.ts'
import { xmlText } from '../xml-text.ts'
import { widthOf } from '../../model/survey.ts'
import { streamedCell } from './cell-styles.ts'

/** Where the streamed rows stand on the sheet, counted from 0. */
export interface RowPlan {
  table: OfficialTable
  /** First row below the header. */
  first: number
  ranked: number
  unranked: number
  /** Widths of the columns, in half widths. */
  widths: readonly number[]
  /** Lines below the table, across all columns. */
  foot: readonly string[]
}

/** Rows across all columns: the heading of those that are not ranked, and the foot. */
export function wideRows({ first, ranked, unranked, foot }: RowPlan): number[] {
  const below = first + ranked + (unranked > 0 ? unranked + 1 : 0)
  return [...(unranked > 0 ? [first + ranked] : []), ...foot.map((_, at) => below + at)]
}

const PIECE_LENGTH = 64 * 1024

/** The XML of the rows, piece by piece; `style` gives the number of a style by its name. */
export async function* rowPieces(plan: RowPlan, rows: AsyncIterable<FrozenRow>, style: (name: string) => string): AsyncIterable<Buffer> {
  const { table, first, unranked, foot, widths } = plan
  const letters = table.columns.map((_, at) => columnLetters(at))
  let at = first
  let piece = ''
  let isApart = false
  for await (const row of rows) {
    if (row.rank === null && !isApart) {
      piece += wideRow({ at: at++, text: apartText(unranked), letters, style: style('apart') })
      isApart = true
    }
    piece += rowXml({ at: at++, texts: textsOf(table, row), table, letters, widths, style })
    if (piece.length < PIECE_LENGTH) continue
    yield Buffer.from(piece)
    piece = ''
  }
  for (const text of foot) piece += wideRow({ at: at++, text, letters, style: style('line') })
  yield Buffer.from(piece)
}

/** `A`, `Z`, `AA` for 0, 25, 26. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26)
  return `${rest > 0 ? columnLetters(rest - 1) : ''}${String.fromCharCode(65 + (column % 26))}`
}

interface RowXml {
  at: number
  texts: readonly string[]
  table: OfficialTable
  letters: readonly string[]
  widths: readonly number[]
  style: (name: string) => string
}

const LINE_POINTS = 18

function rowXml({ at, texts, table, letters, widths, style }: RowXml): string {
  const number = at + 1
  let cells = ''
  let lines = 1
  for (const [at, column] of table.columns.entries()) {
    const text = texts[at] ?? ''
    const { style: name, number: digits } = streamedCell(text, column)
    if (!column.isFigure) lines = Math.max(lines, Math.ceil(widthOf(text) / ((widths[at] ?? 1) - 1)))
    const place = `r="${letters[at]}${number}" s="${style(name)}"`
    cells += text === '' ? `<c ${place}/>` : digits === null ? `<c ${place} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>` : `<c ${place}><v>${digits}</v></c>`
  }
  return `<row r="${number}" ht="${LINE_POINTS * lines}" customHeight="1">${cells}</row>`
}

function wideRow({ at, text, letters, style }: { at: number; text: string; letters: readonly string[]; style: string }): string {
  const number = at + 1
  const others = letters.slice(1).map((letter) => `<c r="${letter}${number}" s="${style}"/>`).join('')
  return `<row r="${number}"><c r="A${number}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>${others}</row>`
}
