import * as z from 'zod/mini'
import type { Catalogue, CatalogueField, CatalogueType } from '@tierline/contracts/catalogue'
import { Day, Instant } from '@tierline/contracts/text'
import { CODE_PATTERN, DECIMAL_PATTERN, decimalText, FIELD_LIMITS, FIELD_TIMES } from './field-checks.ts'

/** The schema of one type's `data`, as the catalogue says it; the API's description shows it, and the compiled checks are tested against it. */
export function dataSchema(type: CatalogueType): z.ZodMiniType {
  const shape: Record<string, z.ZodMiniType> = {}
  for (const [name, field] of Object.entries(type.fields)) {
    shape[name] = field.required ? fieldSchema(field) : z.nullish(fieldSchema(field))
  }
  return z.strictObject(shape)
}

/** The schema of every type's `data`. */
export function dataSchemas(catalogue: Catalogue): Record<string, z.ZodMiniType> {
  return Object.fromEntries(Object.entries(catalogue.types).map(([name, type]) => [name, dataSchema(type)]))
}

/** The schema of one field's value. */
export function fieldSchema(field: CatalogueField): z.ZodMiniType {
  switch (field.kind) {
    case 'text': return z.string().check(z.minLength(1), z.maxLength(field.maxChars ?? FIELD_LIMITS.textChars))
    case 'code': return code(field.maxChars)
    case 'integer': return z.int().check(z.minimum(field.min ?? Number.MIN_SAFE_INTEGER), z.maximum(field.max ?? Number.MAX_SAFE_INTEGER))
    case 'decimal': return decimal(field)
    case 'boolean': return z.boolean()
    case 'instant': return Instant.check(z.refine((text) => inRange(text)))
    case 'day': return Day.check(z.refine((text) => inRange(`${text}T00:00:00Z`)))
    case 'enum': return z.enum(field.values ?? [])
    case 'list': return z.array(field.values ? z.enum(field.values) : code(field.maxChars)).check(z.maxLength(FIELD_LIMITS.listEntries))
  }
}

function code(maxChars: number | undefined): z.ZodMiniString {
  return z.string().check(z.maxLength(maxChars ?? FIELD_LIMITS.codeChars), z.regex(CODE_PATTERN))
}

function decimal(field: CatalogueField): z.ZodMiniType {
  const bounds = z.refine((value) => Number(value) >= (field.min ?? -Infinity) && Number(value) <= (field.max ?? Infinity))
  const exact = z.number().check(z.refine((value) => decimalText(value) !== null))
  const text = z.string().check(z.maxLength(FIELD_LIMITS.decimalChars), z.regex(DECIMAL_PATTERN))
  return z.union([exact, text]).check(bounds)
}

function inRange(text: string): boolean {
  const instant = Date.parse(text)
  return instant >= FIELD_TIMES.from && instant < FIELD_TIMES.until
}
