import { calendarOf, codeIn, typesOf } from '../check/rubric-context.ts'
import type { ContextField, ContextType, RubricContext } from '../check/rubric-context.ts'
import type { BoardPlan } from '../evaluate/types.ts'
import { dutyOccasions, openingFact } from '../fact/duty-opening.ts'
import type { FactEvent } from '../fact/fact.ts'
import { FactFolder } from '../fact/read-facts.ts'
import type { RollUps } from '../fact/read-facts.ts'
import { parseDay } from '../period/shanghai.ts'
import { pathText, quoted } from '../rubric/faults-of-issues.ts'
import type { Fault } from '../rubric/rubric.ts'
import type { TestEvent } from './test-file.schema.ts'

/** Events of a test with the unit that they belong to and their place in the file. */
export interface PlacedEvent {
  event: TestEvent
  unit: string
  path: readonly PropertyKey[]
}

/** The clock and the surroundings of one scoring. */
export interface Clock {
  context: RubricContext
  instant: number
}

/** A test's events as facts, typed by the catalogue; everything that the door would refuse, and an event after the instant, is a fault. */
export function factsOfEvents(events: readonly PlacedEvent[], clock: Clock): { facts: FactEvent[]; faults: Fault[] } {
  const faults: Fault[] = []
  const facts = events.flatMap((placed, at) => {
    const found = eventFaults(placed, clock)
    faults.push(...found)
    return found.length > 0 ? [] : repeated(placed, at, clock)
  })
  return { facts, faults }
}

/** The facts and the duties that the clock has opened, rolled up by every measure of the plan. */
export function foldedFacts(plan: BoardPlan, facts: readonly FactEvent[], { units, context, instant }: Clock & { units: readonly string[] }): RollUps {
  const calendar = calendarOf(context)
  const declarations = [...new Map(plan.readings.map(({ hash, declaration }) => [hash, declaration])).values()]
  const folder = new FactFolder({ types: typesOf(context), calendar, instant, declarations })
  for (const fact of facts) folder.add(fact)
  for (const duty of plan.rubric.duties) {
    const owing = units.filter((unit) => duty.units === undefined || duty.units.some((name) => codeIn(context, name) === unit))
    for (const occasion of dutyOccasions(duty, instant, calendar)) for (const unit of owing) folder.add(openingFact(duty, unit, occasion))
  }
  return folder.rollUps()
}

function eventFaults({ event, path }: PlacedEvent, { context, instant }: Clock): Fault[] {
  const faults: Fault[] = []
  const add = (at: readonly PropertyKey[], found: string, [expected, mend]: [string, string]): void => void faults.push({ path: pathText([...path, ...at]), found, expected, mend })
  if (!context.catalogue) {
    add([], 'events, but no catalogue', ['the event catalogue beside the rubric (catalogue.yaml)', 'put it there, or give figures under `measures`'])
    return faults
  }
  if (Date.parse(event.at) > instant) add(['at'], event.at, [`an instant up to ${new Date(instant).toISOString()}, at which the test is scored`, 'move the event or the instant of the test'])
  const type = context.catalogue.types[event.type]
  if (!type) {
    add(['type'], quoted(event.type), ['an event type of the catalogue', 'correct its spelling, or add it to catalogue.yaml'])
    return faults
  }
  for (const [name, value] of Object.entries(event.data ?? {})) {
    const field = type.fields[name]
    if (!field) add(['data', name], `the field "${name}"`, [`one of ${Object.keys(type.fields).join(', ')}`, 'correct its spelling'])
    else if (!fits(field, value)) add(['data', name], quoted(value), [field.values ? `one of ${field.values.join(', ')}` : `a value of the kind ${field.kind}`, 'correct it'])
  }
  for (const name of missingFields(type, event)) add(['data', name], 'nothing', [`a value: ${event.type} requires it`, 'add it'])
  return faults
}

function missingFields(type: ContextType, event: TestEvent): string[] {
  return Object.entries(type.fields).filter(([name, field]) => field.required && event.data?.[name] === undefined).map(([name]) => name)
}

function fits(field: ContextField, value: string | string[]): boolean {
  if (field.kind === 'list' || Array.isArray(value)) return field.kind === 'list' && [value].flat().every((text) => !field.values || field.values.includes(text))
  const isInBounds = (field.min === undefined || Number(value) >= field.min) && (field.max === undefined || Number(value) <= field.max)
  switch (field.kind) {
    case 'integer': return /^-?\d+$/.test(value) && isInBounds
    case 'decimal': return /^-?\d+(\.\d+)?$/.test(value) && isInBounds
    case 'boolean': return value === 'true' || value === 'false'
    case 'instant': return !Number.isNaN(Date.parse(value)) && /(?:Z|[+-]\d{2}:?\d{2})$/i.test(value)
    case 'day': return parseDay(value) !== null
    case 'enum': return field.values?.includes(value) ?? true
    default: return true
  }
}

function repeated({ event, unit, path }: PlacedEvent, at: number, { context }: Clock): FactEvent[] {
  const fields = context.catalogue?.types[event.type]?.fields ?? {}
  return Array.from({ length: Number(event.times ?? '1') }, (_, index): FactEvent => {
    const numbered = (text: string): string => text.replaceAll('{n}', String(index + 1))
    const data = Object.fromEntries(Object.entries(event.data ?? {}).map(([name, value]) => [name, typed(fields[name], Array.isArray(value) ? value.map(numbered) : numbered(value))]))
    const id = numbered(event.id ?? `${pathText(path)}/${at}/${index + 1}`)
    return { source: 'test', id, type: event.type, unit, time: Date.parse(event.at), corrects: event.corrects === undefined ? null : numbered(event.corrects), data }
  })
}

/** A field as it comes over the wire: numbers and booleans are no texts there. */
function typed(field: ContextField | undefined, value: string | string[]): unknown {
  if (field?.kind === 'list') return [value].flat()
  if (field?.kind === 'boolean') return value === 'true'
  return field?.kind === 'integer' && typeof value === 'string' && Number.isSafeInteger(Number(value)) ? Number(value) : value
}

