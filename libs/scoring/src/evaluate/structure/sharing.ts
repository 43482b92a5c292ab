import { isOutside } from '../../rubric/indicator.schema.ts'
import type { Branch, Leaf } from '../../rubric/indicator.schema.ts'
import type { Placed } from '../../rubric/tree.ts'
import { roundScaled } from '../../exact/round.ts'
import type { Ratio } from '../../exact/ratio.ts'
import type { CompiledBoard, CompiledSharing } from '../plan/compiled.ts'
import type { LeafScore, UnitScore } from '../types.ts'
import { isShared } from './applies.ts'
import { parted } from './parted.ts'

/**
 * The leaves that are shared out where they do not apply, each with the leaves that may take its points: those of the base in its scope that add into the same sum.
 * Below a branch that does not add, shares of points mean nothing; there the branch's own combination does without the leaf (see `combined`).
 */
export function sharingsOf(leaves: readonly Placed<Leaf>[]): CompiledSharing[] {
  return leaves.flatMap((entry, leaf) => {
    const treatment = entry.indicator.not_applicable
    if (!isShared(treatment) || isOut(entry)) return []
    const among = [...leaves.keys()].filter((at) => at !== leaf && mayTake(entry, leaves[at], treatment.scope))
    return [{ leaf, how: treatment.redistribute, among }]
  })
}

function mayTake(from: Placed<Leaf>, to: Placed<Leaf> | undefined, scope: string | undefined): boolean {
  if (!to || isOut(to) || to.indicator.points === undefined) return false
  return sumOf(to) === sumOf(from) && (scope === undefined || to.ancestors.some((branch) => branch.id === scope))
}

/** The highest branch (null: the total) that a leaf's points reach by adding alone; a leaf below a branch that does not add is its own. */
function sumOf({ ancestors, indicator }: Placed<Leaf>): Branch | Leaf | null {
  const at = ancestors.findLastIndex((branch) => (branch.combine ?? 'add') !== 'add')
  return at < 0 ? null : ancestors[at + 1] ?? indicator
}

function isOut({ indicator, ancestors }: Placed<Leaf>): boolean {
  return isOutside(indicator) || ancestors.some(isOutside)
}

/** One unit's leaves with the points of what does not apply shared out; the same array where nothing is. */
export function sharedOut(compiled: CompiledBoard, own: UnitScore, leaves: readonly LeafScore[]): readonly LeafScore[] {
  if (!compiled.shared.some(({ leaf }) => isMissing(own, leaf))) return leaves
  const maxima = maximaOf(compiled, own)
  return leaves.map((leaf, at) => {
    const [max, before] = [maxima[at] ?? leaf.max, compiled.leaves[at]?.max ?? 0]
    return max === before || isMissing(own, at) ? leaf : enlarged(compiled, leaf, { max, before })
  })
}

function isMissing(own: UnitScore, at: number): boolean {
  return own.leaves[at]?.state === 'not_applicable'
}

/** What each leaf can give once shares are added, by the set of leaves that do not apply. */
function maximaOf(compiled: CompiledBoard, own: UnitScore): readonly number[] {
  const missing = compiled.leaves.flatMap(({ at }) => (isMissing(own, at) ? [at] : []))
  const key = missing.join(' ')
  const known = compiled.sharedMaxima.get(key)
  if (known) return known
  const maxima = compiled.leaves.map(({ max }) => max)
  for (const { pool, how, among } of poolsOf(compiled, new Set(missing))) {
    const weights = among.map((at) => (how === 'equal' ? 1 : compiled.leaves[at]?.max ?? 0))
    for (const [index, share] of parted(pool, weights).entries()) maxima[among[index] ?? -1] = (maxima[among[index] ?? -1] ?? 0) + share
  }
  compiled.sharedMaxima.set(key, maxima)
  return maxima
}

interface Pool {
  pool: number
  how: CompiledSharing['how']
  among: readonly number[]
}

/** What is shared out, together where it goes to the same leaves in the same way; nothing where no leaf of the scope is left. */
function poolsOf(compiled: CompiledBoard, missing: ReadonlySet<number>): Pool[] {
  const pools = new Map<string, Pool>()
  for (const { leaf, how, among } of compiled.shared) {
    const takers = missing.has(leaf) ? among.filter((at) => !missing.has(at) && (compiled.leaves[at]?.max ?? 0) > 0) : []
    if (takers.length === 0) continue
    const key = `${how} ${takers.join(' ')}`
    pools.set(key, { how, among: takers, pool: (pools.get(key)?.pool ?? 0) + (compiled.leaves[leaf]?.max ?? 0) })
  }
  return [...pools.values()]
}

/** A leaf's points in proportion to what it can give now, from the exact points and rounded once. */
function enlarged(compiled: CompiledBoard, leaf: LeafScore, { max, before }: { max: number; before: number }): LeafScore {
  const factor: Ratio = { n: BigInt(max), d: BigInt(before) }
  const unit = 10n ** BigInt(compiled.decimals)
  const rounded = ({ n, d }: Ratio): number => Number(roundScaled({ n: n * factor.n, d: d * factor.d }, compiled.decimals, compiled.mode))
  const figure = (scaled: number): number => rounded(leaf.exact && scaled === leaf.points ? leaf.exact : { n: BigInt(scaled), d: unit })
  return {
    ...leaf, max, points: leaf.points === null ? null : figure(leaf.points), low: figure(leaf.low), high: figure(leaf.high),
    exact: leaf.exact && { n: leaf.exact.n * factor.n, d: leaf.exact.d * factor.d },
  }
}
