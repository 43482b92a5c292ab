import { hash } from 'node:crypto'
import type { CompiledType } from '../catalogue/compile-catalogue.ts'

/** Hex digits of 16 bytes. */
const DIGITS = 32

/** Identity of an event: 32 hex digits of SHA-256 over source and id. NUL parts them, which neither can hold. */
export function identityOf(source: string, id: string): string {
  return hash('sha256', `${source}\0${id}`, 'hex').slice(0, DIGITS)
}

/**
 * Content of an event: 32 hex digits of SHA-256 over type, subject as sent, instant and data with personal fields hashed.
 * Fields go in by name, so that the order in which a writer sends them does not matter; NUL parts them, which no text can hold.
 */
export function contentOf(type: CompiledType, subject: string, time: number, data: Record<string, unknown>): string {
  let text = `${type.name}\0${subject}\0${time}`
  for (const field of type.fields) {
    const value = data[field.name]
    if (value !== undefined) text += `\0${field.name}\0${written(value)}`
  }
  return hash('sha256', text, 'hex').slice(0, DIGITS)
}

/** A value with a mark of its kind in front, so that 1, "1" and true differ. */
function written(value: unknown): string {
  if (typeof value === 'string') return `s${value}`
  if (Array.isArray(value)) return `l${JSON.stringify(value)}`
  return `${typeof value === 'number' ? 'n' : 'b'}${String(value)}`
}
