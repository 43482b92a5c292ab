import type { FileFormat } from '@tierline/contracts/snapshot/plan'
import { fileText } from '../freeze/frozen.ts'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { csvFile } from './csv-file.ts'
import { docxFile } from './docx/docx-file.ts'
import { fileName } from './file-name.ts'
import type { Fonts } from './fonts.ts'
import { pdfFile } from './pdf/pdf-file.ts'
import { pngFile } from './png/png-file.ts'
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

const WRITERS: Record<FileFormat, (frozen: FrozenSnapshot, fonts: Fonts) => AsyncIterable<Buffer>> = { xlsx: xlsxFile, csv: csvFile, docx: docxFile, pdf: pdfFile, png: pngFile, json: jsonFile }

/** Writes a snapshot as a file. xlsx, csv and json stream in flat memory; what keeps a file from being written at all throws here, before its first byte. */
export async function writeFile(frozen: FrozenSnapshot, format: FileFormat, { fonts }: { fonts: Fonts }): Promise<WrittenFile> {
  return { name: fileName(frozen, format), mediaType: MEDIA_TYPES[format], body: await begun(WRITERS[format](frozen, fonts)) }
}

async function* jsonFile(frozen: FrozenSnapshot): AsyncIterable<Buffer> {
  for await (const piece of fileText(frozen)) yield Buffer.from(piece)
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
