import type { JudgementFact } from '../evaluate/types.ts'
import { parseDecimal } from '../exact/decimal.ts'
import { compare, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import { roundScaled } from '../exact/round.ts'
import type { RoundingMode } from '../exact/round.ts'
import type { FactsView } from '../value/facts-view.ts'
import type { Names } from '../value/names.ts'

/** What a rule is compiled for: the leaf's points and the rubric's rounding. A penalty gives 0 at most, and at least what it takes. */
export interface RuleContext {
  max: Ratio
  least: Ratio
  decimals: number
  mode: RoundingMode
  names: Names
}

/** Points from one exact value, before rounding; null where a further figure that the rule asks for is missing. */
export interface ByValue {
  takes: 'value'
  /** Fewest points that the rule can give. */
  least: Ratio
  exact: (value: Ratio, view: FactsView) => Ratio | null
  /** The same rounded and scaled, where it is cheaper than rounding `exact`. */
  scaled?: (value: Ratio) => number
}

/** Points from several things at once: items that facts or judgements meet, levels, streams of occurrences, triggers. What is unknown opens a range. */
export interface ByItems {
  takes: 'items'
  least: Ratio
  /** All measures that it reads. */
  slots: readonly number[]
  /** Companions of those: where one counts anything, some due time cannot be told. */
  unsure: readonly number[]
  /** What an unknown thing waits for: data, or a person. */
  waitsFor: 'no_data' | 'awaiting_judgement'
  score: (view: FactsView, judgements: readonly JudgementFact[]) => ItemsOutcome
}
export interface ItemsOutcome {
  low: Ratio
  high: Ratio
  /** No item is left unknown. */
  isWhole: boolean
}

/** What a rule that looks at peers makes of one unit: its place where the rule ranks, its exact points at least and at best, and whether they are decided. */
export interface PeerOutcome {
  place: number | null
  low: Ratio
  high: Ratio
}

/** Points from the values of all units of the group that have one. */
export interface ByPeers {
  takes: 'peers'
  least: Ratio
  /** By the order of `values`; `unknown` more units may still come to have any value. */
  decide: (values: readonly Ratio[], unknown: number) => readonly PeerOutcome[]
}

/** Points that only a person can give: `least`, and from there on in steps; any points where `step` is null. */
export interface ByJudgement {
  takes: 'judgement'
  least: Ratio
  step: Ratio | null
  isUnpublished: boolean
}

/** The document prints no points for this line. */
export interface WithoutPoints {
  takes: 'nothing'
  least: Ratio
}

export type CompiledRule = ByValue | ByItems | ByPeers | ByJudgement | WithoutPoints

export const WITHOUT_POINTS: WithoutPoints = { takes: 'nothing', least: ZERO }

/** Decimal text that the schema has accepted. */
export function decimal(text: string): Ratio {
  return parseDecimal(text) ?? ZERO
}

/** Points inside what the leaf can give. */
export function within(points: Ratio, { least, most }: { least: Ratio; most: Ratio }): Ratio {
  if (compare(points, least) < 0) return least
  return compare(points, most) > 0 ? most : points
}

/** Exact points as the rubric rounds them, scaled to a whole number. */
export function scaledPoints(points: Ratio, context: Pick<RuleContext, 'decimals' | 'mode'>): number {
  return Number(roundScaled(points, context.decimals, context.mode))
}
