import type { Cell } from './import-map.ts'
import type { TimeReader } from './time-format.ts'

/** The columns of one row; CSV cells are texts, NDJSON members are what they are. */
export type Columns = Readonly<Record<string, unknown>>

/** What is wrong with one cell. */
export interface CellFault {
  column: string
  found: string
  expected: string
  mend: string
}

/** A cell's value, undefined where the cell is empty, or its fault. */
export type CellValue = { value: unknown } | { fault: CellFault }

/** Times by format, compiled once. */
export type TimeReaders = (format: string | undefined) => TimeReader

/** Kinds of value that a cell can be read as. */
type Kind = Exclude<Extract<Cell, { column: string }>['kind'], undefined>

const TRUE = new Set(['true', '1', 'yes', 'y', '是', '有', '√'])
const FALSE = new Set(['false', '0', 'no', 'n', '否', '无', '×'])

/** Reads one cell of a row as the map says. */
export function cellValue(cell: Cell, columns: Columns, times: TimeReaders): CellValue {
  if (typeof cell === 'string') return columnValue({ column: cell }, columns, times)
  if ('value' in cell) return { value: cell.value }
  if ('text' in cell) return templateValue(cell.text, columns)
  return columnValue(cell, columns, times)
}

/** Whether a column holds something. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && (typeof value !== 'string' || value.trim() !== '')
}

function columnValue(cell: Extract<Cell, { column: string }>, columns: Columns, times: TimeReaders): CellValue {
  const raw = columns[cell.column]
  if (!isPresent(raw)) return { value: cell.default }
  if (cell.values) {
    const value = cell.values[text(raw)]
    return value === undefined ? fault(cell.column, shown(raw), `one of ${Object.keys(cell.values).join(', ')}`, 'Add the value to the map, or mend the row.') : { value }
  }
  return converted(cell, raw, times)
}

function converted(cell: Extract<Cell, { column: string }>, raw: unknown, times: TimeReaders): CellValue {
  const kind: Kind = cell.kind ?? (typeof raw === 'string' ? 'text' : 'as_is')
  const mend = 'Mend the row, or the kind in the map.'
  switch (kind) {
    case 'as_is': return { value: raw }
    case 'text': return { value: text(raw) }
    case 'integer': return /^[+-]?\d{1,15}$/.test(text(raw)) ? { value: Number(text(raw)) } : fault(cell.column, shown(raw), 'a whole number', mend)
    case 'decimal': return /^-?\d+(?:\.\d+)?$/.test(text(raw)) ? { value: text(raw).replace(/^(-?)0+(?=\d)/, '$1') } : fault(cell.column, shown(raw), 'a decimal number', mend)
    case 'boolean': return booleanValue(cell.column, raw)
    case 'list': return { value: Array.isArray(raw) ? raw : text(raw).split(cell.separator ?? ',').map((entry) => entry.trim()).filter((entry) => entry !== '') }
    case 'instant': case 'day': {
      const instant = times(cell.format)(text(raw))
      if (instant === null) return fault(cell.column, shown(raw), `a time like ${cell.format ?? 'the map’s time.format'}`, 'Mend the row, or the format in the map.')
      return { value: kind === 'day' ? instant.slice(0, 10) : instant }
    }
  }
}

function booleanValue(column: string, raw: unknown): CellValue {
  const word = text(raw).toLowerCase()
  if (TRUE.has(word)) return { value: true }
  return FALSE.has(word) ? { value: false } : fault(column, shown(raw), 'true or false (1/0, yes/no, 是/否)', 'Mend the row, or list the words in the map’s values.')
}

const HOLE = /\{([^}]+)\}/g

/** The columns that a text with `{Column}` in it needs. */
export function holesOf(template: string): string[] {
  return [...template.matchAll(HOLE)].map((match) => match[1] ?? '')
}

/** A text with columns put in; a hole that is empty makes the whole empty, since ids and names must not run together. */
function templateValue(template: string, columns: Columns): CellValue {
  if (holesOf(template).some((column) => !isPresent(columns[column]))) return { value: undefined }
  return { value: template.replace(HOLE, (_hole, column: string) => text(columns[column])) }
}

const text = (raw: unknown): string => (typeof raw === 'string' ? raw.trim() : typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : JSON.stringify(raw) ?? '')

/** A cell as it may stand in the report; the report stays with the one who has the file. */
const shown = (raw: unknown): string => `"${text(raw).slice(0, 80)}"`

function fault(column: string, found: string, expected: string, mend: string): CellValue {
  return { fault: { column, found, expected, mend } }
}
