import type { Fault, Rubric } from '../rubric/rubric.ts'
import type { Placed } from '../rubric/tree.ts'
import type { Leaf } from '../rubric/indicator.schema.ts'

/** One check of a rubric; what it finds, it adds. */
export type Check = (rubric: Rubric, faults: FaultList) => void

/** One check of a leaf. */
export type LeafCheck = (placed: Placed<Leaf>, faults: FaultList, rubric: Rubric) => void

/** Gathers the faults of one rubric. */
export class FaultList {
  readonly all: Fault[] = []

  /** Adds a fault: where, what was found, what was expected, how to mend it. */
  add(path: string, found: string, expected: string, mend: string): void {
    this.all.push({ path, found, expected, mend })
  }
}
