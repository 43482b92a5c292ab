import { parse } from 'csv-parse/sync'
import type { Fault } from '@tierline/contracts/problem'
import { refusal, shown } from './entry-faults.ts'

/** One attribute as it stood in a file, and where its fields stood. */
export interface CsvEntry {
  entry: Record<string, string>
  where: (field: string) => string
}

const FIELDS = ['unit', 'name', 'value', 'effective', 'citation', 'by'] as const
const TITLES: Record<string, string> = { 单位: 'unit', 名称: 'name', 数值: 'value', 生效日期: 'effective', 依据: 'citation', 填报人: 'by' }

interface Line {
  record: string[]
  info: { lines: number }
}

/** Reads the attributes of a CSV text with a heading; throws one refusal that names every line and column that is wrong. */
export function readAttributeCsv(text: string): CsvEntry[] {
  const [heading, ...lines] = readLines(text)
  const columns = (heading?.record ?? []).map((title) => TITLES[title.trim()] ?? title.trim())
  const faults: Fault[] = FIELDS.filter((field) => !columns.includes(field)).map((field) => ({
    path: 'line 1', found: shown(columns.join(',')), expected: `a column ${field}`, mend: `Begin the file with the heading ${FIELDS.join(',')}.`,
  }))
  for (const { record, info } of lines) {
    if (record.length !== columns.length) faults.push({ path: `line ${info.lines}`, found: `${record.length} columns`, expected: String(columns.length), mend: 'Put values with commas in double quotes.' })
  }
  if (faults.length > 0) throw refusal(faults)
  return lines.map(({ record, info }) => ({
    entry: Object.fromEntries(columns.map((column, at) => [column, (record[at] ?? '').trim()])),
    where: (field) => `line ${info.lines}, column ${columns.indexOf(field) + 1} (${field})`,
  }))
}

function readLines(text: string): Line[] {
  try {
    return parse(text, { bom: true, info: true, relaxColumnCount: true, skipEmptyLines: true }) as unknown as Line[]
  } catch (error) {
    const { lines } = error as { lines?: number }
    throw refusal([{ path: `line ${lines ?? '?'}`, found: 'a text that is not CSV', expected: 'quotes that close', mend: 'Double a quote inside of a quoted value.' }])
  }
}
