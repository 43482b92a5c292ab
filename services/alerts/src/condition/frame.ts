import type { Bilingual } from '@tierline/contracts/text'
import { boardHead, parametersDay, withParameters } from '@tierline/scoring'
import type { Period, Rubric } from '@tierline/scoring'

type Head = ReturnType<typeof boardHead>

/** What a board's rubric says at one of its seqs: columns, tiers with their lines, how percentages are compared. */
export interface Frame {
  /** The version, and the day of its dated parameters. */
  name: string
  rubric: Rubric
  head: Head
  /** Column of each indicator in a stored row. */
  columns: ReadonlyMap<string, number>
}

/** The frame of a version on the day of an instant. */
export function frameOf(rubric: Rubric, period: Period, instant: number): Frame {
  return frameOn(rubric, parametersDay(period, instant))
}

/** The same by the parameters of a day. */
export function frameOn(rubric: Rubric, day: string): Frame {
  const filled = withParameters(rubric, day)
  const head = boardHead(filled)
  return { name: frameName(rubric, day), rubric: filled, head, columns: new Map(head.indicators.map(({ id }, at) => [id, at])) }
}

/** Two frames of one name are alike. */
export const frameName = ({ hash, parameters }: Rubric, day: string): string => (parameters ? `${hash} ${day}` : hash)

/** Why a watch cannot be evaluated under a frame. */
export interface Faulty {
  fault: Bilingual
}
