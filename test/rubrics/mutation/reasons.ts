import type { Survivor } from './tally.ts'

interface Reason {
  operator: RegExp
  path: RegExp
  why: string
}

/** Changes that leave every score as it is, so that no test of figures could find them. */
const EQUIVALENT: readonly Reason[] = [
  { operator: /^step (moved|dropped)$/, path: /\.rule\.step$/, why: 'equivalent: the step binds the form in which points are entered, not the score of points that stand' },
  { operator: /^source changed$/, path: /\.cite\.source$/, why: 'equivalent: a citation gives no points' },
]

/** Why nothing found a change: it makes no difference to any score, or a test that would see it is still to be written. */
export function reasonOf({ operator, path }: Pick<Survivor, 'operator' | 'path'>): string {
  return EQUIVALENT.find((reason) => reason.operator.test(operator) && reason.path.test(path))?.why ?? 'open: a test could find it'
}
