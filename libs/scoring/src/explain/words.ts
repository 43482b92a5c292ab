import type { ScoreState } from '../evaluate/types.ts'
import { plainText, scaledText } from '../exact/round.ts'
import type { Ratio } from '../exact/ratio.ts'
import { boundText, grouped, partText, valueTextBeside } from '../exact/show.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import type { Show } from '../rubric/value.schema.ts'
import type { Bound } from '../value/condition.ts'

/** A sentence in both languages. */
export function say(zh: string, en: string): Bilingual {
  return { zh, en }
}

/** The same text in both languages. */
export function same(text: string): Bilingual {
  return { zh: text, en: text }
}

/** Texts one after the other. */
export function join(parts: readonly Bilingual[], zh: string, en: string): Bilingual {
  return { zh: parts.map((part) => part.zh).join(zh), en: parts.map((part) => part.en).join(en) }
}

const SIGNS = { at_least: '≥', above: '>', at_most: '≤', below: '<' } as const

/** `≥ 80 % 且 < 100 %`. */
export function boundsWords(show: Show, bounds: readonly Bound[]): Bilingual {
  return join(bounds.map((bound) => same(`${SIGNS[bound.key]} ${boundText(show, bound.figure)}`)), ' 且 ', ' and ')
}

/** `79.99 % < 80 %`, `98.21 % ≥ 95 %`: the comparison as it is, whichever way it came out. */
export function comparison(show: Show, value: Ratio, bound: Bound): string {
  return `${valueTextBeside(show, value, bound.figure)} ${SIGNS[bound.key]} ${boundText(show, bound.figure)}`
}

/** Scaled points as text: `9.88 分`, `9.88 points`. */
export function pointsWords(points: number, decimals: number): Bilingual {
  const text = scaledText(points, decimals)
  return say(`${text} 分`, `${text} points`)
}

/** Points as the rubric writes them, in a rule's sentence; negative ones are taken. */
export function ruledPoints(decimal: string): Bilingual {
  if (Number(decimal) === 0) return say('不得分', 'no points')
  if (decimal.startsWith('-')) return say(`扣 ${decimal.slice(1)} 分`, `${countedPoints(decimal.slice(1))} off`)
  return say(`得 ${decimal} 分`, countedPoints(decimal))
}

/** `1 point`, `2 points`. */
export function countedPoints(decimal: string): string {
  return `${decimal} ${decimal === '1' ? 'point' : 'points'}`
}

/** A signed number of points with a real minus sign and a plus: `+2.00`, `−0.50`. */
export function signed(decimal: string): string {
  return decimal.startsWith('-') ? `−${decimal.slice(1)}` : `+${decimal}`
}

/** What the rules call the states of a score. */
export const STATE_WORDS: Readonly<Record<ScoreState, Bilingual>> = {
  scored: say('已计分', 'scored'), provisional: say('未定', 'provisional'), not_started: say('尚未开始', 'not started'), no_data: say('无数据', 'no data'),
  awaiting_judgement: say('待评定', 'awaiting a judgement'), zero_denominator: say('分母为零', 'no denominator'), not_applicable: say('不适用', 'not applicable'),
  rule_unpublished: say('规则未公布', 'rule unpublished'), calendar_unpublished: say('工作日历未公布', 'working days unpublished'),
}

/** A quantity with thousands parted. */
export function quantity(value: Ratio): string {
  return grouped(partText(value))
}

/** An exact number with thousands parted. */
export function exactly(value: Ratio): string {
  return grouped(plainText(value))
}
