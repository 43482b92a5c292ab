import type { Period } from '../period/period.ts'
import type { Rubric } from '../rubric/rubric.ts'
import type { BoardPlan } from './types.ts'

/** Makes a rubric ready for one period and group. */
export function planBoard(_rubric: Rubric, _period: Period, _groupId: string): BoardPlan {
  throw new Error('not yet')
}
