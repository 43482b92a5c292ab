import * as z from 'zod/mini'
import { Board, BoardKey, BoardRow } from '../board.ts'
import { UnitExplanation } from '../explanation.ts'
import { Bilingual, Decimal } from '../text.ts'
import { BulletinWords } from './plan.ts'

/** A board's row without what moves with the day of looking. */
export const FrozenRow = z.omit(BoardRow, { spark: true, previousRank: true, previousScore: true })
export type FrozenRow = z.infer<typeof FrozenRow>

/** An earlier snapshot that this one is compared with: 环比 the period before, 同比 the same period a year before. */
export const ComparedSnapshot = z.object({
  id: z.number(), period: z.string(), revision: z.number(), hash: z.string(),
  /** By unit; cells hold the published value, points and fraction of each indicator. */
  rows: z.record(z.string(), z.object({ rank: z.nullable(z.number()), score: z.nullable(Decimal), tier: z.nullable(z.string()), cells: z.record(z.string(), z.object({ points: z.nullable(Decimal), value: z.nullable(z.string()), numerator: z.nullable(Decimal), denominator: z.nullable(Decimal) })) })),
})
export type ComparedSnapshot = z.infer<typeof ComparedSnapshot>

/** An adjustment (accepted objection or entered one) that is in the figures, with the points before and after it. */
export const FrozenAdjustment = z.object({ unit: z.string(), name: z.string(), indicator: z.string(), title: Bilingual, points: Decimal, before: z.nullable(Decimal), after: z.nullable(Decimal), scoreBefore: z.nullable(Decimal), scoreAfter: z.nullable(Decimal), by: z.string(), reason: z.string(), evidence: z.string(), objection: z.nullable(z.number()) })
export type FrozenAdjustment = z.infer<typeof FrozenAdjustment>

/**
 * Everything of a frozen board but its units. Keys sort before `units`, so that the canonical JSON of a snapshot is this one's, with the units put in before the last brace.
 */
export const SnapshotHead = z.object({
  adjustments: z.array(FrozenAdjustment),
  /** The board without its rows. */
  board: z.omit(Board, { rows: true }),
  bulletin: BulletinWords,
  /** Hash of the calendar files that were in use. */
  calendar: z.string(),
  compared: z.object({ before: z.nullable(ComparedSnapshot), yearBefore: z.nullable(ComparedSnapshot) }),
  cutoff: z.string(),
  format: z.literal('tierline.snapshot/1'),
  key: BoardKey,
  /** What stands in each slot of the units' facts: the measure's name, its declaration's hash, the span read (ISO, half-open). */
  measures: z.array(z.object({ name: z.string(), hash: z.string(), from: z.string(), until: z.string() })),
  /** Units that the rubric calls by another name than their code, so that the figures can be computed again without a database. */
  named: z.record(z.string(), z.string()),
  /** Hash of the snapshot before it in the chain of this rubric and group; null for the first, and before it is final. */
  previous: z.nullable(z.object({ id: z.number(), hash: z.string() })),
  revision: z.number(),
  /** The rubric's whole text, whose hash the board names. */
  rubricText: z.string(),
})
export type SnapshotHead = z.infer<typeof SnapshotHead>

/** `GET /v1/snapshots/{id}/units/{unit}`: why a unit has its points in a snapshot; without the trend, which moves with the day of looking. */
export const FrozenExplanation = z.omit(UnitExplanation, { trend: true })
export type FrozenExplanation = z.infer<typeof FrozenExplanation>

/** One unit of a frozen board: its row, why it has its points, and the facts that were read (as `libs/platform` stores them). */
export const FrozenUnit = z.object({
  explanation: FrozenExplanation,
  facts: z.unknown(),
  row: FrozenRow,
})
export type FrozenUnit = z.infer<typeof FrozenUnit>

/** `GET /v1/snapshots/{id}.json`: the canonical content as text inside an envelope that says how to check it. Hashed is exactly the text of `content`; `seal` is the hash of the canonical JSON of the four fields before it. */
export const SnapshotFile = z.object({ algorithm: z.enum(['sha256', 'sm3']), hash: z.string(), id: z.number(), state: z.string(), seal: z.string(), content: z.extend(SnapshotHead, { units: z.array(FrozenUnit) }) })
export type SnapshotFile = z.infer<typeof SnapshotFile>
