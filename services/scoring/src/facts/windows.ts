import { DAY_MS, dayNumber, dayText, startOfDay } from '@tierline/scoring'
import type { Reading } from '@tierline/scoring'

/** A registered measure; null while it is not registered, when nothing of it is counted yet. */
export interface MeasureState {
  id: number
  /** Windows that begin before it are provisional: Infinity while it is being filled, an instant where older events had been dropped before it was declared. */
  completeFrom: number
}

/** The columns of one bulk statement: one entry per slot and span. Instants as ISO text, days as `YYYY-MM-DD`. */
export interface Spans {
  slots: number[]
  measures: number[]
  from: string[]
  until: string[]
}

/** What to read for a board: whole days, hours at the edges and distinct members, each with its keyed part apart. */
export interface ReadingSpans {
  days: Spans
  hours: Spans
  keyedDays: Spans
  keyedHours: Spans
  distinct: Spans
  keyedDistinct: Spans
}

/** Parts the readings of a plan by how they are read: days where a window holds whole days of Asia/Shanghai, hours for what is left. */
export function spansOf(readings: readonly Reading[], measures: ReadonlyMap<string, MeasureState>): ReadingSpans {
  const spans: ReadingSpans = { days: none(), hours: none(), keyedDays: none(), keyedHours: none(), distinct: none(), keyedDistinct: none() }
  for (const reading of readings) {
    const measure = measures.get(reading.hash)
    if (!measure || reading.until <= reading.from) continue
    const window = { from: Math.max(reading.from, 0), until: Math.min(reading.until, FAR_MS) }
    const add = (to: Spans, from: string, until: string): void => put(to, { slot: reading.slot, measure: measure.id, from, until })
    if (reading.declaration.aggregate === 'distinct') add(reading.keyed ? spans.keyedDistinct : spans.distinct, instantText(window.from), instantText(window.until))
    else split(window, (from, until) => add(reading.keyed ? spans.keyedDays : spans.days, from, until), (from, until) => add(reading.keyed ? spans.keyedHours : spans.hours, from, until))
  }
  return spans
}

/** 9999-12-31: later than anything that is counted. */
const FAR_MS = 253_370_764_800_000

type Add = (from: string, until: string) => void

function split({ from, until }: { from: number; until: number }, addDays: Add, addHours: Add): void {
  const firstDay = dayNumber(from + DAY_MS - 1)
  const lastDay = dayNumber(until)
  if (firstDay >= lastDay) return addHours(instantText(from), instantText(until))
  addDays(dayText(firstDay), dayText(lastDay))
  if (from < startOfDay(firstDay)) addHours(instantText(from), instantText(startOfDay(firstDay)))
  if (startOfDay(lastDay) < until) addHours(instantText(startOfDay(lastDay)), instantText(until))
}

const none = (): Spans => ({ slots: [], measures: [], from: [], until: [] })

function put(to: Spans, span: { slot: number; measure: number; from: string; until: string }): void {
  to.slots.push(span.slot)
  to.measures.push(span.measure)
  to.from.push(span.from)
  to.until.push(span.until)
}

function instantText(instant: number): string {
  return new Date(instant).toISOString()
}
