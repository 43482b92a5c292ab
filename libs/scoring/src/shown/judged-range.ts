import { planBoard } from '../evaluate/plan/plan-board.ts'
import { scaledText } from '../exact/round.ts'
import type { Rubric } from '../rubric/rubric.ts'

/** The points that a person may give or claim for a leaf, as the rubric writes them; null where the leaf gives none. What lies outside is not counted. */
export function judgedRange(rubric: Rubric, indicator: string): { least: string; most: string } | null {
  const { compiled } = planBoard(rubric, { id: '', kind: 'year', from: 0, until: 0 }, '')
  const leaf = compiled.leaves.find((entry) => entry.leaf.id === indicator)
  if (leaf?.leaf.points === undefined) return null
  return { least: scaledText(leaf.least, compiled.decimals), most: scaledText(leaf.max, compiled.decimals) }
}
