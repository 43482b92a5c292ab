import { NO_CALENDAR } from '../calendar/calendar.ts'
import type { WorkCalendar } from '../calendar/calendar.ts'
import type { FactType, FactTypes } from '../fact/fact.ts'

/** A field of an event type as the linter and the tester need it; the contract's `CatalogueField` fits it. */
export interface ContextField {
  kind: 'text' | 'code' | 'integer' | 'decimal' | 'boolean' | 'instant' | 'day' | 'enum' | 'list'
  required?: boolean | undefined
  personal?: boolean | undefined
  values?: readonly string[] | undefined
  min?: number | undefined
  max?: number | undefined
}

/** An event type; the contract's `CatalogueType` fits it. */
export interface ContextType extends FactType {
  fields: Readonly<Record<string, ContextField>>
}

/** The event catalogue; the contract's `Catalogue` fits it. */
export interface ContextCatalogue {
  types: Readonly<Record<string, ContextType>>
}

/** Units and groups; the contract's `UnitsFile` fits it. */
export interface ContextUnits {
  units: readonly { code: string; name: string; short?: string | undefined; aliases?: readonly string[] | undefined }[]
  groups: readonly { id: string; units: readonly string[] }[]
}

/** What lies beside a rubric. Each part is optional: what is not given is not checked, and events cannot be folded without a catalogue. */
export interface RubricContext {
  catalogue?: ContextCatalogue | undefined
  /** Of all files of `units/` together. */
  units?: ContextUnits | undefined
  /** Units join and leave a running system: ranks that nobody has today are no fault there. */
  mayGrow?: boolean | undefined
  calendar?: WorkCalendar | undefined
}

/** The event types of a context; none where it has no catalogue. */
export function typesOf(context: RubricContext): FactTypes {
  return context.catalogue?.types ?? {}
}

/** The working days of a context; a calendar that knows no year where it has none. */
export function calendarOf(context: RubricContext): WorkCalendar {
  return context.calendar ?? NO_CALENDAR
}

/** A unit's code by code, name, short name or alias; null where the context has units and none is called so. Without units every name stands for itself. */
export function codeIn(context: RubricContext, name: string): string | null {
  if (!context.units) return name
  const found = context.units.units.find((unit) => unit.code === name || unit.name === name || unit.short === name || unit.aliases?.includes(name))
  return found?.code ?? null
}
