import type { Rubric } from '../rubric/rubric.ts'
import type { BoardHead, IndicatorHead } from './types.ts'

/** The rubric's tree as board columns, in the order of the document. */
export function indicatorHeads(_rubric: Rubric): IndicatorHead[] {
  throw new Error('not yet')
}

/** What a board's head says because the rubric says so. */
export function boardHead(_rubric: Rubric): BoardHead {
  throw new Error('not yet')
}
