import * as z from 'zod'
import { Day, Decimal, Id, Name, Whole } from '../rubric/text.schema.ts'

/** A measure's value; hours as hours. For a keyed measure, the value of each key. */
const MeasureValue = z.union([Decimal, z.record(z.string(), Decimal)])
const AttributeValue = z.union([Decimal, z.strictObject({ value: Decimal, effective: Day.optional(), citation: z.string().optional(), by: z.string().optional() })])

const Judgement = z.strictObject({
  indicator: Id,
  item: Id.optional(),
  kind: z.enum(['points', 'claimed', 'met', 'figure', 'not_applicable', 'adjusted']),
  value: z.string().optional(),
  reason: z.string().optional(),
  evidence: z.string().optional(),
  by: z.string().optional(),
  effective: Day.optional(),
})

/** What is known about one unit. */
export const UnitEntry = z.strictObject({
  name: z.string().optional(),
  /** Events of the unit; 0 means that it has reported nothing. One where measures are given and this is not. */
  events: Whole.optional(),
  measures: z.record(Name, MeasureValue).optional(),
  attributes: z.record(Name, AttributeValue).optional(),
  judgements: z.array(Judgement).optional(),
})
export type UnitEntry = z.infer<typeof UnitEntry>

const InstantText = z.iso.datetime({ offset: true })

/** A facts file: the figures of a group of units at an instant, to be scored without a database. */
export const FactsFile = z.strictObject({
  rubric: Id.optional(),
  period: z.string(),
  group: Id.optional(),
  instant: InstantText,
  /** Units by code, in official order. */
  units: z.record(z.string(), UnitEntry),
})
export type FactsFile = z.infer<typeof FactsFile>
