import { compileLeaf } from '../evaluate/plan/compile-leaf.ts'
import { scoreLeaf } from '../evaluate/unit/score-leaf.ts'
import { scaledText } from '../exact/round.ts'
import { Leaf } from '../rubric/indicator.schema.ts'
import { leafUnder } from '../rubric/reading-variant.ts'
import type { Ambiguity, AmbiguityOption } from '../rubric/rubric.schema.ts'
import type { LeafCase } from './leaf-case.ts'
import type { AmbiguityCore } from './types.ts'
import { same } from './words.ts'

/** The ambiguities that touch a leaf, with the points that it would have under each other reading (null where a reading changes more than the leaf's own rule). */
export function ambiguitiesOf(input: LeafCase): AmbiguityCore[] {
  const all = input.plan.rubric.ambiguities ?? []
  return all.filter((ambiguity) => ambiguity.leaf === input.leaf.leaf.id).map((ambiguity) => {
    const chosen = ambiguity.options.find((option) => option.id === ambiguity.chosen)
    const others = ambiguity.options.filter((option) => option.id !== ambiguity.chosen)
    return {
      id: ambiguity.id, question: ambiguity.question, chosen: chosen?.title ?? same(ambiguity.chosen), why: ambiguity.why,
      alternatives: others.map((option) => ({ id: option.id, reading: option.title, points: pointsUnder(input, ambiguity, option) })),
    }
  })
}

function pointsUnder({ plan, leaf, view }: LeafCase, _ambiguity: Ambiguity, option: AmbiguityOption): string | null {
  if (!option.rule && !option.value) return null
  const changed = Leaf.safeParse(leafUnder(leaf.leaf, option))
  if (!changed.success) return null
  const placed = { indicator: changed.data, parent: null, ancestors: leaf.ancestors, path: '' }
  const other = compileLeaf(plan.rubric, placed, { at: leaf.at, readings: plan.readings })
  const score = scoreLeaf(plan.compiled, other, view)
  return score.points === null ? null : scaledText(score.points, plan.compiled.decimals)
}
