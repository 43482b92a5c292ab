import type { Board } from '@tierline/contracts/board'
import { hasOutside } from '../arrange/outside.ts'
import type { SortKey, View } from '../view-url.ts'

/** A column of the table; `sort` where its head sorts. */
export interface Column {
  readonly id: 'rank' | 'move' | 'unit' | 'rail' | 'value' | 'outside' | 'score' | 'converted' | 'tier' | 'spark' | 'gap' | 'sample' | 'last'
  readonly sort: SortKey | null
  readonly align: 'start' | 'end'
}

const COLUMNS: readonly Column[] = [
  { id: 'rank', sort: 'rank', align: 'start' },
  { id: 'move', sort: 'move', align: 'start' },
  { id: 'unit', sort: 'unit', align: 'start' },
  { id: 'rail', sort: null, align: 'start' },
  { id: 'value', sort: null, align: 'end' },
  { id: 'outside', sort: null, align: 'end' },
  { id: 'score', sort: 'score', align: 'end' },
  { id: 'converted', sort: null, align: 'end' },
  { id: 'tier', sort: null, align: 'start' },
  { id: 'spark', sort: null, align: 'start' },
  { id: 'gap', sort: 'gap', align: 'end' },
  { id: 'sample', sort: 'sample', align: 'end' },
  { id: 'last', sort: 'last', align: 'end' },
]

/** The columns that say something on this board: no tiers where none are declared, no movement, tier or trend of a single indicator. */
export function columnsOf(board: Board, view: View): readonly Column[] {
  const hidden = new Set<Column['id']>()
  if (!board.tiersDeclared || board.tiers.length === 0 || view.by !== null) hidden.add('tier')
  if (board.baseline === null || view.by !== null) hidden.add('move')
  if (view.by !== null) hidden.add('spark').add('gap')
  if (view.by === null || board.rows.every((row) => (row.cells[view.by ?? '']?.value ?? null) === null)) hidden.add('value')
  if (view.by !== null || !hasOutside(board.indicators)) hidden.add('outside')
  if (view.by !== null || board.conversion === null) hidden.add('converted')
  // Where there is more to say of the score, its trend gives way; the unit's page has it.
  if (!hidden.has('outside') || !hidden.has('converted')) hidden.add('spark')
  if (!hidden.has('outside') && !hidden.has('converted')) hidden.add('last')
  if (board.rows.every((row) => row.sample === null)) hidden.add('sample')
  if (board.rows.every((row) => row.spark.length < 2)) hidden.add('spark')
  return COLUMNS.filter((column) => !hidden.has(column.id))
}
