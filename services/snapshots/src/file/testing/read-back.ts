import ExcelJS from '@protobi/exceljs'
import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'
import type { FileFormat } from '@tierline/contracts/snapshot/plan'
import type { FrozenSnapshot } from '../../freeze/frozen.ts'
import { drawerWith } from '../drawn/drawn-file.ts'
import { Fonts } from '../drawn/fonts.ts'
import { writeFile } from '../write-file.ts'

/** Draws in the thread of the test, from the sources. */
export const drawHere = drawerWith(new Fonts(null))

/** A snapshot's file as a whole. */
export async function fileOf(frozen: FrozenSnapshot, format: FileFormat): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of (await writeFile(frozen, format, drawHere)).body) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** The workbook as another library reads it. */
export async function workbookOf(frozen: FrozenSnapshot): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(await fileOf(frozen, 'xlsx')).buffer)
  return book
}

/** The rows of the CSV, its BOM taken off. */
export async function csvRows(frozen: FrozenSnapshot): Promise<string[][]> {
  return parse(await fileOf(frozen, 'csv'), { bom: true, relax_column_count: false })
}

/** A part of a docx or xlsx as text. */
export function partOf(archive: Buffer, path: string): string {
  const data = unzipSync(archive)[path]
  if (!data) throw new Error(`no part ${path} among ${Object.keys(unzipSync(archive)).join(', ')}`)
  return Buffer.from(data).toString('utf8')
}

/** The texts of a pdf, page by page. */
export async function pdfPages(pdf: Buffer): Promise<string[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0, useSystemFonts: false })
  const document = await task.promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent()
    pages.push(content.items.map((item) => ('str' in item ? item.str : '')).join(''))
  }
  await task.destroy()
  return pages
}
