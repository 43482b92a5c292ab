import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Bilingual, Rubric } from '@tierline/scoring'
import { UsageError } from './exit-code.ts'

const FORMATS = ['md', 'html', 'xlsx'] as const
type Format = (typeof FORMATS)[number]

/** Renders a rubric to standard output, or to a file whose ending says what it is to be: `.md`, `.html` or `.xlsx`. */
export async function renderToFile(rubric: Rubric, { out, language }: { out: string | undefined; language: keyof Bilingual }): Promise<void> {
  const rendered = await rendition(rubric, { format: formatOf(out), language })
  if (out === undefined) process.stdout.write(`${String(rendered)}\n`)
  else await writeFile(out, rendered)
}

function formatOf(out: string | undefined): Format {
  if (out === undefined) return 'md'
  const ending = extname(out).slice(1).toLowerCase()
  const format = FORMATS.find((known) => known === ending)
  if (format) return format
  throw new UsageError(`tierline rubric render: --out: found "${out}", expected a name that ends in ${FORMATS.map((known) => `.${known}`).join(', ')}.`)
}

async function rendition(rubric: Rubric, { format, language }: { format: Format; language: keyof Bilingual }): Promise<string | Uint8Array> {
  const { renderRubric, rubricSheets, spannedTables } = await import('@tierline/scoring')
  if (format !== 'xlsx') return renderRubric(rubric, format === 'html' ? 'html' : 'markdown')[language]
  const { rubricWorkbook } = await import('@tierline/platform/xlsx/rubric-workbook')
  const sheets = rubricSheets(rubric)
  return await rubricWorkbook(sheets, spannedTables(sheets, language), language)
}
