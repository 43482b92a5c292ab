import { compileMeasures, measureHash } from '@tierline/scoring'
import type { MeasureDeclaration, MeasureSet } from '@tierline/scoring'

/** A measure of the database. `since` and `done` are log positions by partition: events below `since` are back-filled up to `done`. */
export interface StoredMeasure {
  id: number
  hash: string
  declaration: MeasureDeclaration
  state: 'provisional' | 'complete'
  since: Record<string, number>
  done: Record<string, number>
  /** Where events had been dropped before it was declared: it counts all there is from here on, less than there was before; null: since ever. */
  complete_from: number | null
}

/** The measures of one version of the set, compiled for counting. */
export interface CountedMeasures {
  version: number
  all: readonly StoredMeasure[]
  set: MeasureSet
}

/** Compiles what is stored; a declaration that no longer hashes to its name would count something else than it says. */
export function countedMeasures(version: number, all: readonly StoredMeasure[]): CountedMeasures {
  for (const { hash, declaration } of all) {
    if (measureHash(declaration) !== hash) throw new Error(`measure ${hash}: its stored declaration hashes to ${measureHash(declaration)}, expected the same; it was edited by hand: restore it`)
  }
  return { version, all, set: compileMeasures(all) }
}

export const isCaseMeasure = ({ declaration }: { declaration: MeasureDeclaration }): boolean => 'case' in declaration.of
