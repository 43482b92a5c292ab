import type { BoardPlan, BoardScore, LeafScore, ScoredRow, UnitFacts } from '../evaluate/types.ts'
import type { CompiledLeaf } from '../evaluate/plan/compiled.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
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

/** The points that the rule itself gave, before adjustments and before anything was shared out; null while they are open. */
export function ruledPoints({ leaf, row, score }: Pick<LeafCase, 'leaf' | 'row' | 'score'>): number | null {
  const decided = row.decided[leaf.at] ?? score
  return decided.points === null ? null : decided.points - decided.adjustment
}

/** What an indicator of the plan is called. */
export function titleIn({ compiled }: Pick<BoardPlan, 'compiled'>, id: string): Bilingual {
  const branch = compiled.branches.find((entry) => entry.branch.id === id)?.branch
  return branch?.title ?? compiled.leaves.find((entry) => entry.leaf.id === id)?.leaf.title ?? { zh: id, en: id }
}
