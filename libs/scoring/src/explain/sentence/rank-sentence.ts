import type { RuleOf } from '../../rubric/rule.schema.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { join, ruledPoints, say } from '../words.ts'
import type { RuleFrame } from './frame.ts'

/** `rank`: the order, who shares a place, and the points by bands, by list or in proportion to the best. */
export function rankSentence(rule: RuleOf<'rank'>, frame: RuleFrame): Bilingual {
  if (rule.to_best) return bestSentence(rule, frame)
  const order = rule.direction === 'desc' ? say('从高到低排名', 'highest first') : say('从低到高排名', 'lowest first')
  return join([order, ...tieWords(rule), ...(rule.bands ?? []).map(bandWords), ...listWords(rule)], '；', '; ')
}

/** `第 3–5 名得 10 分`. */
export function bandWords(band: { from: string; to?: string | undefined; points: string }): Bilingual {
  const zh = band.to === undefined ? `第 ${band.from} 名及以后` : band.to === band.from ? `第 ${band.from} 名` : `第 ${band.from}–${band.to} 名`
  const en = band.to === undefined ? `${band.from} and after` : band.to === band.from ? band.from : `${band.from}–${band.to}`
  return join([say(zh, `rank ${en}`), ruledPoints(band.points)], '', ': ')
}

function tieWords({ ties }: RuleOf<'rank'>): Bilingual[] {
  if (ties === undefined) return []
  return [ties === 'dense' ? say('并列后名次不空缺', 'no place is left out after ties') : say('并列者占用其后名次', 'ties take up the places after them')]
}

/** Neighbours of the same points are one band. */
function listWords({ list, rest }: RuleOf<'rank'>): Bilingual[] {
  if (!list) return []
  const bands: { from: string; to: string; points: string }[] = []
  for (const [at, points] of list.entries()) {
    const last = bands.at(-1)
    if (last?.points === points) last.to = String(at + 1)
    else bands.push({ from: String(at + 1), to: String(at + 1), points })
  }
  return [...bands.map(bandWords), join([say('其余名次', 'any other rank'), ruledPoints(rest ?? '0')], '', ': ')]
}

function bestSentence(rule: RuleOf<'rank'>, { max }: RuleFrame): Bilingual {
  const floor = rule.to_best?.floor
  const least = floor === undefined ? say('', '') : say(`，最低 ${floor} 分`, `, not under ${floor}`)
  return rule.direction === 'desc'
    ? say(`按本单位数值 ÷ 组内最高值 × ${max} 分计${least.zh}`, `own value ÷ highest value of the group × ${max}${least.en}`)
    : say(`按组内最低值 ÷ 本单位数值 × ${max} 分计${least.zh}`, `lowest value of the group ÷ own value × ${max}${least.en}`)
}
