import { SCORE_STATES } from '@tierline/contracts/board'
import type { Board, BoardRow, Cell } from '@tierline/contracts/board'
import type { StoredFacts } from './stored-facts.ts'

/** What a rubric says of its boards; `board.head` keeps it. */
export type StoredHead = Pick<Board, 'title' | 'rubric' | 'ranking' | 'conversion' | 'vetoes' | 'tiers' | 'tiersDeclared' | 'indicators'>

/** The part of a board's row that scoring decides; names, movement and sparks are added where it is read. */
export type ScoredPart = Omit<BoardRow, 'unit' | 'name' | 'nameEn' | 'short' | 'initials' | 'order' | 'previousRank' | 'previousScore' | 'spark' | 'lastEventAt'>

/** Rows stored by earlier versions have none of these. */
type Later = 'converted' | 'vetoes' | 'gated'

/** What changes of a row when others move: `place` and `place_history` keep it. */
export type StoredPlace = Pick<ScoredPart, 'rank' | 'gapAbove'>

/** A row as `score` and `score_history` keep it, and its place with it as it is read. Cells stand in the order of the head's indicators. */
export interface StoredRow extends Omit<ScoredPart, 'cells' | Later>, Partial<Pick<ScoredPart, Later>> {
  cells: StoredCell[]
  /** The unit's newest event in the board's period, epoch ms. */
  lastEvent: number | null
  facts: StoredFacts
}

/** points, state, claimed, value, numerator, denominator; where they differ from the points, low and high; and what few cells have: adjusted max, claim, adjustment. */
export type StoredCell = [string | null, number, 0 | 1, string | null, string | null, string | null, string?, string?, StoredExtras?]
type StoredExtras = Partial<Record<'adjustedMax' | 'claim' | 'adjustment', string>>

/** Writes a scored row down for storage; its place and its facts are written beside it. */
export function packBody(row: ScoredPart, more: { indicators: readonly string[]; lastEvent: number | null }): Omit<StoredRow, 'facts' | keyof StoredPlace> {
  const { unrankedBecause, score, low, high, tier, nextTier, converted, vetoes, gated, headroom, sample, unknownLeaves, claimedLeaves, cells } = row
  return {
    unrankedBecause, score, low, high, tier, nextTier, converted, vetoes, gated, headroom, sample, unknownLeaves, claimedLeaves,
    cells: more.indicators.map((id) => packCell(cells[id])), lastEvent: more.lastEvent,
  }
}

/** The same with its place, as a stored row is read. */
export function packRow(row: ScoredPart, more: { indicators: readonly string[]; lastEvent: number | null }): Omit<StoredRow, 'facts'> {
  return { rank: row.rank, gapAbove: row.gapAbove, ...packBody(row, more) }
}

/** Reads a stored row back; `indicators` are the ids of the head's indicators in their order. */
export function unpackRow(stored: Omit<StoredRow, 'facts'>, indicators: readonly string[]): ScoredPart {
  const { rank, unrankedBecause, score, low, high, tier, gapAbove, nextTier, converted = null, vetoes = [], gated = [], headroom, sample, unknownLeaves, claimedLeaves } = stored
  const cells: Record<string, Cell> = {}
  for (const [at, id] of indicators.entries()) cells[id] = unpackCell(stored.cells[at])
  return { rank, unrankedBecause, score, low, high, tier, gapAbove, nextTier, converted, vetoes, gated, headroom, sample, unknownLeaves, claimedLeaves, cells }
}

/** One cell of a stored row, alone. */
export function unpackCell(stored: StoredCell | undefined): Cell {
  if (!stored) return NO_CELL
  const [points, state, claimed, value, numerator, denominator, low = points ?? '0', high = low, { adjustedMax = null, claim = null, adjustment = null } = {}] = stored
  return { points, low, high, state: SCORE_STATES[state] ?? 'no_data', claimed: claimed === 1, value, numerator, denominator, adjustedMax, claim, adjustment }
}

const NO_CELL: Cell = { points: null, low: '0', high: '0', state: 'no_data', claimed: false, value: null, numerator: null, denominator: null, adjustedMax: null, claim: null, adjustment: null }

function packCell(cell: Cell = NO_CELL): StoredCell {
  const { points, low, high, state, claimed, value, numerator, denominator } = cell
  const head = [points, SCORE_STATES.indexOf(state), claimed ? 1 : 0, value, numerator, denominator] as const
  const extras = extrasOf(cell)
  if (extras) return [...head, low, high, extras]
  return low === points && high === points ? [...head] : [...head, low, high]
}

function extrasOf({ adjustedMax, claim, adjustment }: Cell): StoredExtras | null {
  if (adjustedMax === null && claim === null && adjustment === null) return null
  return { ...(adjustedMax === null ? {} : { adjustedMax }), ...(claim === null ? {} : { claim }), ...(adjustment === null ? {} : { adjustment }) }
}
