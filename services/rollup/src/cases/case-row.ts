import { HOUR_MS } from '@tierline/scoring'
import type { CaseState, FactEvent } from '@tierline/scoring'
import type { Change } from '../deltas/deltas.ts'

/** A case as it is stored: its facts and what it really added to the roll-ups, both as short tuples. */
export interface CaseRow {
  kind: string
  key: string
  facts: StoredFact[]
  contributions: StoredChange[]
  measure_set: number
}

/** time, type, source, id, unit's code, corrects, data */
export type StoredFact = [number, string, string, string, string, string | null, Record<string, unknown>]
/** measure, unit, key, hour since 1970, delta, member */
export type StoredChange = [number, number, string, number, string, string | null]

/** A case as it is to be written. */
export interface AdvancedCase {
  kind: string
  key: string
  unit: number | null
  facts: FactEvent[]
  changes: Change[]
  state: CaseState | null
}

export const factOf = ([time, type, source, id, unit, corrects, data]: StoredFact): FactEvent => ({ time, type, source, id, unit, corrects, data })

export const storedFact = ({ time, type, source, id, unit, corrects, data }: FactEvent): StoredFact => [time, type, source, id, unit, corrects, data]

export const changeOfStored = ([measure, unit, key, hour, delta, member]: StoredChange): Change => ({ measure, unit, key, hour: hour * HOUR_MS, delta: BigInt(delta), member })

export const storedChange = ({ measure, unit, key, hour, delta, member }: Change): StoredChange => [measure, unit, key, hour / HOUR_MS, String(delta), member]

export function isSameChange([measure, unit, key, hour, delta, member]: StoredChange, change: Change): boolean {
  return measure === change.measure && unit === change.unit && hour * HOUR_MS === change.hour && key === change.key && member === change.member && delta === String(change.delta)
}

/** What contradicts itself in a case, to be shown; null where nothing does. */
export function flagOf(state: CaseState | null): string | null {
  if (state?.isImplausible) return 'closed_before_opened'
  return state?.isDueUnknown ? 'calendar_unpublished' : null
}
