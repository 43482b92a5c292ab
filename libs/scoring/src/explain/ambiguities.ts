import type { CompiledLeaf } from '../evaluate/plan/compiled.ts'
import type { Rubric } from '../rubric/rubric.ts'
import type { Ambiguity } from '../rubric/rubric.schema.ts'
import type { PointsUnder } from './alternatives.ts'
import type { AmbiguityCore } from './types.ts'
import { same } from './words.ts'

/** The ambiguities that touch a leaf, its own and those whose readings change it, with the points that it would have under each other reading. */
export function ambiguitiesOf(rubric: Rubric, leaf: CompiledLeaf, under: PointsUnder): AmbiguityCore[] {
  return (rubric.ambiguities ?? []).filter((ambiguity) => touches(ambiguity, leaf.leaf.id)).map((ambiguity) => told(ambiguity, (option) => under(ambiguity.id, option, leaf)))
}

/** The ambiguities that touch no single leaf: ranking, tiers, conversion, vetoes, rounding, whole branches. */
export function rubricAmbiguities(rubric: Rubric, leaves: readonly CompiledLeaf[]): AmbiguityCore[] {
  return (rubric.ambiguities ?? []).filter((ambiguity) => !leaves.some(({ leaf }) => touches(ambiguity, leaf.id))).map((ambiguity) => told(ambiguity, () => null))
}

function touches({ leaf, options }: Ambiguity, id: string): boolean {
  return leaf === id || options.some(({ indicators }) => indicators !== undefined && id in indicators)
}

function told(ambiguity: Ambiguity, points: (option: Ambiguity['options'][number]) => string | null): AmbiguityCore {
  const chosen = ambiguity.options.find((option) => option.id === ambiguity.chosen)
  const others = ambiguity.options.filter((option) => option.id !== ambiguity.chosen)
  return {
    id: ambiguity.id, question: ambiguity.question, chosen: chosen?.title ?? same(ambiguity.chosen), why: ambiguity.why,
    alternatives: others.map((option) => ({ id: option.id, reading: option.title, points: points(option) })),
  }
}
