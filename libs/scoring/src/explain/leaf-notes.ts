import { isBranch } from '../rubric/indicator.schema.ts'
import type { AppliesTo, Branch, Indicator, Leaf, NotApplicable } from '../rubric/indicator.schema.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import { join, same, say } from './words.ts'

/** What an indicator named by its id is called. */
export type TitleOf = (id: string) => Bilingual

/** What a rule's sentence leaves out of an indicator: its gate, its weight, for which units it is, and what "not applicable" gives; a sentence each. Other indicators stand by their ids unless `titleOf` names them. */
export function leafNotes(indicator: Indicator, titleOf: TitleOf = same): Bilingual[] {
  return [
    ...(indicator.gate ? [gateWords(indicator.gate, titleOf)] : []),
    ...(indicator.weight === undefined ? [] : [say(`权重 ${indicator.weight}`, `weight ${indicator.weight}`)]),
    ...(indicator.applies_to ? [appliesWords(indicator.applies_to)] : []),
    ...(isBranch(indicator) ? [] : treatmentNotes(indicator, titleOf)),
  ]
}

/** How a branch is made of its children, in one sentence. */
export function branchSentence(branch: Branch): Bilingual {
  const cap = branch.cap === undefined ? say('', '') : say(`，最多 ${branch.cap} 分`, `, at most ${branch.cap}`)
  const how = combinationWords(branch)
  return say(how.zh + cap.zh, how.en + cap.en)
}

function combinationWords({ combine, points }: Branch): Bilingual {
  const [zh, en] = points === undefined ? ['本项分值', 'its points'] : [`${points} 分`, points]
  switch (combine ?? 'add') {
    case 'weigh': return say(`各项得分率按权重加权 × ${zh}`, `each part’s share of its points by its weight × ${en}`)
    case 'lowest': return say(`取得分率最低的一项 × ${zh}`, `the part with the lowest share of its points × ${en}`)
    case 'average': return say(`各项得分率取平均 × ${zh}`, `the mean of the parts’ shares of their points × ${en}`)
    case 'pool': return say(`从 ${zh}中扣减各项失分，扣完为止`, `${en} less all that the parts lose, down to none`)
    default: return say('各项得分相加', 'the sum of its parts')
  }
}

/** From where a bonus counts, in words. */
export function gateWords({ indicator, at_least: least }: NonNullable<Leaf['gate']>, titleOf: TitleOf): Bilingual {
  if (indicator === undefined) return say(`基础分达到 ${least} 分方可计入`, `counts only from a base of ${least} on`)
  const title = titleOf(indicator)
  return say(`“${title.zh}”达到 ${least} 分方可计入`, `counts only from ${least} in “${title.en}” on`)
}

function appliesWords(appliesTo: AppliesTo): Bilingual {
  return 'only' in appliesTo
    ? say(`只适用于${appliesTo.only.join('、')}`, `only for ${appliesTo.only.join(', ')}`)
    : say(`${appliesTo.except.join('、')}不适用`, `not for ${appliesTo.except.join(', ')}`)
}

function treatmentNotes({ not_applicable: declared, applies_to: appliesTo }: Leaf, titleOf: TitleOf): Bilingual[] {
  const treatment = declared ?? (appliesTo ? 'exclude' : undefined)
  return treatment === undefined ? [] : [join([say('认定不适用的', 'where it does not apply'), treatmentWords(treatment, titleOf)], '', ', ')]
}

/** What "not applicable" gives, in words. */
export function treatmentWords(treatment: NotApplicable, titleOf: TitleOf = same): Bilingual {
  if (treatment === 'full_marks') return say('计满分', 'full marks')
  if (treatment === 'exclude') return say('不计入总分', 'it leaves the total')
  if (treatment === 'peers_mean') return say('按同组单位得分的平均数计', 'the mean of the group’s points')
  const { redistribute, scope } = treatment
  const [zh, en] = scope === undefined ? ['其他适用指标', 'the other indicators that apply'] : [`“${titleOf(scope).zh}”内其他适用指标`, `the others of “${titleOf(scope).en}” that apply`]
  return redistribute === 'equal' ? say(`分值平均分摊到${zh}`, `its points go in equal parts to ${en}`) : say(`分值按比例分摊到${zh}`, `its points go in proportion to ${en}`)
}
