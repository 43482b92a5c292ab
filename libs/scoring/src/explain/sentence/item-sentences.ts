import { showOf } from '../../value/value.ts'
import type { Reference } from '../../rubric/indicator.schema.ts'
import type { RuleOf } from '../../rubric/rule.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { countedPoints, join, say } from '../words.ts'
import { boundsText } from './frame.ts'
import type { RuleFrame } from './frame.ts'

/** `checklist`: every item with its points, what proves it, and what shows it without a judgement. */
export function checklistSentence(rule: RuleOf<'checklist'>): Bilingual {
  return join(rule.items.map((item) => {
    const proof = item.evidence ? say(`（凭${item.evidence.zh}）`, ` (shown by ${item.evidence.en})`) : say('', '')
    const shown = item.met_when ? boundsText('number', item.met_when) : null
    const byFacts = shown ? say(`（数据 ${shown.zh} 即符合）`, ` (met where the data are ${shown.en})`) : say('', '')
    return say(`${item.title.zh}，得 ${item.points} 分${proof.zh}${byFacts.zh}`, `${item.title.en}: ${item.points}${proof.en}${byFacts.en}`)
  }), '；', '; ')
}

/** `best_level`: the levels, how many each asks for, whether it pays once or each time. */
export function levelSentence(rule: RuleOf<'best_level'>, { max }: RuleFrame): Bilingual {
  const levels = rule.levels.map((level) => {
    const isEach = level.pays === 'each'
    // Many titles name the number themselves.
    const least = Number(level.at_least) > 1 && !level.title.zh.includes(level.at_least) ? say(`满 ${level.at_least} 件`, ` (from ${level.at_least})`) : say('', '')
    return say(`${level.title.zh}${least.zh}${isEach ? '每个' : ''}得 ${level.points} 分`, `${level.title.en}${least.en}: ${level.points}${isEach ? ' each' : ''}`)
  })
  return join([...levels, say(`同一件只按最高级别计一次，最多 ${max} 分`, `an item counts once, at its highest level, at most ${max}`)], '；', '; ')
}

/** `judgement`: the range, its step, who decides, and the figures that stand beside it. */
export function judgementSentence(rule: RuleOf<'judgement'>, { frame, references }: { frame: RuleFrame; references: readonly Reference[] }): Bilingual {
  const decided = rule.unpublished === 'true' ? unpublishedWords(rule, frame) : givenWords(rule, frame)
  return references.length === 0 ? decided : join([decided, referencesWords(references)], '；', '; ')
}

function givenWords(rule: RuleOf<'judgement'>, { max, isPenalty }: RuleFrame): Bilingual {
  const step = stepWords(rule)
  if (isPenalty) return say(`由评审人在 0–${max} 分内扣分${step.zh}并说明理由`, `A reviewer takes 0–${max}${step.en} and says why`)
  return say(`由评审人在 ${rule.least ?? '0'}–${max} 分内评定${step.zh}并说明理由`, `A reviewer gives ${rule.least ?? '0'}–${max}${step.en} and says why`)
}

function unpublishedWords(rule: RuleOf<'judgement'>, { max, isPenalty }: RuleFrame): Bilingual {
  const step = stepWords(rule)
  if (isPenalty) return say(`扣分标准未公布，由评审人在 0–${max} 分内扣分${step.zh}`, `The amounts are unpublished; a reviewer takes 0–${max}${step.en}`)
  return say(`评分规则未公布，由评审人在 ${rule.least ?? '0'}–${max} 分内评定${step.zh}`, `The rule is unpublished; a reviewer gives ${rule.least ?? '0'}–${max}${step.en}`)
}

function stepWords({ step }: RuleOf<'judgement'>): Bilingual {
  return step === undefined ? say('', '') : say(`（每档 ${step} 分）`, ` in steps of ${countedPoints(step)}`)
}

function referencesWords(references: readonly Reference[]): Bilingual {
  const named = references.map(({ title, value, ...bounds }) => {
    const words = boundsText(showOf(value), bounds)
    return words.zh === '' ? title : say(`${title.zh}（${words.zh}）`, `${title.en} (${words.en})`)
  })
  return join([say('参考', 'for reference'), join(named, '、', ', ')], '：', ': ')
}
