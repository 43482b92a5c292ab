import type { Leaf } from '../rubric/indicator.schema.ts'
import type { Rule, RuleOf } from '../rubric/rule.schema.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import type { Show } from '../rubric/value.schema.ts'
import { boundsOf } from '../value/condition.ts'
import { showOf } from '../value/value.ts'
import { boundsWords, join, ruledPoints, say } from './words.ts'

/** The rule of a leaf in one sentence. */
export function ruleSentence(leaf: Leaf): Bilingual {
  return sentenceOf(leaf.rule, { show: leaf.value ? showOf(leaf.value) : 'number', max: leaf.points ?? '0' })
}

interface RuleFrame {
  show: Show
  max: string
}

function sentenceOf(rule: Rule, frame: RuleFrame): Bilingual {
  switch (rule.kind) {
    case 'steps': return stepsSentence(rule, frame)
    case 'linear': return linearSentence(rule, frame)
    case 'proportional': return say(`按实际值 ÷ ${rule.full} 的比例得分，最多 ${frame.max} 分`, `${frame.max} points times value ÷ ${rule.full}, at most ${frame.max}`)
    case 'rank': return rankSentence(rule)
    case 'per_occurrence': return occurrenceSentence(rule, frame)
    case 'zero_on_any': return say(`未发生得 ${frame.max} 分，发生一次即不得分`, `${frame.max} points while none occurs; one takes all`)
    case 'zero_on_none': return say(`发生过得 ${frame.max} 分，一次也没有不得分`, `${frame.max} points where any occurred; none gives none`)
    case 'missing_items': return missingSentence(rule, frame)
    case 'checklist': return checklistSentence(rule)
    case 'award': return awardSentence(rule, frame)
    case 'best_level': return levelSentence(rule, frame)
    case 'judgement': return judgementSentence(rule, frame)
    case 'imported': return say(`按${rule.scheme.zh}的${rule.of === 'rank' ? '名次' : '得分'}折算，最多 ${frame.max} 分`, `converted from the ${rule.of} of ${rule.scheme.en}, at most ${frame.max}`)
    case 'no_points': return say('文件未规定分值，只作统计', 'The document prints no points; it is only counted')
  }
}

function stepsSentence(rule: RuleOf<'steps'>, { show }: RuleFrame): Bilingual {
  const steps = rule.steps.map((step) => join([boundsWords(show, boundsOf(step)), ruledPoints(step.points)], ' ', ': '))
  return join(steps, '；', '; ')
}

const PARTIAL = {
  pro_rata: say('不足一档按比例计', 'part of a step counts pro rata'),
  whole: say('不足一档不计', 'part of a step does not count'),
  started: say('不足一档按一档计', 'part of a step counts as one'),
} as const

function linearSentence(rule: RuleOf<'linear'>, { show, max }: RuleFrame): Bilingual {
  const isHigher = rule.better === 'higher'
  const partial = PARTIAL[rule.partial ?? 'pro_rata']
  const per = show === 'percent' ? say(` ${rule.per.replace(/[%％]/, '').trim()} 个百分点`, `${rule.per.replace(/[%％]/, '').trim()} percentage point(s)`) : say(` ${rule.per} `, rule.per)
  return say(
    `${isHigher ? '达到' : '不超过'} ${rule.base} 得 ${max} 分，每${isHigher ? '低' : '高'}${per.zh}扣 ${rule.change} 分，${partial.zh}，最低 ${rule.floor ?? '0'} 分`,
    `${max} points ${isHigher ? 'from' : 'up to'} ${rule.base}; ${rule.change} less for each ${per.en} ${isHigher ? 'below' : 'above'}, ${partial.en}, not under ${rule.floor ?? '0'}`,
  )
}

function rankSentence(rule: RuleOf<'rank'>): Bilingual {
  const bands = (rule.bands ?? []).map((band) => {
    const zh = band.to === undefined ? `第 ${band.from} 名及以后` : band.to === band.from ? `第 ${band.from} 名` : `第 ${band.from}–${band.to} 名`
    const en = band.to === undefined ? `${band.from} and after` : band.to === band.from ? band.from : `${band.from}–${band.to}`
    return join([say(zh, `rank ${en}`), ruledPoints(band.points)], '', ': ')
  })
  const order = rule.direction === 'desc' ? say('从高到低排名', 'highest first') : say('从低到高排名', 'lowest first')
  return join([order, ...bands], '；', '; ')
}

function occurrenceSentence(rule: RuleOf<'per_occurrence'>, { max }: RuleFrame): Bilingual {
  const plain = say(`满分 ${max} 分，每发生一次扣 ${rule.each} 分，最低 ${rule.floor ?? '0'} 分`, `${max} points, ${rule.each} less each time, not under ${rule.floor ?? '0'}`)
  if (!rule.escalation) return plain
  const { above, points, consequence } = rule.escalation
  return join([plain, say(`超过 ${above} 次得 ${points} 分并${consequence.zh}`, `more than ${above} times: ${points} points and ${consequence.en}`)], '；', '; ')
}

function missingSentence(rule: RuleOf<'missing_items'>, { max }: RuleFrame): Bilingual {
  if (!rule.items) return say(`全部完成得 ${max} 分，每少一个扣 ${rule.each} 分，扣完为止`, `${max} points when all are done, ${rule.each} less for each missing one, down to none`)
  const items = join(rule.items.map((item) => item.title), '、', ', ')
  return say(`符合${items.zh}得 ${max} 分，每缺一项扣 ${rule.each} 分`, `${max} points for ${items.en}; ${rule.each} less for each one missing`)
}

function checklistSentence(rule: RuleOf<'checklist'>): Bilingual {
  return join(rule.items.map((item) => say(`${item.title.zh}，得 ${item.points} 分`, `${item.title.en}: ${item.points}`)), '；', '; ')
}

function awardSentence(rule: RuleOf<'award'>, { max }: RuleFrame): Bilingual {
  const from = Number(rule.from ?? '1')
  return say(`${from > 1 ? `从第 ${from} 个起` : ''}每个加 ${rule.each} 分，最多 ${max} 分`, `${rule.each} for each${from > 1 ? ` from number ${from} on` : ''}, at most ${max}`)
}

function levelSentence(rule: RuleOf<'best_level'>, { max }: RuleFrame): Bilingual {
  const levels = rule.levels.map((level) => {
    const isEach = level.pays === 'each'
    return say(`${level.title.zh}${isEach ? '每个' : ''}得 ${level.points} 分`, `${level.title.en}: ${level.points}${isEach ? ' each' : ''}`)
  })
  return join([...levels, say(`同一件只按最高级别计一次，最多 ${max} 分`, `an item counts once, at its highest level, at most ${max}`)], '；', '; ')
}

function judgementSentence(rule: RuleOf<'judgement'>, { max }: RuleFrame): Bilingual {
  if (rule.unpublished === 'true') return say(`评分规则未公布，由评审人在 ${rule.least ?? '0'}–${max} 分内评定`, `The rule is unpublished; a reviewer gives ${rule.least ?? '0'}–${max}`)
  return say(`由评审人在 ${rule.least ?? '0'}–${max} 分内评定并说明理由`, `A reviewer gives ${rule.least ?? '0'}–${max} and says why`)
}
