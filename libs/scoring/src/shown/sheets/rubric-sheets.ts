import { discrepanciesOf } from '../../explain/discrepancies.ts'
import { same, say } from '../../explain/words.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import { isScorable } from '../../rubric/reading-variant.ts'
import { placedLeaves } from '../../rubric/tree.ts'
import { clauseOf } from '../board-head.ts'
import { columnsOf } from './columns.ts'
import { datedText } from './dated-text.ts'
import { factsOf } from './facts.ts'
import type { RubricSheets, SheetTable } from './types.ts'
import { valueWords } from './value-words.ts'

/** A rubric as people read it: the official table with the columns that it declares, the definitions, open questions, figures that do not compute. */
export function rubricSheets(rubric: Rubric): RubricSheets {
  const { id, version, hash, title, note = null, status = 'in_force', effective } = rubric
  return {
    id, version, hash, title, note, status, example: rubric.example === 'true', effective: { from: effective.from, until: effective.until ?? null },
    sources: rubric.sources.map((source) => ({ id: source.id, document: source.document, issuer: source.issuer ?? null, number: source.number ?? null, dated: source.dated ?? null })),
    facts: factsOf(rubric).map((fact) => ({ ...fact, text: datedText(fact.text, rubric.parameters ?? {}) })),
    table: dated(officialTable(rubric), rubric), definitions: dated(definitions(rubric), rubric), parameters: parametersOf(rubric),
    ambiguities: (rubric.ambiguities ?? []).map((entry) => ({
      id: entry.id, indicator: entry.leaf ?? null, question: entry.question, why: entry.why,
      readings: entry.options.map((option) => ({ id: option.id, title: option.title, chosen: option.id === entry.chosen, scorable: option.id === entry.chosen || isScorable(option) })),
    })),
    discrepancies: discrepanciesOf(rubric),
  }
}

function officialTable(rubric: Rubric): SheetTable {
  const leaves = placedLeaves(rubric.indicators)
  const columns = columnsOf(rubric, leaves)
  return {
    id: 'table', title: rubric.title, columns: columns.map(({ heading }) => heading),
    levels: columns.flatMap((column, at) => (column.level === undefined ? [] : [at])),
    rows: leaves.map((placed) => ({ indicator: placed.indicator.id, leaf: true, depth: placed.ancestors.length, cells: columns.map((column) => column.cell(placed, rubric)) })),
  }
}

function dated(table: SheetTable, { parameters = {} }: Rubric): SheetTable {
  return { ...table, rows: table.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => datedText(cell, parameters)) })) }
}

/** 口径: what each line counts, how its value is formed, where it stands. */
function definitions(rubric: Rubric): SheetTable {
  const rows = placedLeaves(rubric.indicators).map(({ indicator, ancestors }) => ({
    indicator: indicator.id, leaf: true, depth: ancestors.length,
    cells: [same(indicator.number), indicator.title, indicator.definition, valueWords(indicator, rubric) ?? say('人工评定或逐项认定', 'judged, or shown item by item'), same(clauseOf(rubric, indicator)), indicator.note ?? same('')],
  }))
  return { id: 'definitions', title: say('口径', 'Definitions'), columns: [say('序号', 'No.'), say('指标', 'Indicator'), say('口径', 'Definition'), say('计算', 'Formula'), say('依据', 'Source'), say('说明', 'Note')], levels: [], rows }
}

function parametersOf(rubric: Rubric): RubricSheets['parameters'] {
  return Object.entries(rubric.parameters ?? {}).map(([name, { title, dated }]) => ({
    name, title, dated: dated.map(({ from, value, cite }) => ({ from, value, clause: cite ? cite.clause : null })),
  }))
}
