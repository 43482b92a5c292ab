import * as z from 'zod'
import { SCORE_STATES } from '../evaluate/types.ts'
import { UnitEntry } from '../file/facts.schema.ts'
import { Decimal, Id, Name, Text, Whole } from '../rubric/text.schema.ts'

const InstantText = z.iso.datetime({ offset: true })
const FieldValue = z.union([z.string(), z.array(z.string())])

/**
 * An event as it would come in: when it happened (`at`), its type, its fields. `unit` by code or alias; the row's own unit where absent.
 * `times` repeats it, with `{n}` in a text standing for 1, 2, …; `corrects` names the `id` of the event that it takes the place of.
 */
export const TestEvent = z.strictObject({
  at: InstantText, type: z.string().min(1), unit: z.string().min(1).optional(), id: z.string().min(1).optional(), corrects: z.string().min(1).optional(),
  times: Whole.optional(), data: z.record(z.string(), FieldValue).optional(),
})
export type TestEvent = z.infer<typeof TestEvent>

/** What is known about one unit of a test: figures as in a facts file, or events, which are folded into figures by the clock of the test. */
export const TestEntry = z.strictObject({
  ...UnitEntry.shape,
  events: z.union([Whole, z.array(TestEvent)]).optional(),
  /** Figures of the measures in earlier spans, for values of change: the first entry is the period before, the second the one before that. */
  earlier: z.array(z.record(Name, Decimal)).optional(),
  /** The same for the span a year before. */
  year_before: z.record(Name, Decimal).optional(),
  /** Measures for which some case's due time lies behind a calendar that is not published yet. */
  due_unknown: z.array(Name).optional(),
  /** Measures whose figures are not settled yet. */
  provisional: z.array(Name).optional(),
})
export type TestEntry = z.infer<typeof TestEntry>

/** What a test expects of one leaf, branch or `total`; `none` for a figure that must not be there. */
const Expected = {
  points: z.union([Decimal, z.literal('none')]).optional(), low: Decimal.optional(), high: Decimal.optional(), state: z.enum(SCORE_STATES).optional(), value: z.string().optional(),
  rank: z.union([Whole, z.literal('none')]).optional(), tier: z.string().optional(), place: Whole.optional(),
  /** What it can give here, after what does not apply was shared out. */
  max: Decimal.optional(),
  claim: z.union([Decimal, z.literal('none')]).optional(), adjustment: z.union([Decimal, z.literal('none')]).optional(),
  /** Of the total: the score carried into another assessment, the vetoes in effect, the bonus indicators that a gate keeps out. */
  converted: z.union([Decimal, z.literal('none')]).optional(), vetoes: z.array(Id).optional(), gated: z.array(Id).optional(),
  /** Words that its explanation holds. */
  says: z.union([z.string(), z.array(z.string())]).optional(),
}
export const Expectation = z.strictObject(Expected)
export type Expectation = z.infer<typeof Expectation>

const Row = z.strictObject({ ...Expected, given: TestEntry.optional(), instant: InstantText.optional(), period: z.string().optional() })

const Case = z.strictObject({
  name: z.string().min(1),
  instant: InstantText.optional(),
  period: z.string().optional(),
  group: Id.optional(),
  /** Re-score under other readings: ambiguity → option. */
  reading: z.record(Id, Id).optional(),
  /** Facts that every row or unit of the case shares. */
  given: TestEntry.optional(),
  /** Events of the case, each with its unit; those without one belong to every unit. */
  events: z.array(TestEvent).optional(),
  /** One table of one leaf, branch or `total`: facts beside the points that they give. */
  leaf: Id.optional(),
  /** Which unit the rows are about, where the rubric asks (`applies_to`). */
  unit: z.string().min(1).optional(),
  rows: z.array(Row).min(1).optional(),
  /** Or a whole group. */
  units: z.record(z.string(), TestEntry).optional(),
  expect: z.record(z.string(), z.record(z.string(), Expectation)).optional(),
  summaries: z.record(Id, z.string()).optional(),
  /** Figures to which the document's printed ones come when they are computed again: discrepancy → computed figure. */
  discrepancies: z.record(Id, z.string()).optional(),
})
export type TestCase = z.infer<typeof Case>

/** A rubric's test file, beside it. */
export const RubricTestFile = z.strictObject({ rubric: Id, title: Text.optional(), period: z.string(), instant: InstantText, group: Id.optional(), tests: z.array(Case).min(1) })
export type RubricTestFile = z.infer<typeof RubricTestFile>
