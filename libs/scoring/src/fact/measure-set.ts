import { compileWhere, textOf, textsOf } from './condition.ts'
import type { Predicate } from './condition.ts'
import { bucketInstant, withinMs } from './measure-declaration.ts'
import type { CaseInstant, CaseStateName, MeasureDeclaration } from './measure-declaration.ts'

/** A measure as it is known where it is counted: by number in the database, by index in memory. */
export interface NumberedMeasure {
  id: number
  declaration: MeasureDeclaration
}

type Fields = Readonly<Record<string, unknown>>

/** One measure, compiled. */
export interface CompiledMeasure {
  id: number
  aggregate: MeasureDeclaration['aggregate']
  matches: Predicate
  /** The keys that it parts into; `['']` where it is not keyed, none where the field is absent. */
  keysOf: (fields: Fields) => readonly string[]
  /** The summed quantity; null where the field is no integer. */
  sumOf: (fields: Fields) => bigint | null
  /** The member of a distinct measure; null where the field is absent. */
  memberOf: (fields: Fields) => string | null
}

export interface CompiledCaseMeasure extends CompiledMeasure {
  at: CaseInstant | 'due'
  between: readonly [CaseInstant, CaseInstant] | null
  states: readonly CaseStateName[]
  within: { between: readonly [CaseInstant, CaseInstant]; ms: number } | null
}

/** Measures found by what feeds them. */
export interface MeasureSet {
  byEventType: ReadonlyMap<string, readonly CompiledMeasure[]>
  byCaseKind: ReadonlyMap<string, readonly CompiledCaseMeasure[]>
}

/** Compiles declarations once, so that each event meets only the measures of its type. */
export function compileMeasures(measures: readonly NumberedMeasure[]): MeasureSet {
  const byEventType = new Map<string, CompiledMeasure[]>()
  const byCaseKind = new Map<string, CompiledCaseMeasure[]>()
  for (const { id, declaration } of measures) {
    const compiled = compile(id, declaration)
    if ('case' in declaration.of) put(byCaseKind, declaration.of.case, { ...compiled, ...caseParts(declaration) })
    else for (const type of new Set([declaration.of.event].flat())) put(byEventType, type, compiled)
  }
  return { byEventType, byCaseKind }
}

function compile(id: number, declaration: MeasureDeclaration): CompiledMeasure {
  const { aggregate, by, field = '' } = declaration
  return {
    id, aggregate,
    matches: compileWhere(declaration.where),
    keysOf: by === undefined ? () => UNKEYED : (fields) => [...new Set(textsOf(fields[by]))],
    sumOf: (fields) => integerOf(fields[field]),
    memberOf: (fields) => textOf(fields[field]),
  }
}

const UNKEYED = [''] as const

function caseParts(declaration: MeasureDeclaration): Pick<CompiledCaseMeasure, 'at' | 'between' | 'states' | 'within'> {
  const at = bucketInstant(declaration)
  return { at: at === 'time' ? 'opened' : at, between: declaration.between ?? null, states: [declaration.state ?? []].flat(), within: declaration.within ? { between: declaration.within.between, ms: withinMs(declaration.within) } : null }
}

/** An integer, as a number or as text, exactly; null for anything else. */
export function integerOf(value: unknown): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null
  return typeof value === 'string' && /^-?\d{1,18}$/.test(value) ? BigInt(value) : null
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
