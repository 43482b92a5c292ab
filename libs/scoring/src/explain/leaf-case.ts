import type { BoardPlan, BoardScore, LeafScore, ScoredRow, UnitFacts } from '../evaluate/types.ts'
import type { CompiledLeaf } from '../evaluate/plan/compiled.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { Show } from '../rubric/value.schema.ts'
import type { FactsView } from '../value/facts-view.ts'
import { valueOf } from '../value/value.ts'
import type { PointsUnder } from './alternatives.ts'

/** Everything that the explanation of one leaf of one unit looks at. */
export interface LeafCase {
  plan: BoardPlan
  leaf: CompiledLeaf
  score: LeafScore
  facts: UnitFacts
  view: FactsView
  board: BoardScore
  /** The unit's row: its leaves before and after redistribution, its vetoes. */
  row: ScoredRow
  pointsUnder: PointsUnder
}

export function decimalsOf({ plan }: LeafCase): number {
  return plan.compiled.decimals
}

export function showIn({ leaf }: Pick<LeafCase, 'leaf'>): Show {
  return leaf.value?.show ?? 'number'
}

/** The leaf's exact value; null where it has none. */
export function valueIn({ leaf, score }: Pick<LeafCase, 'leaf' | 'score'>): Ratio | null {
  return valueOf(leaf.value, score)
}
