import * as z from 'zod/mini'
import { Bilingual, Decimal } from './text.ts'

/** Unknown is not zero: the state of a leaf, a branch or a whole row. `scored` means points are final for the facts at hand. */
export const SCORE_STATES = [
  'scored', 'provisional', 'not_started', 'no_data', 'awaiting_judgement', 'zero_denominator', 'not_applicable', 'rule_unpublished', 'calendar_unpublished',
] as const
export const ScoreState = z.enum(SCORE_STATES)
export type ScoreState = z.infer<typeof ScoreState>

/** One indicator of the rubric's tree as a board column. */
export const IndicatorHead = z.object({
  id: z.string(),
  parent: z.nullable(z.string()),
  /** As the document numbers it, e.g. `13.1`. */
  number: z.string(),
  title: Bilingual,
  max: z.nullable(Decimal),
  leaf: z.boolean(),
  /** Outside the base: added to the total, or taken from it. */
  bonus: z.boolean(),
  penalty: z.boolean(),
  /** 口径: the definition in one sentence. */
  definition: Bilingual,
  /** Where the rule stands. */
  clause: z.string(),
})
export type IndicatorHead = z.infer<typeof IndicatorHead>

/** One cell: an indicator's points for a unit; `value` is the published value as text (`98.21 %`, `10.50 h`), with its fraction where it is one. */
export const Cell = z.object({
  points: z.nullable(Decimal),
  low: Decimal,
  high: Decimal,
  state: ScoreState,
  claimed: z.boolean(),
  value: z.nullable(z.string()),
  numerator: z.nullable(Decimal),
  denominator: z.nullable(Decimal),
  /** What it can give here, where that differs from the rubric's points (not applicable, shared out); else null. */
  adjustedMax: z.nullable(Decimal),
  /** The unit's own claim, wherever it made one, beside whatever counts. */
  claim: z.nullable(Decimal),
  /** Sum of the adjustments in the points, signed; null where there are none. */
  adjustment: z.nullable(Decimal),
})
export type Cell = z.infer<typeof Cell>

/** A tier (等次); `line` is the lowest score that reaches it, null where the document declares none. Best first. */
export const TierLine = z.object({ id: z.string(), title: Bilingual, line: z.nullable(Decimal), declaredBy: z.string() })
export type TierLine = z.infer<typeof TierLine>

/** One unit on a board. */
export const BoardRow = z.object({
  unit: z.string(),
  name: z.string(),
  nameEn: z.string(),
  short: z.string(),
  initials: z.string(),
  /** Place in official order, from 1. */
  order: z.number(),
  /** Null where the unit does not take part in the ranking; `unrankedBecause` says why. */
  rank: z.nullable(z.number()),
  unrankedBecause: z.nullable(Bilingual),
  /** Rank at the board's baseline; null where the unit was not ranked then (新). */
  previousRank: z.nullable(z.number()),
  previousScore: z.nullable(Decimal),
  /** Points known for certain; equals low and high when nothing is unknown. Null when nothing at all is known. */
  score: z.nullable(Decimal),
  low: Decimal,
  high: Decimal,
  /** The tier of the score; null where tiers are undeclared or low and high fall into different tiers. */
  tier: z.nullable(z.string()),
  /** Points to the unit above, null for the first. */
  gapAbove: z.nullable(Decimal),
  /** Next better tier and the points to it. */
  nextTier: z.nullable(z.object({ id: z.string(), gap: Decimal })),
  /** The score carried into another assessment, where the rubric says how. */
  converted: z.nullable(Decimal),
  /** Ids of the vetoes in effect; the board's head names them. */
  vetoes: z.array(z.string()),
  /** Ids of the bonus indicators that a gate keeps from counting. */
  gated: z.array(z.string()),
  /** The one thing that would gain most, in words: "6 more satisfied answers → full marks". */
  headroom: z.nullable(Bilingual),
  /** Smallest denominator among the scored leaves that have one; flagged below 30. */
  sample: z.nullable(z.number()),
  /** ISO instant of the unit's newest counted event in this board. */
  lastEventAt: z.nullable(z.string()),
  /** Leaves whose points are unknown. */
  unknownLeaves: z.number(),
  claimedLeaves: z.number(),
  /** By indicator id, leaves and branches. */
  cells: z.record(z.string(), Cell),
  /** Score over time, oldest first, at most 30 points. */
  spark: z.array(z.number()),
})
export type BoardRow = z.infer<typeof BoardRow>

