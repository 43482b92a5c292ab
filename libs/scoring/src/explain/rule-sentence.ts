import type { Leaf } from '../rubric/indicator.schema.ts'
import type { Bilingual } from '../rubric/text.schema.ts'

/** The rule of a leaf in one sentence. */
export function ruleSentence(_leaf: Leaf): Bilingual {
  throw new Error('not yet')
}
