import type { LeafScore, ScoreState } from '../types.ts'
import type { Ratio } from '../../exact/ratio.ts'
import type { RoundingMode } from '../../exact/round.ts'
import type { Branch, Indicator, Leaf } from '../../rubric/indicator.schema.ts'
import type { RowCondition, Summary } from '../../rubric/rubric.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import type { CompiledRule } from '../../rule/rule.ts'
import type { Bound } from '../../value/condition.ts'
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
}

/** A branch with its parts: leaves by their place, branches by theirs (always later ones). */
export interface CompiledBranch {
  branch: Branch
  parent: string | null
  parts: readonly Part[]
  max: number
  cap: number
}
export type Part = { leaf: number } | { branch: number }

export interface CompiledTier {
  id: string
  title: Bilingual
  line: number | null
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
  indicators: readonly Indicator[]
  cap: number
  ranking: { by: 'score' | 'none' } | { by: 'value'; leaf: number; direction: 'desc' | 'asc' }
  ties: 'competition' | 'dense'
  /** Best first; none where undeclared. */
  tiers: readonly CompiledTier[]
  hasPoints: boolean
  marks: readonly string[]
  summaries: readonly CompiledSummary[]
}
