import * as z from 'zod/mini'
import { BoardKey } from '../board.ts'
import { JudgementKind } from '../judgement.ts'
import { Bilingual, Day, Decimal } from '../text.ts'

/** One row of the official table: an indicator with its cells in the order of the columns. */
export const RubricRow = z.object({ indicator: z.string(), leaf: z.boolean(), depth: z.number(), cells: z.array(Bilingual) })
export type RubricRow = z.infer<typeof RubricRow>

/** A table with headings; what a page, a Markdown or HTML file and a sheet of a workbook are made of. */
export const RubricTable = z.object({ id: z.string(), title: Bilingual, columns: z.array(Bilingual), /** Places of the columns that show branches: neighbouring rows that say the same share the cell. */ levels: z.array(z.number()), rows: z.array(RubricRow) })
export type RubricTable = z.infer<typeof RubricTable>

/** One reading of an ambiguity; only a scorable one can be tried on a board. */
export const RubricReading = z.object({ id: z.string(), title: Bilingual, chosen: z.boolean(), scorable: z.boolean() })

/** A rubric as people read it: the official table, definitions, open questions, figures that do not compute. Pure rendering of one version. */
export const RubricSheets = z.object({
  id: z.string(), version: z.string(), hash: z.string(), title: Bilingual, note: z.nullable(Bilingual),
  status: z.enum(['in_force', 'draft']), example: z.boolean(), effective: z.object({ from: Day, until: z.nullable(Day) }),
  sources: z.array(z.object({ id: z.string(), document: Bilingual, issuer: z.nullable(z.string()), number: z.nullable(z.string()), dated: z.nullable(z.string()) })),
  /** Facts in a line each: total, rounding, ranking, tiers, conversion, vetoes. */
  facts: z.array(z.object({ title: Bilingual, text: Bilingual })),
  table: RubricTable,
  definitions: RubricTable,
  parameters: z.array(z.object({ name: z.string(), title: Bilingual, dated: z.array(z.object({ from: Day, value: z.string(), clause: z.nullable(z.string()) })) })),
  ambiguities: z.array(z.object({ id: z.string(), indicator: z.nullable(z.string()), question: Bilingual, why: Bilingual, readings: z.array(RubricReading) })),
  discrepancies: z.array(z.object({ where: z.string(), printed: z.string(), computed: z.string(), note: Bilingual })),
})
export type RubricSheets = z.infer<typeof RubricSheets>

/** A version of a rubric that was ever loaded. */
export const RubricVersion = z.object({ version: z.string(), hash: z.string(), status: z.enum(['in_force', 'draft']), effective: z.object({ from: Day, until: z.nullable(Day) }), loadedAt: z.string(), active: z.boolean() })
export type RubricVersion = z.infer<typeof RubricVersion>

/** What a person may enter about one leaf: the kinds of judgement, the range and step of its points, the items where it is a list. */
export const JudgedLeaf = z.object({
  indicator: z.string(), kinds: z.array(JudgementKind), least: z.nullable(Decimal), most: z.nullable(Decimal), step: z.nullable(Decimal),
  items: z.array(z.object({ id: z.string(), title: Bilingual })),
})
export type JudgedLeaf = z.infer<typeof JudgedLeaf>

/** `GET /v1/rubrics/{id}[?hash=]`: one version rendered, and every version there is; `boards` are the groups and periods that can be scored under another reading or version. */
export const RubricPage = z.object({ sheets: RubricSheets, versions: z.array(RubricVersion), boards: z.array(BoardKey), judged: z.optional(z.array(JudgedLeaf)) })
export type RubricPage = z.infer<typeof RubricPage>

/** One entry of `GET /v1/rubrics`. */
export const ListedRubric = z.object({
  id: z.string(), title: Bilingual, version: z.string(), hash: z.string(), groups: z.array(z.string()),
  indicators: z.number(), ambiguities: z.number(), discrepancies: z.number(), example: z.boolean(),
  status: z.enum(['in_force', 'draft']), effective: z.object({ from: Day, until: z.nullable(Day) }),
})
export type ListedRubric = z.infer<typeof ListedRubric>
