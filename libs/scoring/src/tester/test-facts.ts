import { codeIn } from '../check/rubric-context.ts'
import type { BoardPlan, Reading, ReadingValue, UnitFacts } from '../evaluate/types.ts'
import type { FactEvent } from '../fact/fact.ts'
import { readValue, readValueByKey } from '../fact/read-facts.ts'
import type { RollUps } from '../fact/read-facts.ts'
import { readingValue, unitFacts } from '../file/unit-facts.ts'
import type { Fault } from '../rubric/rubric.ts'
import { companionOf } from '../value/hidden-names.ts'
import { factsOfEvents, foldedFacts } from './test-events.ts'
import type { Clock, PlacedEvent } from './test-events.ts'
import type { TestEntry, TestEvent } from './test-file.schema.ts'

/** What a test knows about its units: an entry each, and the events of the case. */
export interface Given {
  units: Readonly<Record<string, TestEntry>>
  events: readonly TestEvent[] | undefined
  path: readonly PropertyKey[]
}

/** Every unit's facts as a plan asks for them: figures that are stated, and over the others what the events come to. */
export function factsOfUnits(plan: BoardPlan, given: Given, clock: Clock): { facts: UnitFacts[]; faults: Fault[] } {
  const codes = new Map(Object.keys(given.units).map((name) => [name, codeIn(clock.context, name) ?? name]))
  const events = placedEvents(given, codes, clock)
  const read = factsOfEvents(events, clock)
  const units = [...codes.values()]
  const rollUps = isByEvents(given) ? foldedFacts(plan, read.facts, { ...clock, units }) : null
  const out = Object.entries(given.units).map(([name, entry]) => {
    const unit = codes.get(name) ?? name
    const { events: own, earlier: _earlier, year_before: _yearBefore, due_unknown: _dueUnknown, provisional: _provisional, ...figures } = entry
    const stated = unitFacts(plan, { unit, entry: { ...figures, ...(typeof own === 'string' ? { events: own } : {}) }, path: [...given.path, name] })
    return { facts: withEvents(plan, stated.facts, { entry, rollUps, events: read.facts }), faults: stated.faults }
  })
  return { facts: out.map(({ facts }) => facts), faults: [...read.faults, ...out.flatMap(({ faults }) => faults)] }
}

/** Where events are listed, be the list empty, the clock opens duties; where only figures are given, they are all there is. */
function isByEvents({ units, events }: Given): boolean {
  return events !== undefined || Object.values(units).some((entry) => Array.isArray(entry.events))
}

function placedEvents(given: Given, codes: ReadonlyMap<string, string>, { context }: Clock): PlacedEvent[] {
  const shared = (given.events ?? []).flatMap((event, at): PlacedEvent[] => {
    const path = ['events', at]
    if (event.unit !== undefined) return [{ event, unit: codeIn(context, event.unit) ?? event.unit, path }]
    return [...codes.values()].map((unit) => ({ event, unit, path: [...path, unit] }))
  })
  const own = Object.entries(given.units).flatMap(([name, { events }]) => (Array.isArray(events) ? events : []).map((event, at): PlacedEvent => (
    { event, unit: codeIn(context, event.unit ?? name) ?? name, path: [...given.path, name, 'events', at] }
  )))
  return [...shared, ...own]
}

interface Folded {
  entry: TestEntry
  rollUps: RollUps | null
  events: readonly FactEvent[]
}

function withEvents(plan: BoardPlan, facts: UnitFacts, { entry, rollUps, events }: Folded): UnitFacts {
  const unsettled = new Set(entry.provisional ?? [])
  const readings = plan.readings.map((reading, slot): ReadingValue => {
    const { name, hash, from, until } = reading
    const provisional = unsettled.has(name)
    const stated = reading.back === null ? (entry.measures?.[name] === undefined ? dueUnknown(entry, name) : facts.readings[slot] ?? null) : earlierValue(entry, reading)
    if (stated) return { ...stated, provisional }
    const asked = { hash, unit: facts.unit, from, until }
    if (reading.keyed) return { byKey: rollUps ? readValueByKey(rollUps, asked) : {}, provisional }
    return { value: rollUps ? readValue(rollUps, asked) : 0n, provisional }
  })
  const counted = events.filter(({ unit, time }) => unit === facts.unit && time >= plan.period.from && time < plan.period.until).length
  return { ...facts, readings, events: typeof entry.events === 'string' ? facts.events : facts.events + counted }
}

function dueUnknown({ due_unknown: names = [] }: TestEntry, name: string): ReadingValue | null {
  return names.some((measure) => companionOf(measure) === name) ? { value: 1n, provisional: false } : null
}

/** A measure's figure in an earlier span. */
function earlierValue(entry: TestEntry, reading: Reading): ReadingValue | null {
  const figures = reading.back === 'year' ? entry.year_before : entry.earlier?.[(reading.back ?? 1) - 1]
  const text = figures?.[reading.name]
  return text === undefined ? null : readingValue(reading, text)
}