export const BoardKey = z.object({ rubric: z.string(), group: z.string(), period: z.string() })
export type BoardKey = z.infer<typeof BoardKey>

/** How far the facts behind a board reach. All instants ISO. */
export const Watermark = z.object({
  /** The stored clock. */
  instant: z.string(),
  /** Newest event time counted, and when it arrived. */
  lastEventAt: z.nullable(z.string()),
  lastArrivedAt: z.nullable(z.string()),
  /** Log position per partition, `{"0": "1234"}`. */
  position: z.record(z.string(), z.string()),
})
export type Watermark = z.infer<typeof Watermark>

/** A figure of the whole group, e.g. check points built 58/74 by number. */
export const BoardSummary = z.object({
  id: z.string(), title: Bilingual, value: z.string(), numerator: Decimal, denominator: Decimal,
})

/** A reading of an ambiguity that a board is shown under. */
export const BoardReading = z.object({ ambiguity: z.string(), option: z.string(), question: Bilingual, reading: Bilingual })
export type BoardReading = z.infer<typeof BoardReading>

/** A live league table: one rubric × one group × one period. */
export const Board = z.object({
  key: BoardKey,
  title: Bilingual,
  group: z.object({ id: z.string(), title: Bilingual, note: z.nullable(Bilingual), demo: z.boolean() }),
  period: z.object({ id: z.string(), title: Bilingual, from: z.string(), until: z.string(), state: z.enum(['future', 'open', 'ended']) }),
  seq: z.number(),
  /** The instant at which the clock stood when this was scored. */
  asOf: z.string(),
  reading: z.enum(['live', 'known', 'corrected']),
  rubric: z.object({ id: z.string(), version: z.string(), hash: z.string(), title: Bilingual, points: z.nullable(Decimal), source: z.string() }),
  /** What movement is measured against. */
  baseline: z.nullable(z.object({ kind: z.enum(['frozen_month', 'day_start']), at: z.string(), title: Bilingual })),
  ranking: z.object({ by: z.string(), title: Bilingual, ownOrder: z.boolean() }),
  /** How the score is carried into another assessment; `weight` is null where the document does not print it. */
  conversion: z.nullable(z.object({ title: Bilingual, weight: z.nullable(Decimal) })),
  /** What zeroes or caps the score, or forces a tier. */
  vetoes: z.array(z.object({ id: z.string(), title: Bilingual, effect: Bilingual, clause: z.string() })),
  tiers: z.array(TierLine),
  /** Tiers are `undeclared` in the document where false. */
  tiersDeclared: z.boolean(),
  indicators: z.array(IndicatorHead),
  summaries: z.array(BoardSummary),
  /** Ranked rows by rank, then those that do not take part. */
  rows: z.array(BoardRow),
  provisional: z.boolean(),
  /** Every invented figure is badged 演示数据. */
  demo: z.boolean(),
  watermark: Watermark,
  /** Readings other than the rubric's own under which these points were scored; absent where there are none. Never stored, never pushed. */
  under: z.optional(z.array(BoardReading)),
})
export type Board = z.infer<typeof Board>

/** One entry of `GET /v1/boards`. */
export const ListedBoard = z.object({
  key: BoardKey, title: Bilingual, groupTitle: Bilingual, periodTitle: Bilingual,
  periods: z.array(z.object({ id: z.string(), title: Bilingual })),
  units: z.number(), seq: z.number(), asOf: z.nullable(z.string()), demo: z.boolean(),
})
export type ListedBoard = z.infer<typeof ListedBoard>
export const BoardList = z.object({ demo: z.boolean(), instant: z.string(), boards: z.array(ListedBoard) })
export type BoardList = z.infer<typeof BoardList>
