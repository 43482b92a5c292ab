import type { FileFormat } from '@tierline/contracts/snapshot/plan'
import { fileText } from '../freeze/frozen.ts'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { csvFile } from './csv-file.ts'
import type { Draw, DrawnFormat } from './drawn/drawn-file.ts'
import { fileName } from './file-name.ts'
import { xlsxFile } from './xlsx/xlsx-file.ts'

/** A file of a snapshot; its bytes come as they are asked for. */
export interface WrittenFile {
  name: string
  mediaType: string
  body: AsyncIterable<Buffer>
}

export const MEDIA_TYPES: Record<FileFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf', png: 'image/png', json: 'application/json; charset=utf-8',
}

/** Writes a snapshot as a file. xlsx, csv and json stream in flat memory, the others are drawn as a whole; what keeps a file from being written at all throws here, before its first byte. */
export async function writeFile(frozen: FrozenSnapshot, format: FileFormat, draw: Draw): Promise<WrittenFile> {
  return { name: fileName(frozen, format), mediaType: MEDIA_TYPES[format], body: await begun(bodyOf(frozen, format, draw)) }
}

function bodyOf(frozen: FrozenSnapshot, format: FileFormat, draw: Draw): AsyncIterable<Buffer> {
  switch (format) {
    case 'xlsx': return xlsxFile(frozen)
    case 'csv': return csvFile(frozen)
    case 'json': return jsonFile(frozen)
    default: return drawnFile(frozen, format, draw)
  }
}

async function* jsonFile(frozen: FrozenSnapshot): AsyncIterable<Buffer> {
  for await (const piece of fileText(frozen)) yield Buffer.from(piece)
}

async function* drawnFile(frozen: FrozenSnapshot, format: DrawnFormat, draw: Draw): AsyncIterable<Buffer> {
  yield Buffer.from(await draw(frozen, format))
}

async function begun(body: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> {
  const rest = body[Symbol.asyncIterator]()
  const first = await rest.next()
  return (async function* () {
    try {
      for (let piece = first; !piece.done; piece = await rest.next()) yield piece.value
    } finally {
      // Whoever stops early ends the source too, which gives its place in the database back.
      await rest.return?.()
    }
  })()
}
