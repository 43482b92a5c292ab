import type { CompiledBoard } from '../plan/compiled.ts'
import { gatesOf } from '../structure/gates.ts'
import type { BranchScore, LeafScore } from '../types.ts'
import { sumOf, sumOfBranch } from './sum.ts'
import type { Sum } from './sum.ts'

/** The total of one unit before conversion and vetoes; `max` is what the base can give here. */
export interface Total extends Sum {
  /** The base alone: without bonus and penalty. */
  base: Sum
  /** Ids of the bonuses that a gate keeps from counting. */
  gated: readonly string[]
}

const NONE: readonly string[] = []

/** Base, bonus that passes its gate, and penalties, between nothing and the cap. */
export function totalOf(compiled: CompiledBoard, leaves: readonly LeafScore[]): Total {
  const base = sumOf({ compiled, leaves, gates: null }, compiled.base)
  if (compiled.outside.length === 0) return limitedTotal(base, base, compiled.cap)
  const gates = gatesOf(compiled, leaves)
  const outside = sumOf({ compiled, leaves, gates }, compiled.outside)
  const sum = {
    points: base.points + outside.points, low: base.low + outside.low, high: base.high + outside.high,
    leaves: base.leaves + outside.leaves, unknown: base.unknown + outside.unknown, claimed: base.claimed + outside.claimed,
  }
  const total = limitedTotal(base, sum, compiled.cap)
  return gates === null ? total : { ...total, gated: gates.filter(({ isOpen }) => !isOpen).map(({ gate }) => gate.id) }
}

/** The branches of one unit, in the plan's order; a bonus branch before its own gate. */
export function branchesOf(compiled: CompiledBoard, leaves: readonly LeafScore[]): BranchScore[] {
  const gates = gatesOf(compiled, leaves)
  return compiled.branches.map((branch) => {
    const { points, low, high, max, claimed, state, unknown, leaves: count } = sumOfBranch({ compiled, leaves, gates: branch.isOutside ? gates : null }, branch)
    return { points: count > 0 && unknown === count ? null : points, low, high, max, claimed: claimed > 0, state }
  })
}

/** Written out field by field: forty thousand units have one. */
function limitedTotal(base: Sum, { points, low, high, leaves, unknown, claimed }: Omit<Sum, 'max' | 'state'>, cap: number): Total {
  return { points: limited(points, cap), low: limited(low, cap), high: limited(high, cap), max: base.max, leaves, unknown, claimed, state: base.state, base, gated: NONE }
}

function limited(points: number, cap: number): number {
  return Math.max(0, Math.min(points, cap))
}
