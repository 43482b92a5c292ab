import type { RubricSheets, RubricTable } from '@tierline/contracts/rubric/page'
import type { Bilingual } from '@tierline/contracts/text'
import { writeXlsx } from 'hucre/xlsx'
import { sheetOf } from './printed-table.ts'
import type { PrintedTable } from './printed-table.ts'

/** A table of a rubric with the cells that its rows share. */
export interface SpannedTable {
  table: RubricTable
  spans: readonly (readonly number[])[]
}

/** A rubric as a workbook: the official table, then definitions and whatever else it has, a sheet each; the last one says which version it is. */
export async function rubricWorkbook(sheets: RubricSheets, tables: readonly SpannedTable[], language: keyof Bilingual): Promise<Uint8Array> {
  const printed = tables.map(({ table, spans }) => ({ ...plain(table, language), spans, ...(table.id === 'table' ? { figures: [...table.columns.keys()].filter((at) => isPoints(table, at)) } : {}) }))
  return await writeXlsx({ sheets: [...printed, aboutOf(sheets, language)].map(sheetOf), properties: { title: sheets.title[language], description: `${sheets.id} ${sheets.version} ${sheets.hash}` } })
}

function plain({ id, title, columns, rows }: RubricTable, language: keyof Bilingual): PrintedTable {
  return { name: id === 'table' ? NAMES.table[language] : title[language], title: title[language], columns: columns.map((column) => column[language]), rows: rows.map((row) => row.cells.map((cell) => cell[language])) }
}

const NAMES = { table: { zh: '评分细则', en: 'Rubric' }, about: { zh: '版本', en: 'Version' }, item: { zh: '事项', en: 'Item' }, content: { zh: '内容', en: 'Content' }, hash: { zh: '内容校验值', en: 'Content hash' } } as const

const isPoints = ({ columns }: RubricTable, at: number): boolean => columns[at]?.en === 'Points'

function aboutOf(sheets: RubricSheets, language: keyof Bilingual): PrintedTable {
  const facts = sheets.facts.map(({ title, text }) => [title[language], text[language]])
  return { name: NAMES.about[language], title: sheets.title[language], columns: [NAMES.item[language], NAMES.content[language]], rows: [...facts, [NAMES.hash[language], sheets.hash]] }
}
