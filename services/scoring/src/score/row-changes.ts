import type { StoredPlace } from '@tierline/platform/board/stored-row'
import { isSameButPlace, placeOf, rowOf } from '@tierline/scoring'
import type { ScoredRow } from '@tierline/scoring'
import type { TakenFacts } from '../facts/read-facts.ts'
import type { RememberedRow } from './board-memory.ts'
import { digestOf, rowText } from './row-text.ts'
import type { ChangedPlaces, ChangedRows } from './score.store.ts'
import type { Writing } from './write-board.ts'

/** What of some candidates is to be written, and what is remembered of them. */
export interface RowChanges {
  rows: Omit<ChangedRows, 'board' | 'seq' | 'instant'> & { units: number[]; texts: string[]; digests: string[] }
  places: Omit<ChangedPlaces, 'board' | 'seq' | 'instant'> & { units: number[]; ranks: (number | null)[]; gaps: (string | null)[] }
  remembered: [string, RememberedRow][]
  /** Units of whom a row, a place or both are written. */
  changed: number
}

/** Tells what changed of these units. Who only changed places has neither text nor digest made: that is most of those whom one unit's change moves. */
export function rowChanges(writing: Writing, taken: ReadonlyMap<string, TakenFacts>, codes: readonly string[]): RowChanges {
  const { scored } = writing
  const changes: RowChanges = { rows: { units: [], texts: [], digests: [] }, places: { units: [], ranks: [], gaps: [] }, remembered: [], changed: 0 }
  const indicators = writing.planned.head.indicators.map(({ id }) => id)
  for (const code of codes) {
    const row = scored.score.byUnit.get(code)
    const before = scored.rows.get(code)
    const now = row && rememberedRow(writing, { row, before, fresh: taken.get(code), indicators })
    if (!now) continue
    const { place } = now
    changes.remembered.push([code, { ...now.remembered, place }])
    const isPlaced = before?.place?.rank === place.rank && before.place.gapAbove === place.gapAbove
    if (now.text === null && isPlaced) continue
    changes.changed += 1
    const unit = scored.units(code)
    if (now.text !== null) put(changes.rows, unit, { text: now.text, digest: now.remembered.digest })
    if (!isPlaced) putPlace(changes.places, unit, place)
  }
  return changes
}

interface Candidate {
  row: ScoredRow
  before: RememberedRow | undefined
  fresh: TakenFacts | undefined
  indicators: readonly string[]
}

/** A candidate as it is remembered from now on, and its text where that has changed; null where nothing is known of it. */
function rememberedRow({ planned: { plan }, scored }: Writing, { row, before, fresh, indicators }: Candidate): { remembered: Omit<RememberedRow, 'place'>; place: StoredPlace; text: string | null } | null {
  const place = placeOf(plan, row)
  const last = scored.before?.byUnit.get(row.unit)
  if (!fresh && before && last && isSameButPlace(last, row)) return { remembered: before, place, text: null }
  const facts = fresh?.text ?? before?.facts
  if (facts === undefined) return null
  const lastEvent = fresh ? fresh.lastEvent : before?.lastEvent ?? null
  const text = rowText(rowOf(plan, row), { indicators, lastEvent, facts })
  const digest = digestOf(text)
  return { remembered: { facts, lastEvent, digest }, place, text: digest === before?.digest ? null : text }
}

function put(rows: RowChanges['rows'], unit: number, { text, digest }: { text: string; digest: string }): void {
  rows.units.push(unit)
  rows.texts.push(text)
  rows.digests.push(digest)
}

function putPlace(places: RowChanges['places'], unit: number, { rank, gapAbove }: StoredPlace): void {
  places.units.push(unit)
  places.ranks.push(rank)
  places.gaps.push(gapAbove)
}
