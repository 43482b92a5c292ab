import type { JudgementFact } from '../evaluate/types.ts'
import { parseDecimal } from '../exact/decimal.ts'
import { ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import { roundScaled } from '../exact/round.ts'
import type { RoundingMode } from '../exact/round.ts'
import type { FactsView } from '../value/facts-view.ts'
import type { Names } from '../value/names.ts'

/** What a rule is compiled for: the leaf's points and the rubric's rounding. */
export interface RuleContext {
  max: Ratio
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

/** Points from a list of items that facts or judgements meet; unknown items open a range. */
export interface ByItems {
  takes: 'items'
  least: Ratio
  slots: readonly number[]
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

/** Points that only a person can give. */
export interface ByJudgement {
  takes: 'judgement'
  least: Ratio
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

/** Exact points as the rubric rounds them, scaled to a whole number. */
export function scaledPoints(points: Ratio, context: Pick<RuleContext, 'decimals' | 'mode'>): number {
  return Number(roundScaled(points, context.decimals, context.mode))
}
