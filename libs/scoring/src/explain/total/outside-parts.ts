import type { CompiledBoard, Part } from '../../evaluate/plan/compiled.ts'
import { sumOf } from '../../evaluate/row/sum.ts'
import type { Sum } from '../../evaluate/row/sum.ts'
import { gatesOf } from '../../evaluate/structure/gates.ts'
import type { GateState } from '../../evaluate/structure/gates.ts'
import type { LeafScore } from '../../evaluate/types.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'

/** A bonus or penalty with what it counts for, before its own gate and after. */
export interface OutsidePart {
  title: Bilingual
  before: Sum
  counted: Sum
  gate: GateState | null
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
  return {
    base: compiled.base.map((part) => sumOf(plain, [part])),
    outside: compiled.outside.map((part) => ({
      title: titleOf(compiled, part), before: sumOf(plain, [part]), counted: sumOf({ compiled, leaves, gates }, [part]),
      gate: gates?.find((state) => isSame(state.gate.part, part)) ?? null,
    })),
  }
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
