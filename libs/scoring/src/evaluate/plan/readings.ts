import type { Period } from '../../period/period.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { Reading } from '../types.ts'

/** What a board of a period reads for each unit: one reading a measure, in the order of the file. */
export function readingsOf(rubric: Rubric, period: Period): Reading[] {
  return Object.entries(rubric.measures).map(([name, measure], slot): Reading => {
    const from = Math.max(period.from, measure.from)
    const until = Math.max(from, Math.min(period.until, measure.until))
    return { slot, name, declaration: measure.declaration, hash: measure.hash, from, until, keyed: measure.declaration.by !== undefined }
  })
}
