import type { Bilingual } from '../../rubric/text.schema.ts'
import { sideTables } from './side-tables.ts'
import type { RubricSheets, SheetTable } from './types.ts'

type Language = keyof Bilingual

/** A rubric's sheets as Markdown, one table after the other. */
export function markdownOf(sheets: RubricSheets, language: Language): string {
  const facts = sheets.facts.map(({ title, text }) => `- ${title[language]}: ${text[language]}`)
  const further = [sheets.definitions, ...sideTables(sheets)].flatMap((table) => ['', `## ${table.title[language]}`, '', ...tableOf(table, language)])
  return [`# ${sheets.title[language]}`, '', ...facts, '', ...tableOf(sheets.table, language), ...further].join('\n')
}

function tableOf({ columns, rows }: SheetTable, language: Language): string[] {
  const lines = [columns.map((column) => column[language]), columns.map(() => '---'), ...rows.map((row) => row.cells.map((cell) => cell[language]))]
  return lines.map((cells) => `| ${cells.map(escaped).join(' | ')} |`)
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
