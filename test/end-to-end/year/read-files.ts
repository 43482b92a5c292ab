import { createRequire } from 'node:module'
import exceljs from '@protobi/exceljs'
import { parse } from 'csv-parse/sync'
import mammoth from 'mammoth'
import type { FileFormat } from '@tierline/contracts/snapshot/plan'

/** All text of a file without spaces, read by a library that did not write it; null for a picture, which must be one. */
export async function textOf(format: FileFormat, file: Buffer): Promise<string | null> {
  return (await READERS[format](file))?.replace(/\s/g, '') ?? null
}

const READERS: Record<FileFormat, (file: Buffer) => Promise<string | null>> = {
  xlsx: workbookText,
  csv: (file) => Promise.resolve((parse(file, { bom: true, relax_column_count: true }) as string[][]).flat().join(' ')),
  docx: async (file) => (await mammoth.extractRawText({ buffer: file })).value,
  pdf: pdfText,
  png: (file) => {
    const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)]
    if (file.subarray(1, 4).toString('latin1') !== 'PNG' || width < 600 || height < 200) throw new Error(`found no picture of at least 600 × 200, but ${width} × ${height}`)
    return Promise.resolve(null)
  },
  json: (file) => Promise.resolve(JSON.stringify(JSON.parse(file.toString('utf8')))),
}

/** Numbers as the cell's own format shows them. */
async function workbookText(file: Buffer): Promise<string> {
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(file as unknown as ArrayBuffer)
  const texts: string[] = []
  workbook.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell((cell) => {
    const decimals = /0\.(0+)/.exec(cell.numFmt ?? '')?.[1]?.length ?? 0
    const shown = typeof cell.value === 'number' ? (cell.numFmt?.includes('%') ? `${(cell.value * 100).toFixed(decimals)}%` : cell.value.toFixed(decimals)) : cell.text
    texts.push(shown)
  })))
  return texts.join(' ')
}

async function pdfText(file: Buffer): Promise<string> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const fonts = createRequire(import.meta.url).resolve('pdfjs-dist/package.json').replace('package.json', 'standard_fonts/')
  const document = await getDocument({ data: new Uint8Array(file), standardFontDataUrl: fonts, verbosity: 0 }).promise
  const texts: string[] = []
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent()
    texts.push(...items.map((item) => ('str' in item ? item.str : '')))
  }
  await document.destroy()
  return texts.join('')
}
