import { createReadStream } from 'node:fs'
import type { ReadStream } from 'node:fs'
import { TextDecoderStream } from 'node:stream/web'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import type { InfoRecord } from 'csv-parse'
import { LineSplitter } from '../../body/line-splitter.ts'
import { readObject, tooLarge } from '../../json/read-object.ts'
import type { CellFault, Columns } from './cell-value.ts'
import { mapColumns } from './map-columns.ts'
import type { ImportMap } from './import-map.ts'

/** One row of the file; `line` is where it begins, from 1. */
export type FileRow = { line: number; columns: Columns; text: string } | { line: number; fault: CellFault }

/** The file as rows, with the bytes read so far for the progress bar. */
export interface FileRows {
  rows: AsyncIterable<FileRow>
  bytesRead(): number
}

/** The file cannot be read as the map says; the whole import stops, with what to mend. */
export class UnreadableFile extends Error {}

/** Opens a file: CSV by its map, NDJSON by its map, or NDJSON of CloudEvents where there is none. */
export function openRows(file: string, map: ImportMap | null): FileRows {
  const stream = createReadStream(file)
  const rows = map?.format === 'csv' ? csvRows(file, map, stream) : jsonRows(stream)
  return { rows, bytesRead: () => stream.bytesRead }
}

interface CsvEntry {
  record: string[]
  info: InfoRecord
}

async function* csvRows(file: string, map: ImportMap, stream: ReadStream): AsyncGenerator<FileRow> {
  const skipped: FileRow[] = []
  const parser = parse({
    bom: true, delimiter: map.delimiter, info: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_error: true,
    on_skip: (error) => { skipped.push({ line: lineOf(error), fault: { column: '', found: error?.message ?? 'a broken row', expected: 'cells parted by the delimiter, quotes doubled inside of quotes', mend: 'Mend the quotes of the row.' } }); return undefined },
  })
  const decoded = Readable.fromWeb(Readable.toWeb(stream).pipeThrough(new TextDecoderStream(map.encoding, { fatal: true })))
  decoded.on('error', (error) => parser.destroy(unreadable(file, map, error)))
  let header: string[] | null = null
  let line = 1
  for await (const { record, info } of decoded.pipe(parser) as AsyncIterable<CsvEntry>) {
    yield* skipped.splice(0)
    const at = line
    line = info.lines + 1
    if (header) yield rowOf(header, record, at)
    else header = checkedHeader(record, file, map)
  }
  yield* skipped
  if (!header) throw new UnreadableFile(`${file}: found no row, expected a header row. Check that this is the file.`)
}

function rowOf(header: readonly string[], record: readonly string[], line: number): FileRow {
  if (record.length === header.length) return { line, columns: Object.fromEntries(header.map((name, index) => [name, record[index]])), text: '' }
  return { line, fault: { column: '', found: `${record.length} cells`, expected: `${header.length} cells, as the header has`, mend: 'Mend the delimiters or quotes of the row.' } }
}

function checkedHeader(record: readonly string[], file: string, map: ImportMap): string[] {
  const header = record.map((name) => name.trim())
  const missing = mapColumns(map).filter((name) => !header.includes(name))
  if (missing.length === 0) return header
  throw new UnreadableFile(`${file}: found the columns ${header.join(', ')}, expected also ${missing.join(', ')}. Mend the names in the map; they must agree with the header to the letter.`)
}

function unreadable(file: string, map: ImportMap, error: Error): Error {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') return error
  const other = map.encoding === 'utf-8' ? 'gb18030' : 'utf-8'
  return new UnreadableFile(`${file}: found bytes that are not ${map.encoding}, expected ${map.encoding} as the map says. Try encoding: ${other} in the map.`)
}

const lineOf = (error: unknown): number => Number((error as { lines?: unknown } | undefined)?.lines ?? 0)

async function* jsonRows(stream: ReadStream): AsyncGenerator<FileRow> {
  const ready: FileRow[] = []
  let line = 0
  const splitter = new LineSplitter((bytes) => {
    line += 1
    ready.push(jsonRow(bytes, line))
  })
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    splitter.push(chunk)
    yield* ready.splice(0)
  }
  splitter.end()
  yield* ready
}

/** Blank lines are passed over, so `line` counts lines with something in them. */
function jsonRow(bytes: Buffer | null, line: number): FileRow {
  const read = bytes ? readObject(line === 1 ? withoutMark(bytes) : bytes) : tooLarge(null)
  if (read.kind === 'read') return { line, columns: read.object, text: bytes?.toString('utf8') ?? '' }
  const [found = read.detail, expected = ''] = read.detail.split(', expected ')
  return { line, fault: { column: '', found, expected, mend: 'Mend the line.' } }
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}
