import Fraction from 'fraction.js'
import type { FieldCondition } from './measure-declaration.ts'

type Fields = Readonly<Record<string, unknown>>

/** Whether an event's or a case's fields fulfil a filter. */
export type Predicate = (fields: Fields) => boolean

/** Compiles `where:` once, so that each event pays comparisons only. */
export function compileWhere(where: Readonly<Record<string, FieldCondition>> | undefined): Predicate {
  const tests = Object.entries(where ?? {}).map(([name, condition]) => compileCondition(name, condition))
  if (tests.length === 0) return () => true
  return (fields) => tests.every((holds) => holds(fields))
}

/** A scalar as the text by which it is compared, keyed and told apart; null where there is none. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** The texts of a field: one for a scalar, one an element for a list, none where it is absent. */
export function textsOf(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.flatMap((element) => textOf(element) ?? [])
}

function compileCondition(name: string, condition: FieldCondition): Predicate {
  if (!Array.isArray(condition) && typeof condition === 'object') return compileBounds(name, condition)
  const wanted = new Set((Array.isArray(condition) ? condition : [condition]).map(String))
  return (fields) => {
    const value = fields[name]
    return Array.isArray(value) ? value.some((element) => isIn(wanted, element)) : isIn(wanted, value)
  }
}

function isIn(wanted: ReadonlySet<string>, value: unknown): boolean {
  const text = textOf(value)
  return text !== null && wanted.has(text)
}

function compileBounds(name: string, bounds: Extract<FieldCondition, { present?: unknown }>): Predicate {
  const least = bounds.at_least === undefined ? null : decimal(bounds.at_least)
  const most = bounds.at_most === undefined ? null : decimal(bounds.at_most)
  const present = bounds.present === undefined ? null : String(bounds.present) === 'true'
  return (fields) => {
    const value = fields[name]
    const isPresent = value !== undefined && value !== null
    if (present !== null && present !== isPresent) return false
    if (least === null && most === null) return true
    const figure = Array.isArray(value) ? new Fraction(value.length) : decimal(value)
    return figure !== null && (least === null || figure.gte(least)) && (most === null || figure.lte(most))
  }
}

function decimal(value: unknown): Fraction | null {
  const text = textOf(value)
  return text !== null && /^-?\d+(\.\d+)?$/.test(text) ? new Fraction(text) : null
}
