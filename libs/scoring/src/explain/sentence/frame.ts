import { figure } from '../../exact/decimal.ts'
import { boundText } from '../../exact/show.ts'
import { isParameter } from '../../rubric/text.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import type { Show } from '../../rubric/value.schema.ts'
import type { BoundsText } from '../../value/condition.ts'
import { countedPoints, join, same, say } from '../words.ts'

/** What a rule's sentence needs of its leaf: how the value looks, the leaf's points as they are written, and whether they are taken rather than given. */
export interface RuleFrame {
  show: Show
  max: string
  isPenalty: boolean
}

/** A figure in the value's terms; a dated parameter stands by its name. */
export function figureText(show: Show, text: string): string {
  return isParameter(text) ? text : boundText(show, figure(text))
}

const SIGNS = { at_least: '≥', above: '>', at_most: '≤', below: '<' } as const

/** `≥ 80 % 且 < 100 %`, from bounds as the rubric writes them; nothing where there is none. */
export function boundsText(show: Show, bounds: BoundsText): Bilingual {
  const parts = (['at_least', 'above', 'at_most', 'below'] as const).flatMap((key) => {
    const text = bounds[key]
    return text === undefined ? [] : [same(`${SIGNS[key]} ${figureText(show, text)}`)]
  })
  return join(parts, ' 且 ', ' and ')
}

/** What a leaf gives where nothing is wrong: its points, or nothing taken. */
export function fullWords({ max, isPenalty }: RuleFrame): Bilingual {
  return isPenalty ? say('不扣分', 'nothing is taken') : say(`得 ${max} 分`, countedPoints(max))
}

/** How far a rule can go down: the floor, or all that a penalty takes. */
export function leastWords({ max, isPenalty }: RuleFrame, floor: string | undefined): Bilingual {
  if (!isPenalty) return say(`最低 ${floor ?? '0'} 分`, `not under ${floor ?? '0'}`)
  const most = floor?.replace(/^-/, '') ?? max
  return say(`最多扣 ${most} 分`, `at most ${most} off`)
}

/** What one occurrence that takes everything costs. */
export function allLost({ max, isPenalty }: RuleFrame): Bilingual {
  return isPenalty ? say(`扣 ${max} 分`, `${countedPoints(max)} off`) : say('不得分', 'no points')
}
