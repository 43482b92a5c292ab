import type { DutyDeclaration } from '../fact/duty.ts'
import type { MeasureDeclaration } from '../fact/measure-declaration.ts'
import type { RubricFile } from './rubric.schema.ts'
import type { Bilingual } from './text.schema.ts'

/** One measure of a rubric: what rolls it up, what it is called, its own window in epoch ms. */
export interface RubricMeasure {
  declaration: MeasureDeclaration
  hash: string
  title: Bilingual
  countedIn: Bilingual
  /** Which span of time is read: the board's period (narrowed by `from` and `until`), all before it, or all up to its end. */
  window: 'period' | 'before' | 'until_end'
  from: number
  until: number
  /** Hidden measures only: which earlier span is read instead of the board's own. */
  back?: Back
}

/** An earlier span than the board's: a calendar year before, or so many periods before. */
export type Back = 'year' | number

/** A rubric that has been parsed and found whole; `hash` is the SHA-256 of its content, whatever its spelling. */
export interface Rubric extends Omit<RubricFile, 'measures' | 'duties'> {
  hash: string
  fileName: string
  measures: Readonly<Record<string, RubricMeasure>>
  duties: readonly DutyDeclaration[]
}

/** One fault of an input: where it is, what was found, what was expected, how to mend it. */
export interface Fault {
  path: string
  found: string
  expected: string
  mend: string
}
