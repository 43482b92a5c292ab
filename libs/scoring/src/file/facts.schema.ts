import * as z from 'zod'
import { Day, Decimal, Id, Name, Text, Whole } from '../rubric/text.schema.ts'

/** A measure's value; hours as hours. For a keyed measure, the value of each key. */
const MeasureValue = z.union([Decimal, z.record(z.string(), Decimal)])
const AttributeValue = z.union([Decimal, z.strictObject({ value: Decimal, effective: Day.optional(), citation: z.string().optional(), by: z.string().optional() })])

const Judgement = z.strictObject({
  indicator: Id,
  item: Id.optional(),
  kind: z.enum(['points', 'claimed', 'met', 'figure', 'not_applicable']),
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

/** What a test expects of one leaf, branch or `total`. */
export const Expectation = z.strictObject({
  points: Decimal.optional(), low: Decimal.optional(), high: Decimal.optional(), state: z.string().optional(), value: z.string().optional(),
  rank: Whole.optional(), tier: z.string().optional(), place: Whole.optional(),
  /** Words that its explanation holds. */
  says: z.union([z.string(), z.array(z.string())]).optional(),
})
export type Expectation = z.infer<typeof Expectation>

const Case = z.strictObject({
  name: z.string(),
  instant: InstantText.optional(),
  period: z.string().optional(),
  /** Re-score under other readings: ambiguity → option. */
  reading: z.record(Id, Id).optional(),
  /** One table of one leaf: facts beside the points that they give. */
  leaf: Id.optional(),
  given: UnitEntry.optional(),
  rows: z.array(z.strictObject({ ...Expectation.shape, given: UnitEntry.optional(), instant: InstantText.optional() })).min(1).optional(),
  /** Or a whole group. */
  units: z.record(z.string(), UnitEntry).optional(),
  expect: z.record(z.string(), z.record(z.string(), Expectation)).optional(),
  summaries: z.record(Id, z.string()).optional(),
})
export type TestCase = z.infer<typeof Case>

/** A rubric's test file, beside it. */
export const RubricTestFile = z.strictObject({ rubric: Id, title: Text.optional(), period: z.string(), instant: InstantText, tests: z.array(Case).min(1) })
export type RubricTestFile = z.infer<typeof RubricTestFile>
