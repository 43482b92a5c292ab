import { sumOf, sumOfPart } from '../row/sum.ts'
import type { CompiledBoard } from '../plan/compiled.ts'
import type { LeafScore } from '../types.ts'
import type { GateState } from './through-gate.ts'

/** The gates of one unit; null where the rubric has none. What a gate reads is read before any gate. */
export function gatesOf(compiled: CompiledBoard, leaves: readonly LeafScore[]): GateState[] | null {
  if (compiled.gates.length === 0) return null
  const base = sumOf({ compiled, leaves, gates: null }, compiled.base)
  return compiled.gates.map((gate) => {
    const { points, low, high } = gate.reads === null ? base : sumOfPart({ compiled, leaves, gates: null }, gate.reads)
    return { gate, isOpen: points >= gate.line, mayBeOpen: high >= gate.line, mayBeShut: low < gate.line }
  })
}
