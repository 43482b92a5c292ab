import * as z from 'zod/mini'
import { Bilingual } from './text.ts'

/** The kinds of a field's value. `count` is an integer ≥ 1 that multiplies the event; `instant` an ISO time with offset; `list` an array of short texts. */
export const FieldKind = z.enum(['text', 'code', 'integer', 'decimal', 'boolean', 'instant', 'day', 'enum', 'list'])
export type FieldKind = z.infer<typeof FieldKind>

/** One field of an event type: kind, unit of measure, whether it is required, personal, or carries the count. */
export const CatalogueField = z.strictObject({
  kind: FieldKind,
  title: Bilingual,
  required: z.optional(z.boolean()),
  /** Replaced by a keyed hash before the log. */
  personal: z.optional(z.boolean()),
  /** Unit of measure, e.g. `person`, `minute`. */
  measuredIn: z.optional(z.string()),
  values: z.optional(z.array(z.string())),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  maxChars: z.optional(z.number()),
})
export type CatalogueField = z.infer<typeof CatalogueField>

/** What an event does to its case. The order of this list is the lifecycle rank that orders facts of one instant. */
export const LIFECYCLE_ROLES = [
  'opens', 'assigns', 'accepts', 'extends', 'returns', 'closes', 'calls_back', 'reopens', 'faults',
] as const
export const LifecycleRole = z.enum(LIFECYCLE_ROLES)
export type LifecycleRole = z.infer<typeof LifecycleRole>

/** One event type; `case` names the case it belongs to, `count` the field that multiplies it. */
export const CatalogueType = z.strictObject({
  title: Bilingual,
  fields: z.record(z.string(), CatalogueField),
  case: z.optional(z.strictObject({
    kind: z.string(),
    /** The field whose value names the case, or several whose values are joined by `/`; `$unit` stands for the unit's code. */
    key: z.union([z.string(), z.array(z.string())]),
    role: LifecycleRole,
    /** The `instant` field that states the due time, where there is one. */
    due: z.optional(z.string()),
    /** The `integer` field that states the limit in working days, where there is one (used when `due` is absent). */
    limit: z.optional(z.string()),
  })),
  count: z.optional(z.string()),
})
export type CatalogueType = z.infer<typeof CatalogueType>

/** The event catalogue: every type that the door knows. A bureau extends it without code. */
export const Catalogue = z.strictObject({
  version: z.string(),
  types: z.record(z.string(), CatalogueType),
})
export type Catalogue = z.infer<typeof Catalogue>
