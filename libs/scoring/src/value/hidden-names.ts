import type { Back } from '../rubric/rubric.ts'

const DUE_UNKNOWN = '!due_unknown'

/** Whether a measure is one that the rubric does not write: a companion, or an earlier span of one that it does. */
export function isHidden(measure: string): boolean {
  return measure.includes('!')
}

/** What the name of a measure ends with where it is read of an earlier span. */
export function backSuffix(back: Back): string {
  return back === 'year' ? '!year_before' : `!back_${back}`
}

/** The measure of which a hidden one reads an earlier span; any other as it is. */
export function nameWithoutBack(measure: string): string {
  return measure.replace(/!(?:year_before|back_\d+)$/, '')
}

/** The name of a measure's companion that counts the cases whose due time cannot be told. */
export function companionOf(measure: string): string {
  return measure + DUE_UNKNOWN
}
