/** A figure: written as it is, so that -3 stays a number. */
export interface CsvFigure {
  figure: string | null
}

/** A text, a number, or nothing. */
export type CsvCell = string | number | CsvFigure | null

/** Begins a file, so that spreadsheets read it as UTF-8. */
export const CSV_MARK = '\u{feff}'

/** One line of a CSV file (RFC 4180). A text that a spreadsheet would take for a formula is defused by an apostrophe; numbers never are. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`
}

// What begins so is a formula to Excel, WPS or LibreOffice, in half and in full width; a line break may hide one from the eye.
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
const FIGURE = /^-?\d+(?:\.\d+)?$/

function cellText(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'object') return cell.figure === null ? '' : quoted(FIGURE.test(cell.figure) ? cell.figure : defused(cell.figure))
  return quoted(defused(cell))
}

const defused = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
