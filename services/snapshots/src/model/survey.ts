import type { Cell } from '@tierline/contracts/board'
import type { FrozenRow, FrozenUnit } from '@tierline/contracts/snapshot/content'
import type { FrozenSnapshot } from '../freeze/frozen.ts'

/** Rows that a file may hold in memory; a snapshot with more gives only heads where a format needs them all. */
export const KEPT_ROWS = 1_000

export type LeafPart = 'value' | 'fraction' | 'points'

/** What has to be known of all units before the first of them is written. */
export interface Survey {
  ranked: number
  unranked: number
  /** What of each indicator some unit has. */
  parts: ReadonlyMap<string, ReadonlySet<LeafPart>>
  has: ReadonlySet<'range' | 'converted' | 'note'>
  /** Length of the longest name, in half widths. */
  nameWidth: number
  /** All rows in the board's order; null where there are more than may be kept. */
  rows: readonly FrozenRow[] | null
  /** Why the first unit has its points; the questions that the rubric leaves open are the same for all. */
  explained: FrozenUnit['explanation'] | null
}

/** What a note of a row may say; told by whoever words it. */
export type HasNote = (row: FrozenRow) => boolean

/** Goes through the rows once, in flat memory; `visit` sees each row in the board's order. */
export async function surveyOf(frozen: FrozenSnapshot, { hasNote, visit }: { hasNote: HasNote; visit?: (row: FrozenRow) => void }): Promise<Survey> {
  const parts = new Map<string, Set<LeafPart>>()
  const has = new Set<'range' | 'converted' | 'note'>()
  let [ranked, unranked, nameWidth] = [0, 0, 8]
  let rows: FrozenRow[] | null = []
  for await (const row of frozen.rows()) {
    if (row.rank === null) unranked++
    else ranked++
    nameWidth = Math.max(nameWidth, widthOf(row.name))
    if (row.low !== row.high) has.add('range')
    if (row.converted !== null) has.add('converted')
    if (hasNote(row)) has.add('note')
    for (const [id, cell] of Object.entries(row.cells)) noteParts(parts, id, cell)
    if (rows && rows.length < KEPT_ROWS) rows.push(row)
    else rows = null
    visit?.(row)
  }
  return { ranked, unranked, parts, has, nameWidth, rows, explained: await frozen.firstExplanation() }
}

function noteParts(parts: Map<string, Set<LeafPart>>, id: string, { value, denominator, points, low, high }: Cell): void {
  const known = parts.get(id) ?? new Set<LeafPart>()
  parts.set(id, known)
  if (value !== null) known.add('value')
  if (denominator !== null) known.add('fraction')
  if (points !== null || low !== high) known.add('points')
}

/** Width of a text where a Chinese character takes two. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1
  return width
}
