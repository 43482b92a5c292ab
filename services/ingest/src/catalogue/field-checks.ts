import type { CatalogueField } from '@tierline/contracts/catalogue'
import { parseInstant } from '../event/instant.ts'

/** Says whether a value, never null, may stand in a field. */
export type FieldCheck = (value: unknown) => boolean

/** Limits that hold where a field declares none. */
export const FIELD_LIMITS = { textChars: 1_000, codeChars: 128, listEntries: 50, decimalChars: 40 } as const

/** Instants and days outside of these are slips of the keyboard. */
export const FIELD_TIMES = { from: Date.UTC(2000, 0, 1), until: Date.UTC(2100, 0, 1) } as const

// oxlint-disable-next-line no-control-regex
export const CODE_PATTERN = /^[^\s\u0000-\u001f\u007f](?:[^\u0000-\u001f\u007f]*[^\s\u0000-\u001f\u007f])?$/
export const DECIMAL_PATTERN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

/** The compiled check of one field; means the same as `fieldSchema`. */
export function compileField(field: CatalogueField): FieldCheck {
  switch (field.kind) {
    case 'text': return textCheck(field.maxChars ?? FIELD_LIMITS.textChars)
    case 'code': return codeCheck(field.maxChars ?? FIELD_LIMITS.codeChars)
    case 'integer': return integerCheck(field.min ?? -Infinity, field.max ?? Infinity)
    case 'decimal': return decimalCheck(field.min ?? -Infinity, field.max ?? Infinity)
    case 'boolean': return (value) => value === true || value === false
    case 'instant': return isInstant
    case 'day': return isDay
    case 'enum': return memberCheck(field.values ?? [])
    case 'list': return listCheck(field)
  }
}

function textCheck(maxChars: number): FieldCheck {
  return (value) => typeof value === 'string' && value.length >= 1 && value.length <= maxChars
}

function codeCheck(maxChars: number): FieldCheck {
  return (value) => typeof value === 'string' && value.length <= maxChars && CODE_PATTERN.test(value)
}

function integerCheck(min: number, max: number): FieldCheck {
  return (value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
}

function decimalCheck(min: number, max: number): FieldCheck {
  return (value) => {
    const text = decimalText(value)
    return text !== null && Number(text) >= min && Number(text) <= max
  }
}

/** The exact decimal that a value states, or null; a number of more than 15 digits has lost some on its way and must come as text. */
export function decimalText(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || text.length > FIELD_LIMITS.decimalChars || !DECIMAL_PATTERN.test(text)) return null
  if (typeof value === 'number' && text.replace(/^-?0?\.?0*|\./g, '').length > 15) return null
  return text
}

function isInstant(value: unknown): boolean {
  if (typeof value !== 'string') return false
  const instant = parseInstant(value)
  return instant >= FIELD_TIMES.from && instant < FIELD_TIMES.until
}

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || value.length !== 10) return false
  return isInstant(`${value}T00:00:00Z`)
}

function memberCheck(values: readonly string[]): FieldCheck {
  const known = new Set<unknown>(values)
  return (value) => known.has(value)
}

function listCheck(field: CatalogueField): FieldCheck {
  const isEntry = field.values ? memberCheck(field.values) : codeCheck(field.maxChars ?? FIELD_LIMITS.codeChars)
  return (value) => Array.isArray(value) && value.length <= FIELD_LIMITS.listEntries && value.every(isEntry)
}
