import type { MeasureDeclaration } from '../fact/measure-declaration.ts'
import type { Period } from '../period/period.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import type { Back, Rubric } from '../rubric/rubric.ts'
import type { CompiledBoard } from './plan/compiled.ts'

/** Unknown is not zero: the state of a leaf, a branch or a whole row. `scored` means points are final for the facts at hand. */
export const SCORE_STATES = [
  'scored', 'provisional', 'not_started', 'no_data', 'awaiting_judgement', 'zero_denominator', 'not_applicable', 'rule_unpublished', 'calendar_unpublished',
] as const
export type ScoreState = (typeof SCORE_STATES)[number]

/** One value to read for each unit: a measure in a half-open window of epoch ms. */
export interface Reading {
  slot: number
  name: string
  declaration: MeasureDeclaration
  hash: string
  from: number
  until: number
  keyed: boolean
  /** Which earlier span it is; null for the board's own. */
  back: Back | null
  /** First instant at which it can count for the board: Infinity for an earlier span, the period's begin where it carries over. */
  starts: number
}

/** What a plan depends on beside the rubric, the period and the group. */
export interface PlanFrame {
  /** Now, epoch ms: dated parameters of a running period are those of today; those of the period's last day where absent. */
  instant?: number | undefined
  /** The code of a unit that the rubric names by code or alias; names are compared as given where absent. */
  codeOf?: ((name: string) => string | undefined) | undefined
}

/** A rubric made ready for one period and group: what to read, and everything parsed once. */
export interface BoardPlan {
  /** With the parameters of its day filled in. */
  rubric: Rubric
  period: Period
  group: string
  /** The widest window of any reading. */
  window: { from: number; until: number }
  readings: readonly Reading[]
  attributeNames: readonly string[]
  /** What it was planned with, to plan another rubric alike. */
  frame: PlanFrame
  /** Private to the core: rules and values compiled once. */
  compiled: CompiledBoard
}

export type ReadingValue = { value: bigint; provisional: boolean } | { byKey: Readonly<Record<string, bigint>>; provisional: boolean }

export interface AttributeFact {
  /** Decimal text. */
  value: string
  /** The day from which it holds, `YYYY-MM-DD`. */
  effective: string
  citation: string
  by: string
}

export interface JudgementFact {
  id: number
  indicator: string
  item?: string | undefined
  /** `adjusted` adds its value to the leaf's points, never beyond the leaf's own limits; several add up. `met` on a veto's id puts the veto in effect. */
  kind: 'points' | 'claimed' | 'met' | 'figure' | 'not_applicable' | 'adjusted'
  /** Decimal or figure text (signed for `adjusted`), `true`/`false` for `met`, empty for `not_applicable`. */
  value: string
  reason: string
  evidence: string
  by: string
  /** The day from which it holds, `YYYY-MM-DD`. */
  effective: string
}

/** Everything known about one unit for one board. Withdrawn judgements are left out by the caller. */
export interface UnitFacts {
  unit: string
  /** By slot of the plan's readings. */
  readings: readonly ReadingValue[]
  attributes: Readonly<Record<string, AttributeFact | undefined>>
  judgements: readonly JudgementFact[]
  /** Events of the unit in the board's period; 0 means that it has reported nothing. */
  events: number
}

/** One leaf of one unit. Points are whole numbers scaled by the rubric's decimals (9600 = 96.00). */
export interface LeafScore {
  points: number | null
  low: number
  high: number
  /** What the leaf can give here; 0 where it left the total. */
  max: number
  state: ScoreState
  claimed: boolean
  /** What the unit itself claims, scaled, wherever it did; null where it claims nothing. */
  claim: number | null
  /** Sum of the adjustments that are in the points, scaled; 0 where there are none. */
  adjustment: number
  /** The exact points before rounding; null where they are unknown or judged. Kept for leaves that a redistribution may still enlarge. */
  exact: Ratio | null
  /** The exact value is numerator ÷ denominator, or the numerator alone where there is nothing to divide by; see `valueOf`. */
  numerator: Ratio | null
  denominator: Ratio | null
  /** Rank among the peers and how many were ranked, for rank rules. */
  place: number | null
  placeOf: number
}

