import type { Fault, Rubric } from '../rubric/rubric.ts'
import type { Placed } from '../rubric/tree.ts'
import type { Leaf } from '../rubric/indicator.schema.ts'
import type { RubricContext } from './rubric-context.ts'

/** One check of a rubric; what it finds, it adds. */
export type Check = (rubric: Rubric, faults: FaultList, context: RubricContext) => void

/** One check of a leaf. */
export type LeafCheck = (placed: Placed<Leaf>, faults: FaultList, rubric: Rubric) => void

/** Gathers the faults of one rubric; the same fault is told once. */
export class FaultList {
  readonly all: Fault[] = []
  private readonly told = new Set<string>()

  /** Adds a fault: where, what was found, what was expected, how to mend it. */
  add(path: string, found: string, expected: string, mend: string): void {
    const name = JSON.stringify([path, found, expected])
    if (this.told.has(name)) return
    this.told.add(name)
    this.all.push({ path, found, expected, mend })
  }

  /** Whether this has been told already. */
  has(path: string, found: string, expected: string): boolean {
    return this.told.has(JSON.stringify([path, found, expected]))
  }

  /** Adds a fault for every id that a list holds a second time. */
  addDoubled(ids: readonly { id: string; path: string }[]): void {
    const seen = new Set<string>()
    for (const { id, path } of ids) {
      if (seen.has(id)) this.add(path, `"${id}" a second time`, 'an id of its own for each', 'rename one of them')
      seen.add(id)
    }
  }
}
