import type { CompiledGate, Part } from '../plan/compiled.ts'
import type { Sum } from '../row/sum.ts'

/** Whether a gate lets its bonus count: by the points known, and by what these may still come to. */
export interface GateState {
  gate: CompiledGate
  isOpen: boolean
  mayBeOpen: boolean
  mayBeShut: boolean
}

/** A bonus as its gate lets it count; the same where it has none. */
export function throughGate(part: Part, sum: Sum, gates: readonly GateState[]): Sum {
  const state = gates.find(({ gate }) => isSamePart(gate.part, part))
  if (!state) return sum
  const { isOpen, mayBeOpen, mayBeShut } = state
  return {
    ...sum, points: isOpen ? sum.points : 0,
    low: Math.min(mayBeOpen ? sum.low : 0, mayBeShut ? 0 : sum.low),
    high: Math.max(mayBeOpen ? sum.high : 0, mayBeShut ? 0 : sum.high),
  }
}

function isSamePart(a: Part, b: Part): boolean {
  return 'leaf' in a ? 'leaf' in b && a.leaf === b.leaf : 'branch' in b && a.branch === b.branch
}