/** The leaves of one unit, from its own facts alone; rank rules wait for the peers. */
export interface UnitScore {
  unit: string
  /** In the order of the plan's leaves. */
  leaves: readonly LeafScore[]
  /** Figures of the attributes that summaries ask for. */
  marks: readonly (Ratio | null)[]
  /** By the plan's vetoes: in effect, not in effect, or unknown (null). */
  vetoes: readonly (boolean | null)[]
  provisional: boolean
}

/** One unit on the board. */
export interface ScoredRow {
  unit: string
  own: UnitScore
  /** With the peers' rules decided; the same array as `leaves` where nothing is shared out. */
  decided: readonly LeafScore[]
  /** With the points of what does not apply shared out. */
  leaves: readonly LeafScore[]
  /** Points known or claimed; null when nothing at all is known. For a rubric without points: the ranking value in percent. */
  score: number | null
  low: number
  high: number
  /** The score carried into another assessment; null where the rubric has no conversion, its weight is undeclared, or nothing is known. */
  converted: { score: number; low: number; high: number } | null
  /** Ids of the vetoes in effect. */
  vetoes: readonly string[]
  /** Ids of the bonus indicators that a gate keeps from counting. */
  gated: readonly string[]
  rank: number | null
  unrankedBecause: Bilingual | null
  tier: string | null
  gapAbove: number | null
  nextTier: { id: string; gap: number } | null
  sample: number | null
  unknownLeaves: number
  claimedLeaves: number
}

export interface BranchScore {
  points: number | null
  low: number
  high: number
  max: number
  claimed: boolean
  state: ScoreState
}

/** A figure of the whole group, e.g. check points built 58/74 by number. */
export interface SummaryFigure {
  id: string
  title: Bilingual
  value: string
  numerator: string
  denominator: string
}

/** A whole board: ranked rows by rank, then those that do not take part, each by unit code. */
export interface BoardScore {
  rows: readonly ScoredRow[]
  byUnit: ReadonlyMap<string, ScoredRow>
  summaries: readonly SummaryFigure[]
  provisional: boolean
  /** Units whose row is not the row of the board before; all of them after a full scoring. */
  changed: readonly string[]
}

/** A cell as the contract has it: points as decimal text, the value as people read it. */
export interface CellCore {
  points: string | null
  low: string
  high: string
  state: ScoreState
  claimed: boolean
  value: string | null
  numerator: string | null
  denominator: string | null
  /** What it can give here, where that differs from the rubric's points (not applicable, shared out); else null. */
  adjustedMax: string | null
  /** The unit's own claim, wherever it made one, beside whatever counts. */
  claim: string | null
  /** Sum of the adjustments in the points, signed; null where there are none. */
  adjustment: string | null
}

/** A board row as the contract has it, without what only the services know (names, movement, last event, spark). */
export interface BoardRowCore {
  unit: string
  rank: number | null
  unrankedBecause: Bilingual | null
  score: string | null
  low: string
  high: string
  tier: string | null
  gapAbove: string | null
  nextTier: { id: string; gap: string } | null
  /** The score carried into another assessment, where the rubric says how. */
  converted: string | null
  /** Ids of the vetoes in effect. */
  vetoes: string[]
  /** Ids of the bonus indicators that a gate keeps from counting. */
  gated: string[]
  headroom: Bilingual | null
  sample: number | null
  unknownLeaves: number
  claimedLeaves: number
  cells: Record<string, CellCore>
}

/** An indicator as a board column. */
export interface IndicatorHead {
  id: string
  parent: string | null
  number: string
  title: Bilingual
  max: string | null
  leaf: boolean
  bonus: boolean
  penalty: boolean
  definition: Bilingual
  clause: string
}

/** The parts of a board's head that the rubric decides. */
export interface BoardHead {
  title: Bilingual
  rubric: { id: string; version: string; hash: string; title: Bilingual; points: string | null; source: string }
  ranking: { by: string; title: Bilingual; ownOrder: boolean }
  conversion: { title: Bilingual; weight: string | null } | null
  vetoes: { id: string; title: Bilingual; effect: Bilingual; clause: string }[]
  tiers: { id: string; title: Bilingual; line: string | null; declaredBy: string }[]
  tiersDeclared: boolean
  indicators: IndicatorHead[]
}
