import { same } from '../../explain/words.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { rowSpans } from './spans.ts'
import type { RubricSheets, SheetTable } from './types.ts'
import { HEADINGS } from './words.ts'

/** Every table of a rubric with the cells that its rows share, as a workbook writes them: the official one, definitions, and what stands below. */
export function spannedTables(sheets: RubricSheets, language: keyof Bilingual): { table: SheetTable; spans: number[][] }[] {
  return [sheets.table, sheets.definitions, ...sideTables(sheets)].map((table) => ({ table, spans: rowSpans(table, language) }))
}

/** What stands below the official table, each as a table of its own: parameters, open questions, figures that do not compute; only those that the rubric has. */
export function sideTables(sheets: RubricSheets): SheetTable[] {
  return [parameters(sheets), ambiguities(sheets), discrepancies(sheets)].filter((table) => table.rows.length > 0)
}

function parameters({ parameters: entries }: RubricSheets): SheetTable {
  const rows = entries.flatMap(({ name, title, dated }) => dated.map(({ from, value, clause }) => row(name, [title, same(from), same(value), same(clause ?? '')])))
  return { id: 'parameters', title: HEADINGS.parameters, columns: [HEADINGS.parameter, HEADINGS.from, HEADINGS.value, HEADINGS.clause], levels: [0], rows }
}

function ambiguities({ ambiguities: entries }: RubricSheets): SheetTable {
  const rows = entries.map(({ id, question, why, readings }) => {
    const named = (isChosen: boolean): Bilingual => {
      const titles = readings.filter(({ chosen }) => chosen === isChosen).map(({ title }) => title)
      return { zh: titles.map(({ zh }) => zh).join('；'), en: titles.map(({ en }) => en).join('; ') }
    }
    return row(id, [same(id), question, named(true), named(false), why])
  })
  return { id: 'ambiguities', title: HEADINGS.ambiguities, columns: [same('id'), HEADINGS.question, HEADINGS.chosen, HEADINGS.others, HEADINGS.why], levels: [], rows }
}

function discrepancies({ discrepancies: entries }: RubricSheets): SheetTable {
  const rows = entries.map(({ where, printed, computed, note }, at) => row(String(at), [same(where), same(printed), same(computed), note]))
  return { id: 'discrepancies', title: HEADINGS.discrepancies, columns: [HEADINGS.where, HEADINGS.printed, HEADINGS.computed, HEADINGS.note], levels: [], rows }
}

function row(indicator: string, cells: Bilingual[]): SheetTable['rows'][number] {
  return { indicator, leaf: true, depth: 0, cells }
}
