import type { CompiledLeaf } from '../../evaluate/plan/compiled.ts'
import type { LeafScore } from '../../evaluate/types.ts'
import type { Ratio } from '../../exact/ratio.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import type { FactsView } from '../../value/facts-view.ts'
import type { Names } from '../../value/names.ts'

/** A leaf of a tested unit of which the test expects something, itself or in a total. */
export interface SeenLeaf {
  leaf: CompiledLeaf
  score: LeafScore
  /** The exact value, where it is known. */
  value: Ratio | null
  view: FactsView
  names: Names
  /** Another unit of the board has the same place. */
  isTied: boolean
}

/** Something of a leaf that a test should reach. */
export interface Probe {
  /** The same under every parameter and for every board: `steps[0].at_least`. */
  id: string
  text: Bilingual
  isReached: (seen: SeenLeaf) => boolean
}

/** A probe in one line. */
export function probe(id: string, zh: string, en: string, isReached: Probe['isReached']): Probe {
  return { id, text: { zh, en }, isReached }
}
