import { compare, ONE, over, plus, times, ZERO } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { scaledPoints } from '../../rule/rule.ts'
import type { CompiledBoard, CompiledBranch } from '../plan/compiled.ts'
import type { LeafScore } from '../types.ts'
import type { Sum } from '../row/sum.ts'
import { isShared } from './applies.ts'

type Figure = 'points' | 'low' | 'high' | 'max'

/** A branch that weighs its children, takes the lowest, averages or pools them: shares are exact over the children's rounded points, and rounded once. Children that give nothing here have no say. */
export function combined(compiled: CompiledBoard, branch: CompiledBranch, { parts, leaves }: { parts: readonly Sum[]; leaves: readonly LeafScore[] }): Record<Figure, number> {
  const figures = combinerOf(compiled, branch, { parts, leaves })
  const [low, high] = [figures('low'), isSettled(parts) ? null : figures('high')]
  return { low, high: high ?? low, points: high === null ? low : figures('points'), max: figures('max') }
}

function isSettled(parts: readonly Sum[]): boolean {
  return parts.every(({ points, low, high }) => points === low && low === high)
}

function combinerOf(compiled: CompiledBoard, branch: CompiledBranch, { parts, leaves }: { parts: readonly Sum[]; leaves: readonly LeafScore[] }): (figure: Figure) => number {
  const present = parts.filter(({ max }) => max > 0)
  if (present.length === 0) return () => 0
  const limited = (points: number): number => Math.min(points, branch.cap)
  if (branch.combine === 'pool') return (figure) => limited(Math.max(0, branch.max - present.reduce((lost, part) => lost + part.max - part[figure], 0)))
  const shareOf = branch.combine === 'weigh' ? weighed(compiled, branch, { parts, leaves }) : branch.combine === 'average' ? averaged(present) : lowest(present)
  return (figure) => limited(scaledPoints(times(shareOf(figure), branch.points), compiled))
}

type ShareOf = (figure: Figure) => Ratio

function share(part: Sum, figure: Figure): Ratio {
  return { n: BigInt(part[figure]), d: BigInt(part.max) }
}

function lowest(present: readonly Sum[]): ShareOf {
  return (figure) => present.reduce<Ratio>((least, part) => {
    const own = share(part, figure)
    return compare(own, least) < 0 ? own : least
  }, ONE)
}

function averaged(present: readonly Sum[]): ShareOf {
  const count = BigInt(present.length)
  return (figure) => {
    const sum = present.reduce<Ratio>((total, part) => plus(total, share(part, figure)), ZERO)
    return { n: sum.n, d: sum.d * count }
  }
}

/** Weights of what leaves the total are lost with it; weights of what is shared out go to the siblings that are left, in proportion or in equal parts. */
function weighed(compiled: CompiledBoard, branch: CompiledBranch, { parts, leaves }: { parts: readonly Sum[]; leaves: readonly LeafScore[] }): ShareOf {
  const weights = weightsHere(compiled, branch, { parts, leaves })
  return (figure) => parts.reduce<Ratio>((total, part, at) => (part.max > 0 ? plus(total, times(share(part, figure), weights[at] ?? ZERO)) : total), ZERO)
}

/** The weights of a branch's parts for one unit, by their place. */
export function weightsHere(compiled: CompiledBoard, branch: CompiledBranch, { parts, leaves }: { parts: readonly Sum[]; leaves: readonly LeafScore[] }): readonly Ratio[] {
  const present = branch.weights.filter((_, at) => (parts[at]?.max ?? 0) > 0)
  const sum = present.reduce<Ratio>(plus, ZERO)
  let weights = branch.weights
  for (const [at, part] of branch.parts.entries()) {
    const leaf = 'leaf' in part && leaves[part.leaf]?.state === 'not_applicable' && leaves[part.leaf]?.max === 0 ? compiled.leaves[part.leaf] : undefined
    const moved = branch.weights[at]
    if (!leaf || !moved || !isShared(leaf.notApplicable)) continue
    const isEqual = leaf.notApplicable.redistribute === 'equal'
    weights = weights.map((weight, to) => plus(weight, times(moved, isEqual ? { n: 1n, d: BigInt(present.length) } : over(branch.weights[to] ?? ZERO, sum) ?? ZERO)))
  }
  return weights
}
