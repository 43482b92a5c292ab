import { basename } from 'node:path'
import { pathOf } from './mutant.ts'
import type { Verdict } from './trial.ts'

/** A mutant that nothing found. */
export interface Survivor {
  path: string
  operator: string
  from: string
  to: string
}

/** What became of the mutants of one file. */
export interface Tally {
  name: string
  all: number
  killed: number
  byLint: number
  survivors: Survivor[]
}

/** Counts the verdicts of one file. */
export function tally(file: string, verdicts: readonly Verdict[]): Tally {
  const survivors = verdicts.filter(({ foundBy }) => foundBy === 'nothing').map(({ mutant: { path, operator, from, to } }) => ({ path: pathOf(path), operator, from, to }))
  return { name: basename(file), all: verdicts.length, killed: verdicts.length - survivors.length, byLint: verdicts.filter(({ foundBy }) => foundBy === 'lint').length, survivors }
}
