import type { CompiledLeaf } from '../plan/compiled.ts'
import type { LeafScore } from '../types.ts'

/** A leaf where it does not apply: full marks; nothing at all, for it leaves the total or is shared out; or open, until the peers' mean is known. */
export function notApplicable(leaf: CompiledLeaf): LeafScore {
  if (leaf.notApplicable === 'full_marks') return settled(leaf.max, leaf.max)
  return leaf.notApplicable === 'peers_mean' ? { ...settled(leaf.least, leaf.max), points: null, high: leaf.max } : settled(0, 0)
}

function settled(points: number, max: number): LeafScore {
  return {
    points, low: points, high: points, max, state: 'not_applicable', claimed: false, claim: null, adjustment: 0, exact: null, numerator: null, denominator: null, place: null, placeOf: 0,
  }
}
