import type { CompiledBoard, Part } from '../../evaluate/plan/compiled.ts'
import { sumOf, sumOfPart } from '../../evaluate/row/sum.ts'
import type { Sum } from '../../evaluate/row/sum.ts'
import { gatesOf } from '../../evaluate/structure/gates.ts'
import type { GateState } from '../../evaluate/structure/through-gate.ts'
import type { LeafScore } from '../../evaluate/types.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'

/** A bonus or penalty with what it counts for, before its own gate and after. */
export interface OutsidePart {
  title: Bilingual
  before: Sum
  counted: Sum
  gate: GateState | null
  /** The points that its gate compares; null where it has none. */
  read: number | null
}

/** The parts of a total: those of the base, and those outside it. */
export interface TotalParts {
  base: readonly Sum[]
  outside: readonly OutsidePart[]
}

/** What one unit's total is added up from, in the order of the document. */
export function partsOfTotal(compiled: CompiledBoard, leaves: readonly LeafScore[]): TotalParts {
  const gates = gatesOf(compiled, leaves)
  const plain = { compiled, leaves, gates: null }
  const base = compiled.base.map((part) => sumOf(plain, [part]))
  const readBy = ({ gate: { reads } }: GateState): number => (reads === null ? base.reduce((total, { points }) => total + points, 0) : sumOfPart(plain, reads).points)
  const outside = compiled.outside.map((part): OutsidePart => {
    const gate = gates?.find((state) => isSame(state.gate.part, part)) ?? null
    return { title: titleOf(compiled, part), before: sumOf(plain, [part]), counted: sumOf({ compiled, leaves, gates }, [part]), gate, read: gate && readBy(gate) }
  })
  return { base, outside }
}

/** Whether a part outside the base changes anything, or may. */
export function hasSay({ before, counted }: OutsidePart): boolean {
  return before.low !== 0 || before.high !== 0 || counted.points !== 0
}

function titleOf({ leaves, branches }: CompiledBoard, part: Part): Bilingual {
  return ('leaf' in part ? leaves[part.leaf]?.leaf.title : branches[part.branch]?.branch.title) ?? { zh: '', en: '' }
}

function isSame(a: Part, b: Part): boolean {
  return 'leaf' in a ? 'leaf' in b && a.leaf === b.leaf : 'branch' in b && a.branch === b.branch
}
