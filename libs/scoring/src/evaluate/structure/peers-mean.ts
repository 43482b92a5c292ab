import { plus, reduced, ZERO } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { scaledPoints } from '../../rule/rule.ts'
import type { CompiledBoard, CompiledLeaf } from '../plan/compiled.ts'
import type { LeafScore } from '../types.ts'

/** A leaf of all members where those to whom it does not apply get the mean of those that have it; open while some of these are. Without any that has it, it leaves the total. */
export function peersMean(compiled: CompiledBoard, leaf: CompiledLeaf, scores: readonly LeafScore[]): LeafScore[] {
  const having = scores.filter(({ state }) => state !== 'not_applicable')
  if (having.length === scores.length) return [...scores]
  const isOpen = having.some(({ points, low, high }) => points === null || low !== high)
  const instead = isOpen ? { state: 'provisional' } as const : meanOf(compiled, having.filter(({ state }) => state === 'scored'))
  return scores.map((score) => (score.state === 'not_applicable' ? { ...score, ...instead } : score))
}

function meanOf(compiled: CompiledBoard, scored: readonly LeafScore[]): Partial<LeafScore> {
  if (scored.length === 0) return { points: 0, low: 0, high: 0, max: 0 }
  const sum = scored.reduce((total, score) => plus(total, exactOf(compiled, score)), ZERO)
  // In lowest terms: the same mean is the same figure, whatever it was formed from.
  const exact = reduced({ n: sum.n, d: sum.d * BigInt(scored.length) })
  const points = scaledPoints(exact, compiled)
  return { points, low: points, high: points, exact }
}

/** The exact points where they are kept, else the points as they were given. */
function exactOf({ decimals }: CompiledBoard, { exact, points }: LeafScore): Ratio {
  return exact ?? { n: BigInt(points ?? 0), d: 10n ** BigInt(decimals) }
}
