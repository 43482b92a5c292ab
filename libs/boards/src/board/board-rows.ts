import type { BoardRow } from '@tierline/contracts/board'
import type { StoredRow } from '@tierline/platform/board/stored-row'
import { unpackRow } from '@tierline/platform/board/stored-row'
import type { StoredGroup } from '@tierline/platform/directory'
import type { StoredUnit } from '@tierline/platform/directory.store'
import type { Standing } from './movement.store.ts'
import { isoOrNull } from './watermark.store.ts'

/** What a row needs besides its scored part. */
export interface RowSurroundings {
  indicators: readonly string[]
  unit: StoredUnit
  /** Place in official order, from 1. */
  order: number
  before: Standing | undefined
  /** Earlier scores; the row's own is put behind them. */
  spark: readonly number[]
}

/** A stored row as the contract has it. */
export function boardRow(stored: Omit<StoredRow, 'facts'>, { indicators, unit, order, before, spark }: RowSurroundings): BoardRow {
  return {
    unit: unit.code, name: unit.name, nameEn: unit.name_en, short: unit.short, initials: unit.initials, order,
    ...unpackRow(stored, indicators),
    previousRank: before?.rank ?? null, previousScore: before?.score ?? null,
    lastEventAt: isoOrNull(stored.lastEvent),
    spark: stored.score === null ? [...spark] : [...spark, Number(stored.score)],
  }
}

/** Ranked rows by rank, equal ranks in official order, then those that do not take part. */
export function inBoardOrder(rows: Iterable<BoardRow>): BoardRow[] {
  return [...rows].sort((a, b) => (a.rank ?? UNRANKED) - (b.rank ?? UNRANKED) || a.order - b.order)
}

/** After every rank. */
const UNRANKED = Number.MAX_SAFE_INTEGER

/** Each member's place in official order, from 1. */
export function officialOrder(group: StoredGroup | undefined): Map<number, number> {
  return new Map((group?.units ?? []).map(({ id }, at) => [id, at + 1]))
}
