import type { DiscrepancyCore } from '../../explain/types.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'

/** One row of a table: an indicator with its cells in the order of the columns. */
export interface SheetRow {
  indicator: string
  leaf: boolean
  depth: number
  cells: Bilingual[]
}

/** A table with headings. */
export interface SheetTable {
  id: string
  title: Bilingual
  columns: Bilingual[]
  /** Places of the columns that show branches: neighbouring rows that say the same share the cell. */
  levels: number[]
  rows: SheetRow[]
}

/** A rubric as people read it; `RubricSheets` of the contracts is the same. */
export interface RubricSheets {
  id: string
  version: string
  hash: string
  title: Bilingual
  note: Bilingual | null
  status: 'in_force' | 'draft'
  example: boolean
  effective: { from: string; until: string | null }
  sources: { id: string; document: Bilingual; issuer: string | null; number: string | null; dated: string | null }[]
  facts: { title: Bilingual; text: Bilingual }[]
  table: SheetTable
  definitions: SheetTable
  parameters: { name: string; title: Bilingual; dated: { from: string; value: string; clause: string | null }[] }[]
  ambiguities: { id: string; indicator: string | null; question: Bilingual; why: Bilingual; readings: { id: string; title: Bilingual; chosen: boolean; scorable: boolean }[] }[]
  discrepancies: DiscrepancyCore[]
}
