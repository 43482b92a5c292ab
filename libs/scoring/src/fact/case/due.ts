import { addWorkingDays } from '../../calendar/calendar.ts'
import { lastOfDay, parseDay } from '../../period/shanghai.ts'
import type { FactEvent, FoldContext } from '../fact.ts'

/** The due time as far as the facts so far state it; `from` is the instant from which a limit in working days counts. */
export interface Due {
  at: number | undefined
  from: number | undefined
  isUnknown: boolean
}

/** No fact has stated one. */
export const NO_DUE: Due = { at: undefined, from: undefined, isUnknown: false }

/**
 * The due time after one more fact. A stated time goes before a limit; a day means its end, inclusive.
 * An opening, assignment or reopening starts the count of a limit; an extension states a new limit over the same start.
 */
export function dueAfter(due: Due, fact: FactEvent, context: FoldContext): Due {
  const role = context.types[fact.type]?.case
  if (!role) return due
  const from = role.role === 'extends' ? (due.from ?? fact.time) : fact.time
  const stated = role.due === undefined ? undefined : instantOf(fact.data[role.due])
  if (stated !== undefined) return { at: stated, from, isUnknown: false }
  const limit = role.limit === undefined ? undefined : fact.data[role.limit]
  if (typeof limit !== 'number' || !Number.isSafeInteger(limit) || limit < 0) return due
  const at = addWorkingDays(context.calendar, from, limit)
  return at === 'unpublished' ? { at: undefined, from, isUnknown: true } : { at, from, isUnknown: false }
}

function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const day = parseDay(value)
  if (day !== null) return lastOfDay(day)
  // Without an offset a time would be read in the machine's zone; the catalogue refuses it at the door.
  const ms = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}
