import type { LeafScore, ScoreState } from '../types.ts'
import type { Ratio } from '../../exact/ratio.ts'
import type { RoundingMode } from '../../exact/round.ts'
import type { Branch, Combination, Indicator, Leaf, NotApplicable, Reference } from '../../rubric/indicator.schema.ts'
import type { RowCondition, Summary, Veto } from '../../rubric/rubric.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import type { CompiledRule } from '../../rule/rule.ts'
import type { Bound } from '../../value/condition.ts'
import type { FactsView } from '../../value/facts-view.ts'
import type { Names } from '../../value/names.ts'
import type { CompiledValue } from '../../value/value.ts'

/** A leaf with its value and rule made ready; points are scaled whole numbers. */
export interface CompiledLeaf {
  leaf: Leaf
  /** Place in the plan's leaves. */
  at: number
  ancestors: readonly Branch[]
  value: CompiledValue | null
  rule: CompiledRule
  /** Points that the leaf can give at most, and at least when all is known. */
  max: number
  least: number
  exactMax: Ratio
  /** First instant at which anything can count. */
  from: number
  /** The leaf without any figure, by state: forty thousand units share these. */
  open: Map<ScoreState, LeafScore>
  /** What "not applicable" does to it; null where it is refused. */
  notApplicable: NotApplicable | null
  /** Whether it is for a unit, by code; null where it is for every unit. */
  isFor: ((unit: string) => boolean) | null
  /** Its exact points are asked for: a redistribution may enlarge it, or its peers' mean is formed. */
  keepsExact: boolean
  /** Figures shown beside a judgement. */
  references: readonly CompiledReference[]
}

/** A measured figure beside a judgement, with the bounds that the document names for it. */
export interface CompiledReference {
  reference: Reference
  value: CompiledValue
  bounds: readonly Bound[]
}

/** A branch with its parts: leaves by their place, branches by theirs (always later ones). */
export interface CompiledBranch {
  branch: Branch
  parent: string | null
  parts: readonly Part[]
  max: number
  cap: number
  combine: Combination
  /** The branch's points, exactly. */
  points: Ratio
  /** The parts' weights by their place, of a branch that weighs; else empty. */
  weights: readonly Ratio[]
  /** A branch of bonus and penalty leaves, or inside one. */
  isOutside: boolean
}
export type Part = { leaf: number } | { branch: number }

export interface CompiledTier {
  id: string
  title: Bilingual
  line: number | null
}

/** A bonus that counts only when the base, or another part of the tree, reaches a line. */
export interface CompiledGate {
  id: string
  /** What it keeps. */
  part: Part
  /** Whose points are compared; the base where null. */
  reads: Part | null
  line: number
}

/** The score carried into another assessment: score × `factor`. */
export interface CompiledConversion {
  /** Weight ÷ total; null where the weight is undeclared. */
  factor: Ratio | null
}

export interface CompiledVeto {
  veto: Veto
  /** Whether the facts put it in effect; null where only a judgement does. Its result is null where its quantity is unknown. */
  when: ((view: FactsView) => boolean | null) | null
  /** `cap` is scaled, 0 for a veto that zeroes; `tier` is a place among the tiers. */
  effect: { cap: number } | { tier: number }
}

/** A further figure that tells level rows apart. */
export interface CompiledTieBreak {
  part: Part
  by: 'points' | 'value'
  direction: 'desc' | 'asc'
}

/** A leaf whose points are shared out where it does not apply, and the places of the leaves that may take them. */
export interface CompiledSharing {
  leaf: number
  how: 'proportional' | 'equal'
  among: readonly number[]
}

/** A leaf that waits for the peers, or for another indicator's points; what it reads has been decided when its turn comes. */
export interface CompiledPeerStep {
  leaf: number
  /** The indicator whose points it reads; null where it reads its own figure. */
  pointsOf: Part | null
  /** The leaves below that indicator that are decided in this step too. */
  after: readonly number[]
}

export interface CompiledSummary {
  summary: Summary
  among: readonly CompiledRowCondition[]
  counted: readonly CompiledRowCondition[]
  /** Mark of `once_per`. */
  once: number | null
}
export interface CompiledRowCondition {
  condition: RowCondition
  source: { leaf: number } | { mark: number }
  bounds: readonly Bound[]
}

/** Rules and values parsed once for a board. */
export interface CompiledBoard {
  decimals: number
  mode: RoundingMode
  names: Names
  leaves: readonly CompiledLeaf[]
  /** Parents before children. */
  branches: readonly CompiledBranch[]
  roots: readonly Part[]
  /** The roots that make the base; the bonuses and penalties outside it, wherever they stand in the tree. */
  base: readonly Part[]
  outside: readonly Part[]
  gates: readonly CompiledGate[]
  /** Leaves whose points are shared out where they do not apply; empty where none are. */
  shared: readonly CompiledSharing[]
  /** The leaves' maxima after sharing, by what does not apply: many units share these. */
  sharedMaxima: Map<string, readonly number[]>
  /** Leaves decided among the peers, in the order in which they can be. */
  peers: readonly CompiledPeerStep[]
  conversion: CompiledConversion | null
  vetoes: readonly CompiledVeto[]
  indicators: readonly Indicator[]
  cap: number
  ranking: { by: 'score' | 'none' } | { by: 'value'; leaf: number; direction: 'desc' | 'asc' }
  ties: 'competition' | 'dense'
  thenBy: readonly CompiledTieBreak[]
  /** Rows with a smaller sample are listed apart; null where they are not. */
  apart: { below: Ratio; because: Bilingual } | null
  /** Best first; none where undeclared. */
  tiers: readonly CompiledTier[]
  /** Tiers have lines, and these are compared with the score or with the converted one; null where no line is printed. */
  tiersRead: 'score' | 'converted' | null
  hasPoints: boolean
  marks: readonly string[]
  summaries: readonly CompiledSummary[]
}
