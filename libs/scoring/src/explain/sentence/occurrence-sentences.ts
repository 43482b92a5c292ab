import { parseFigure } from '../../exact/decimal.ts'
import type { RuleOf } from '../../rubric/rule.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { countedPoints, join, ruledPoints, say } from '../words.ts'
import { allLost, fullWords, leastWords } from './frame.ts'
import type { RuleFrame } from './frame.ts'

/** `per_occurrence`: what each one costs, by kind where there are several, what counts once, the floor, and what more of them lead to. */
export function occurrenceSentence(rule: RuleOf<'per_occurrence'>, frame: RuleFrame): Bilingual {
  const start = frame.isPenalty ? [] : [say(`满分 ${frame.max} 分`, countedPoints(frame.max))]
  const charges = rule.streams ? streamWords(rule) : [say(`每发生一次扣 ${rule.each} 分`, `${rule.each} less each time`)]
  const once = rule.once_per_key === 'true' ? [say('同一件只按扣分最多的一类计一次', 'what falls under several kinds counts once, where it costs most')] : []
  const plain = join([...start, ...charges, ...once, leastWords(frame, rule.floor)], '，', ', ')
  if (!rule.escalation) return plain
  const { above, points, consequence } = rule.escalation
  const then = ruledPoints(points)
  return join([plain, say(`超过 ${above} 次${Number(points) === 0 ? '得 0 分' : then.zh}并${consequence.zh}`, `more than ${above} times: ${then.en} and ${consequence.en}`)], '；', '; ')
}

function streamWords(rule: RuleOf<'per_occurrence'>): Bilingual[] {
  return (rule.streams ?? []).map(({ title, each, at_most: most }) => {
    const cap = most === undefined ? say('', '') : say(`（最多扣 ${most} 分）`, ` (at most ${most})`)
    return say(`${title.zh}每次扣 ${each} 分${cap.zh}`, `${title.en}: ${each} less each time${cap.en}`)
  })
}

/** `zero_on_any`: what must not happen, and what it takes. */
export function zeroOnAnySentence(rule: RuleOf<'zero_on_any'>, frame: RuleFrame): Bilingual {
  const [full, lost] = [fullWords(frame), allLost(frame)]
  if (!rule.triggers) return say(`未发生${full.zh}，发生一次即${lost.zh}`, `${full.en} while none occurs; one: ${lost.en}`)
  const named = join(rule.triggers.map(({ title }) => title), '、', ', ')
  return say(`${named.zh}均未发生${full.zh}，任何一项发生即${lost.zh}`, `${full.en} while none of these occurs: ${named.en}; any one of them: ${lost.en}`)
}

/** `zero_on_none`: something has to have happened. */
export function zeroOnNoneSentence(frame: RuleFrame): Bilingual {
  const [full, lost] = [fullWords(frame), allLost(frame)]
  return say(`发生过${full.zh}，一次也没有${lost.zh}`, `${full.en} where any occurred; none: ${lost.en}`)
}

/** `missing_items`: what is required, and what each missing one costs. */
export function missingSentence(rule: RuleOf<'missing_items'>, frame: RuleFrame): Bilingual {
  const [full, least] = [fullWords(frame), frame.isPenalty ? leastWords(frame, undefined) : say('扣完为止', 'down to none')]
  if (rule.items) {
    const items = join(rule.items.map((item) => item.title), '、', ', ')
    return say(`符合${items.zh}${full.zh}，每缺一项扣 ${rule.each} 分，${least.zh}`, `${full.en} for ${items.en}; ${rule.each} less for each one missing, ${least.en}`)
  }
  const number = typeof rule.required === 'string' && parseFigure(rule.required) ? rule.required : null
  return say(`${number === null ? '全部完成' : `完成 ${number} 个`}${full.zh}，每少一个扣 ${rule.each} 分，${least.zh}`, `${full.en} when ${number === null ? 'all' : number} are done, ${rule.each} less for each missing one, ${least.en}`)
}

/** `award`: what each one adds, and from which on. */
export function awardSentence(rule: RuleOf<'award'>, { max }: RuleFrame): Bilingual {
  const from = Number(rule.from ?? '1')
  return say(`${from > 1 ? `从第 ${from} 个起` : ''}每个加 ${rule.each} 分，最多 ${max} 分`, `${rule.each} for each${from > 1 ? ` from number ${from} on` : ''}, at most ${max}`)
}
