import type { RubricTable } from '@tierline/contracts/rubric/page'
import type { Bilingual } from '@tierline/contracts/text'

/** A cell that two versions of a table write differently. */
export interface CellChange {
  readonly column: Bilingual
  readonly before: Bilingual
  readonly after: Bilingual
}

/** An indicator that two versions of a table do not have alike. */
export interface RowChange {
  readonly indicator: string
  readonly kind: 'changed' | 'added' | 'removed'
  readonly cells: readonly CellChange[]
}

const NOTHING: Bilingual = { zh: '', en: '' }

/** What differs between two versions of the official table, in the order of the later one, what was taken away last. Columns are the same where their headings are. */
export function compareTables(before: RubricTable, after: RubricTable): RowChange[] {
  const old = new Map(before.rows.map((row) => [row.indicator, row]))
  const columns = [...new Map([...before.columns, ...after.columns].map((column) => [column.zh, column])).values()]
  const kept = after.rows.flatMap(({ indicator }): RowChange[] => {
    const cells = columns.flatMap((column) => changeOf(column, cellOf(before, indicator, column), cellOf(after, indicator, column)))
    return cells.length === 0 ? [] : [{ indicator, kind: old.has(indicator) ? 'changed' : 'added', cells }]
  })
  const present = new Set(after.rows.map((row) => row.indicator))
  const gone = before.rows.filter((row) => !present.has(row.indicator)).map(({ indicator }): RowChange => ({
    indicator, kind: 'removed', cells: columns.flatMap((column) => changeOf(column, cellOf(before, indicator, column), NOTHING)),
  }))
  return [...kept, ...gone]
}

function changeOf(column: Bilingual, before: Bilingual, after: Bilingual): CellChange[] {
  return before.zh === after.zh && before.en === after.en ? [] : [{ column, before, after }]
}

function cellOf(table: RubricTable, indicator: string, column: Bilingual): Bilingual {
  const at = table.columns.findIndex(({ zh }) => zh === column.zh)
  return table.rows.find((row) => row.indicator === indicator)?.cells[at] ?? NOTHING
}
