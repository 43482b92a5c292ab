import { isParameter } from '../../rubric/text.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import type { RuleOf } from '../../rubric/rule.schema.ts'
import type { Show } from '../../rubric/value.schema.ts'
import { countedPoints, join, ruledPoints, say } from '../words.ts'
import { boundsText, figureText, fullWords, leastWords } from './frame.ts'
import type { RuleFrame } from './frame.ts'
import { bandWords } from './rank-sentence.ts'

/** `steps`: every step with its bounds and points. */
export function stepsSentence(rule: RuleOf<'steps'>, { show, isPenalty }: RuleFrame): Bilingual {
  const none = say('不扣分', 'nothing is taken')
  const steps = rule.steps.map((step) => join([boundsText(show, step), isPenalty && Number(step.points) === 0 ? none : ruledPoints(step.points)], ' ', ': '))
  return join(steps, '；', '; ')
}

const PARTIAL = {
  pro_rata: say('不足一档按比例计', 'part of a step counts pro rata'),
  whole: say('不足一档不计', 'part of a step does not count'),
  started: say('不足一档按一档计', 'part of a step counts as one'),
} as const

/** `linear`: points at the base, what a step costs on the wrong side and gains on the good one, partial steps, limits. */
export function linearSentence(rule: RuleOf<'linear'>, frame: RuleFrame): Bilingual {
  const isHigher = rule.better === 'higher'
  const base = frame.show === 'percent' ? rule.base : figureText(frame.show, rule.base)
  const per = stepWords(frame.show, rule.per)
  const atBase = rule.at_base === undefined ? fullWords(frame) : ruledPoints(rule.at_base)
  const gain = gainWords(rule, { frame, per })
  const partial = PARTIAL[rule.partial ?? 'pro_rata']
  const least = leastWords(frame, rule.floor)
  return say(
    `${isHigher ? '达到' : '不超过'} ${base} ${atBase.zh}，每${isHigher ? '低' : '高'}${per.zh}扣 ${rule.change} 分，${gain.zh}${partial.zh}，${least.zh}`,
    `${atBase.en} ${isHigher ? 'from' : 'up to'} ${base}; ${rule.change} less for each ${per.en} ${isHigher ? 'below' : 'above'}, ${gain.en}${partial.en}, ${least.en}`,
  )
}

function gainWords({ gain, better }: RuleOf<'linear'>, { frame, per }: { frame: RuleFrame; per: Bilingual }): Bilingual {
  if (gain === undefined) return say('', '')
  const isHigher = better === 'higher'
  return say(`每${isHigher ? '高' : '低'}${per.zh}加 ${gain} 分（最多 ${frame.max} 分），`, `${gain} more for each ${per.en} ${isHigher ? 'above' : 'below'} (at most ${frame.max}), `)
}

function stepWords(show: Show, per: string): Bilingual {
  if (show !== 'percent' || isParameter(per)) {
    const text = figureText(show, per)
    return say(` ${text} `, text)
  }
  const plain = per.replace(/[%％]/, '').trim()
  return say(` ${plain} 个百分点`, `${plain} percentage point(s)`)
}

/** `proportional`: the share of the full value, and from where on anything is given. */
export function proportionalSentence(rule: RuleOf<'proportional'>, { show, max }: RuleFrame): Bilingual {
  const from = rule.from === undefined ? say('', '') : say(`；不足 ${figureText(show, rule.from)} 不得分`, `; nothing under ${figureText(show, rule.from)}`)
  return say(`按实际值 ÷ ${rule.full} 的比例得分，最多 ${max} 分${from.zh}`, `${countedPoints(max)} times value ÷ ${rule.full}, at most ${max}${from.en}`)
}

/** `imported`: another scheme's score in proportion to its full marks, or its rank by bands. */
export function importedSentence(rule: RuleOf<'imported'>, { max }: RuleFrame): Bilingual {
  if (rule.of === 'rank') {
    return join([say(`按${rule.scheme.zh}的名次折算`, `by the rank in ${rule.scheme.en}`), ...(rule.bands ?? []).map(bandWords), say(`最多 ${max} 分`, `at most ${max}`)], '；', '; ')
  }
  const full = rule.full ?? '100'
  return say(`按${rule.scheme.zh}的得分 ÷ ${full} × ${max} 分折算，最多 ${max} 分`, `the score of ${rule.scheme.en} ÷ ${full} × ${countedPoints(max)}, at most ${max}`)
}
