import type { CompiledBoard, CompiledBranch, Part } from '../plan/compiled.ts'
import { combined } from '../structure/combined.ts'
import { throughGate } from '../structure/through-gate.ts'
import type { GateState } from '../structure/through-gate.ts'
import type { LeafScore, ScoreState } from '../types.ts'

/** Points of a part of the tree: known or claimed points count as they are, unknown ones with what is certain. */
export interface Sum {
  points: number
  low: number
  high: number
  max: number
  /** Leaves that have a say here, those without points, and those whose points are claimed. */
  leaves: number
  unknown: number
  claimed: number
  /** Worst state of the leaves below. */
  state: ScoreState
}

/** What a sum is made from; gates are null where there are none, or where they are what is being asked. */
export interface SumInput {
  compiled: CompiledBoard
  leaves: readonly LeafScore[]
  gates: readonly GateState[] | null
}

/** The sum of some parts. */
export function sumOf(input: SumInput, parts: readonly Part[]): Sum {
  const sum: Sum = { points: 0, low: 0, high: 0, max: 0, leaves: 0, unknown: 0, claimed: 0, state: 'not_applicable' }
  addParts(sum, parts, input)
  return sum
}

/** One leaf or branch alone, before its own gate. */
export function sumOfPart(input: SumInput, part: Part): Sum {
  if ('leaf' in part) return sumOf({ ...input, gates: null }, [part])
  const branch = input.compiled.branches[part.branch]
  return branch ? sumOfBranch(input, branch) : sumOf(input, [])
}

/** A branch as its children make it. */
export function sumOfBranch(input: SumInput, branch: CompiledBranch): Sum {
  if (branch.combine === 'add') return capped(sumOf(input, branch.parts), branch.cap)
  const parts = branch.parts.map((part) => sumOf(input, [part]))
  const sum = sumOf(input, [])
  for (const part of parts) addSum(sum, part)
  return Object.assign(sum, combined(input.compiled, branch, { parts, leaves: input.leaves }))
}

/** What a leaf's points count with: an unknown one with what is certain, which of a penalty is nothing. */
export function countedPoints(leaf: Pick<LeafScore, 'points' | 'low' | 'high' | 'max'>): number {
  return leaf.points ?? (leaf.max === 0 ? leaf.high : leaf.low)
}

/** States from the least to the most troubling; a branch shows the worst of its leaves, and does not apply where none of them does. */
const SEVERITY: Record<ScoreState, number> = {
  not_applicable: 0, scored: 1, provisional: 2, awaiting_judgement: 3, not_started: 4, zero_denominator: 5, no_data: 6, rule_unpublished: 7, calendar_unpublished: 8,
}

/** Branches that only add go straight into the sum above them. */
function addParts(sum: Sum, parts: readonly Part[], input: SumInput): void {
  for (const part of parts) {
    const { gates } = input
    if (gates !== null) addSum(sum, throughGate(part, sumOfPart(input, part), gates))
    else if ('leaf' in part) addLeaf(sum, input.leaves[part.leaf])
    else addBranch(sum, input.compiled.branches[part.branch], input)
  }
}

function addBranch(sum: Sum, branch: CompiledBranch | undefined, input: SumInput): void {
  if (!branch) return
  if (branch.combine === 'add' && branch.cap === Infinity) addParts(sum, branch.parts, input)
  else addSum(sum, sumOfBranch(input, branch))
}

/** A leaf that left the total has no say. */
function addLeaf(sum: Sum, leaf: LeafScore | undefined): void {
  if (!leaf) return
  sum.points += countedPoints(leaf)
  sum.low += leaf.low
  sum.high += leaf.high
  sum.max += leaf.max
  if (leaf.state !== 'not_applicable' || leaf.max > 0) sum.leaves++
  if (leaf.points === null) sum.unknown++
  if (leaf.claimed) sum.claimed++
  if (leaf.state !== sum.state && SEVERITY[leaf.state] > SEVERITY[sum.state]) sum.state = leaf.state
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
  sum.max = Math.min(sum.max, cap)
  return sum
}
