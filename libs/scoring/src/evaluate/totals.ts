import type { CompiledBoard, Part } from './compiled.ts'
import type { BranchScore, LeafScore, ScoreState } from './types.ts'

/** Points of a part of the tree: known or claimed points count as they are, unknown ones with what is certain. */
interface Sum {
  points: number
  low: number
  high: number
  max: number
  hasKnown: boolean
  claimed: boolean
  /** Worst state of the leaves below. */
  state: ScoreState
}

/** States from the least to the most troubling; a branch shows the worst of its leaves. */
const SEVERITY: readonly ScoreState[] = ['scored', 'not_applicable', 'provisional', 'awaiting_judgement', 'not_started', 'zero_denominator', 'no_data', 'rule_unpublished', 'calendar_unpublished']

/** The branches of one unit, in the plan's order, and the whole: base and bonus, up to the cap. */
export function totalsOf(compiled: CompiledBoard, leaves: readonly LeafScore[]): { branches: BranchScore[]; total: BranchScore } {
  const sums: Sum[] = []
  for (let at = compiled.branches.length - 1; at >= 0; at--) {
    const branch = compiled.branches[at]
    if (branch) sums[at] = capped(sumOf(branch.parts, { leaves, sums }), branch.cap)
  }
  const total = capped(sumOf(compiled.roots, { leaves, sums }), compiled.cap)
  return { branches: sums.map(branchScore), total: branchScore(total) }
}

function sumOf(parts: readonly Part[], { leaves, sums }: { leaves: readonly LeafScore[]; sums: readonly Sum[] }): Sum {
  const sum: Sum = { points: 0, low: 0, high: 0, max: 0, hasKnown: false, claimed: false, state: 'scored' }
  for (const part of parts) {
    if ('leaf' in part) addLeaf(sum, leaves[part.leaf])
    else addSum(sum, sums[part.branch])
  }
  return sum
}

function addLeaf(sum: Sum, leaf: LeafScore | undefined): void {
  if (!leaf) return
  sum.points += leaf.points ?? leaf.low
  sum.low += leaf.low
  sum.high += leaf.high
  sum.max += leaf.max
  sum.hasKnown ||= leaf.points !== null
  sum.claimed ||= leaf.claimed
  sum.state = worse(sum.state, leaf.state)
}

function addSum(sum: Sum, part: Sum | undefined): void {
  if (!part) return
  sum.points += part.points
  sum.low += part.low
  sum.high += part.high
  sum.max += part.max
  sum.hasKnown ||= part.hasKnown
  sum.claimed ||= part.claimed
  sum.state = worse(sum.state, part.state)
}

function capped(sum: Sum, cap: number): Sum {
  return { ...sum, points: Math.min(sum.points, cap), low: Math.min(sum.low, cap), high: Math.min(sum.high, cap) }
}

function worse(a: ScoreState, b: ScoreState): ScoreState {
  return a === b || SEVERITY.indexOf(b) <= SEVERITY.indexOf(a) ? a : b
}

function branchScore({ points, low, high, max, hasKnown, claimed, state }: Sum): BranchScore {
  return { points: hasKnown ? points : null, low, high, max, claimed, state }
}
