import * as z from 'zod/mini'
import { Cell, ScoreState } from './board.ts'
import { Bilingual, Decimal } from './text.ts'

/** One step of a leaf's arithmetic, from the events upwards to the points. */
export const TraceStep = z.object({
  kind: z.enum(['measure', 'attribute', 'judgement', 'value', 'bound', 'arithmetic', 'rounding', 'rank', 'not_applicable', 'state', 'reference', 'claim', 'adjustment', 'redistribution', 'gate', 'cap', 'conversion', 'veto', 'tier']),
  text: Bilingual,
  /** For `bound` and `reference`: whether it held. */
  holds: z.optional(z.boolean()),
  /** For `measure`: its name in the rubric, to fetch the events behind it. */
  measure: z.optional(z.string()),
  figure: z.optional(z.string()),
})
export type TraceStep = z.infer<typeof TraceStep>

/** An event behind a number; personal fields are hashes and left out. */
export const EventSample = z.object({
  source: z.string(), id: z.string(), type: z.string(), title: Bilingual, time: z.string(), arrived: z.string(),
  fields: z.array(z.object({ title: Bilingual, value: z.string() })),
  caseKey: z.nullable(z.string()),
})
export type EventSample = z.infer<typeof EventSample>

/** What the unit itself claims for a leaf, beside what counts; `difference` is claimed − counted, null while nothing counts. */
export const Claim = z.object({ points: Decimal, difference: z.nullable(Decimal), by: z.string(), effective: z.string(), reason: z.string(), evidence: z.string() })
export type Claim = z.infer<typeof Claim>

/** An open question of the document: the reading taken, why, and the points under each other one; null where these are not points of a leaf, or cannot be known. */
export const ExplainedAmbiguity = z.object({
  id: z.string(), question: Bilingual, chosen: Bilingual, why: Bilingual, alternatives: z.array(z.object({ id: z.string(), reading: Bilingual, points: z.nullable(Decimal) })),
})
export type ExplainedAmbiguity = z.infer<typeof ExplainedAmbiguity>

/** Why one leaf has its points. */
export const LeafExplanation = z.object({
  indicator: z.string(),
  number: z.string(),
  path: z.array(Bilingual),
  title: Bilingual,
  cell: Cell,
  max: z.nullable(Decimal),
  adjustedMax: z.nullable(Decimal),
  lost: z.nullable(Decimal),
  state: ScoreState,
  bonus: z.boolean(),
  /** The rule in one sentence. */
  rule: Bilingual,
  clause: z.string(),
  steps: z.array(TraceStep),
  claim: z.nullable(Claim),
  /** What is missing to the next step, in words. */
  missing: z.nullable(Bilingual),
  /** One paragraph for a phone call. */
  paragraph: Bilingual,
  ambiguities: z.array(ExplainedAmbiguity),
  /** Points over time, oldest first: [epoch ms, points]. */
  trend: z.array(z.tuple([z.number(), z.number()])),
})
export type LeafExplanation = z.infer<typeof LeafExplanation>

/** A branch with its arithmetic; leaves stand in `leaves`. */
export const BranchExplanation = z.object({
  indicator: z.string(), parent: z.nullable(z.string()), number: z.string(), title: Bilingual, cell: Cell, max: z.nullable(Decimal), arithmetic: Bilingual,
})
export type BranchExplanation = z.infer<typeof BranchExplanation>

/** `GET /v1/boards/{rubric}/{group}/units/{unit}`: the whole tree of one unit; the parts add up to the total shown. */
export const UnitExplanation = z.object({
  key: z.object({ rubric: z.string(), group: z.string(), period: z.string() }),
  unit: z.string(), name: z.string(), nameEn: z.string(),
  seq: z.number(), asOf: z.string(), rubricHash: z.string(), demo: z.boolean(),
  rank: z.nullable(z.number()),
  score: z.nullable(Decimal), low: Decimal, high: Decimal, tier: z.nullable(z.string()),
  /** The total written out: `5.00 + 16.00 + 55.00 + 20.00 = 96.00`. */
  arithmetic: Bilingual,
  /** From the base to the tier: bonus, penalty, gates, cap, conversion, vetoes, tier; only what has a say here. */
  steps: z.array(TraceStep),
  converted: z.nullable(Decimal),
  branches: z.array(BranchExplanation),
  /** Ordered by points lost, most first. */
  leaves: z.array(LeafExplanation),
  /** Open questions that touch no single leaf. */
  ambiguities: z.array(ExplainedAmbiguity),
  discrepancies: z.array(z.object({ where: z.string(), printed: z.string(), computed: z.string(), note: Bilingual })),
  /** [epoch ms, score, low, high, rank or null], oldest first. */
  trend: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.nullable(z.number())])),
})
export type UnitExplanation = z.infer<typeof UnitExplanation>

/** One leaf that moved between two explanations of a unit; `because` says whether its own figures or the others' moved it. */
export const LeafMove = z.object({
  indicator: z.string(), number: z.string(), title: Bilingual, before: Cell, after: Cell,
  /** Points after − points before, signed; null where one of them is unknown. */
  change: z.nullable(Decimal),
  because: z.enum(['own_value', 'others', 'judgement', 'rule', 'state']),
  text: Bilingual,
})
export type LeafMove = z.infer<typeof LeafMove>

/** `GET …/units/{unit}/changes?from=&at=`: what moved a unit's score between two instants, largest change first. */
export const UnitChanges = z.object({
  key: z.object({ rubric: z.string(), group: z.string(), period: z.string() }), unit: z.string(), name: z.string(), nameEn: z.string(),
  from: z.object({ asOf: z.string(), seq: z.number(), score: z.nullable(Decimal), rank: z.nullable(z.number()), tier: z.nullable(z.string()) }),
  to: z.object({ asOf: z.string(), seq: z.number(), score: z.nullable(Decimal), rank: z.nullable(z.number()), tier: z.nullable(z.string()) }),
  leaves: z.array(LeafMove),
  text: Bilingual,
})
export type UnitChanges = z.infer<typeof UnitChanges>

/** `GET …/units/{unit}/events?indicator=&measure=`: a sample of the events behind one measure, newest first. */
export const EventSamples = z.object({ total: z.nullable(z.number()), events: z.array(EventSample) })
export type EventSamples = z.infer<typeof EventSamples>
