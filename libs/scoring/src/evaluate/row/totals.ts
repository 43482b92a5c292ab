import type { CompiledBoard, Part } from '../plan/compiled.ts'
import type { BranchScore, LeafScore, ScoreState } from '../types.ts'

/** Points of a part of the tree: known or claimed points count as they are, unknown ones with what is certain. */
export interface Sum {
  points: number
  low: number
  high: number
  max: number
  /** Leaves without points, and leaves whose points are claimed. */
  leaves: number
  unknown: number
  claimed: number
  /** Worst state of the leaves below. */
  state: ScoreState
}

/** Base and bonus of one unit, up to the cap. */
export function totalOf(compiled: CompiledBoard, leaves: readonly LeafScore[]): Sum {
  return capped(sumOf(compiled, compiled.roots, leaves), compiled.cap)
}

/** The branches of one unit, in the plan's order. */
export function branchesOf(compiled: CompiledBoard, leaves: readonly LeafScore[]): BranchScore[] {
  return compiled.branches.map((branch) => {
    const { points, low, high, max, claimed, state, unknown, leaves: count } = capped(sumOf(compiled, branch.parts, leaves), branch.cap)
    return { points: unknown === count ? null : points, low, high, max, claimed: claimed > 0, state }
  })
}

/** States from the least to the most troubling; a branch shows the worst of its leaves. */
const SEVERITY: Record<ScoreState, number> = {
  scored: 0, not_applicable: 1, provisional: 2, awaiting_judgement: 3, not_started: 4, zero_denominator: 5, no_data: 6, rule_unpublished: 7, calendar_unpublished: 8,
}

function sumOf(compiled: CompiledBoard, parts: readonly Part[], leaves: readonly LeafScore[]): Sum {
  const sum: Sum = { points: 0, low: 0, high: 0, max: 0, leaves: 0, unknown: 0, claimed: 0, state: 'scored' }
  addParts(sum, parts, { compiled, leaves })
  return sum
}

/** Branches without a cap add straight into the sum above them. */
function addParts(sum: Sum, parts: readonly Part[], input: { compiled: CompiledBoard; leaves: readonly LeafScore[] }): void {
  for (const part of parts) {
    if ('leaf' in part) addLeaf(sum, input.leaves[part.leaf])
    else {
      const branch = input.compiled.branches[part.branch]
      if (!branch) continue
      if (branch.cap === Infinity) addParts(sum, branch.parts, input)
      else addSum(sum, capped(sumOf(input.compiled, branch.parts, input.leaves), branch.cap))
    }
  }
}

function addLeaf(sum: Sum, leaf: LeafScore | undefined): void {
  if (!leaf) return
  sum.points += leaf.points ?? leaf.low
  sum.low += leaf.low
  sum.high += leaf.high
  sum.max += leaf.max
  sum.leaves++
  if (leaf.points === null) sum.unknown++
  if (leaf.claimed) sum.claimed++
  if (leaf.state !== 'scored' && SEVERITY[leaf.state] > SEVERITY[sum.state]) sum.state = leaf.state
}

function addSum(sum: Sum, part: Sum): void {
  sum.points += part.points
  sum.low += part.low
  sum.high += part.high
  sum.max += part.max
  sum.leaves += part.leaves
  sum.unknown += part.unknown
  sum.claimed += part.claimed
  if (SEVERITY[part.state] > SEVERITY[sum.state]) sum.state = part.state
}

function capped(sum: Sum, cap: number): Sum {
  if (cap === Infinity) return sum
  sum.points = Math.min(sum.points, cap)
  sum.low = Math.min(sum.low, cap)
  sum.high = Math.min(sum.high, cap)
  return sum
}
