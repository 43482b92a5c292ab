import type { WorkCalendar } from '../calendar/calendar.ts'
import type { CaseInstant } from './measure-declaration.ts'

/** What a fact does to its case, in lifecycle rank: at one instant an opening comes before an assignment, and so on. */
export const FACT_ROLES = ['opens', 'assigns', 'accepts', 'extends', 'returns', 'closes', 'calls_back', 'reopens', 'faults'] as const
export type FactRole = (typeof FACT_ROLES)[number]

/** The part of the event catalogue that folding needs; the contract's `CatalogueType` fits it. */
export interface FactType {
  case?: { kind: string; key: string | readonly string[]; role: FactRole; due?: string | undefined; limit?: string | undefined } | undefined
  count?: string | undefined
}
export type FactTypes = Readonly<Record<string, FactType | undefined>>

/** An event as it was counted: `unit` is the unit's code, `time` when it happened (epoch ms). */
export interface FactEvent {
  source: string
  id: string
  type: string
  unit: string
  time: number
  corrects: string | null
  data: Readonly<Record<string, unknown>>
}

/** What folding needs beside the facts: the catalogue's types, the working days, and the instant at which the clock stands. */
export interface FoldContext {
  types: FactTypes
  calendar: WorkCalendar
  instant: number
}

/** Most facts that one case keeps; one more is refused with the code `case_full`. */
export const MAX_FACTS = 500

/** What the facts of a case come to at an instant. Instants are epoch ms, undefined where they have not happened. */
export interface CaseState {
  kind: string
  key: string
  unit: string
  fields: Readonly<Record<string, unknown>>
  instants: Readonly<Partial<Record<CaseInstant, number>>>
  due: number | undefined
  /** A limit in working days runs into a year whose calendar is unpublished. */
  isDueUnknown: boolean
  isClosed: boolean
  isReturned: boolean
  isReopened: boolean
  isCalledBack: boolean
  isExtended: boolean
  /** Closed before it was opened: counted, kept out of durations and punctuality. */
  isImplausible: boolean
  /** Open and past its due time at the instant. */
  isOverdue: boolean
  /** The next instant at which the clock alone changes this state. */
  nextTick: number | undefined
}

/** A change of one hour of one measure; `member` for distinct measures, where `delta` counts contributing facts. */
export interface Contribution {
  measure: number
  unit: string
  key: string
  /** Start of the hour, epoch ms. */
  bucket: number
  delta: bigint
  member?: string
}
