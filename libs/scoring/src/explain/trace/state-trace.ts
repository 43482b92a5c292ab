import { scaledText } from '../../exact/round.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { decimalsOf, titleIn } from '../leaf-case.ts'
import type { LeafCase } from '../leaf-case.ts'
import { treatmentWords } from '../leaf-notes.ts'
import type { TraceStep } from '../types.ts'
import { join, say } from '../words.ts'
import { namesBehind } from './source-trace.ts'
import { dayOf } from './span-words.ts'

/** Why the points are not known, what they may still come to, and what "not applicable" or a missing denominator gives. */
export function stateTrace(input: LeafCase): TraceStep[] {
  const { score } = input
  if (score.state === 'scored') return []
  if (score.state === 'not_applicable') return [notApplicableStep(input)]
  const why = waitingFor(input)
  const range = rangeText(input)
  if (score.claimed) return [{ kind: 'state', text: say(`自报分暂列，待数据或评审替代；确定的只有 ${range} 分`, `The claim stands until data or a reviewer replace it; only ${range} is certain`) }]
  if (score.points === null) return [{ kind: 'state', text: say(`${why.zh}；可能得 ${range} 分`, `${why.en}; it may come to ${range}`) }]
  const points = scaledText(score.points, decimalsOf(input))
  return [{ kind: 'state', text: score.state === 'zero_denominator' ? say(`分母为零，按规定计 ${points} 分`, `No denominator: ${points} points by the rule`) : why }]
}

/** What a leaf without points waits for, in words. */
export function waitingFor(input: LeafCase): Bilingual {
  const { score, leaf } = input
  if (score.claimed && leaf.value) return missingNames(input)
  switch (score.state) {
    case 'not_started': return say(`自 ${dayOf(leaf.from)} 起计，尚未开始`, `Counts from ${dayOf(leaf.from)}; not started yet`)
    case 'provisional': return provisionalWords(input)
    case 'awaiting_judgement': return say('待评定：缺认定和依据', 'Awaiting a judgement with its evidence')
    case 'zero_denominator': return say('分母为零，无法计算', 'No denominator: it cannot be computed')
    case 'rule_unpublished': return say('评分规则未公布，待评审', 'The rule is unpublished; a reviewer decides')
    case 'calendar_unpublished': return say('所涉年度的工作日历尚未公布，是否按时无法判定', 'The working days of the year concerned are not published, so on time or late cannot be told')
    case 'not_applicable': return say('组内有单位的得分未知，平均数未定', 'Some units of the group are unknown, so the mean is open')
    default: return missingNames(input)
  }
}

/** Old events on their way; or figures of others, or of another indicator, that are open. */
function provisionalWords({ score, leaf, view, row }: LeafCase): Bilingual {
  const isFilling = view.isProvisional([...(leaf.value?.slots ?? []), ...(leaf.rule.takes === 'items' ? leaf.rule.slots : [])])
  if (isFilling) return say('历史事件回填中，数值未定', 'Old events are being back-filled; the value is not final')
  if (leaf.value?.pointsOf && score.numerator === null) return say('所取指标的得分未定', 'The points that it reads are open')
  if (score.place !== null) return say('有单位的数值未知，名次未定', 'Some units are unknown, so the rank is open')
  return row.own.leaves[leaf.at]?.state === 'not_applicable' ? say('组内有单位的得分未知，平均数未定', 'Some units of the group are unknown, so the mean is open') : say('有单位的数值未知，组内平均未定', 'Some units are unknown, so the mean of the group is open')
}

function rangeText(input: LeafCase): string {
  const { score } = input
  return `${scaledText(score.low, decimalsOf(input))}–${scaledText(score.high, decimalsOf(input))}`
}

/** By a judgement (told before) or by the rubric, and what it gives. */
function notApplicableStep(input: LeafCase): TraceStep {
  const { score, leaf, view, plan } = input
  const isByRubric = leaf.isFor !== null && !leaf.isFor(view.unit)
  const why = isByRubric ? say('按细则不适用于本单位', 'Not for this unit, by the rubric') : say('不适用', 'Not applicable')
  const treatment = leaf.notApplicable ?? 'exclude'
  const gives = treatmentWords(treatment, (id) => titleIn(plan, id))
  const points = score.points === null ? say(`，可能得 ${rangeText(input)} 分`, `, it may come to ${rangeText(input)}`) : pointsNote(input, score.points)
  return { kind: 'not_applicable', text: say(`${why.zh}，按规定${gives.zh}${points.zh}`, `${why.en}: ${gives.en}${points.en}`) }
}

function pointsNote(input: LeafCase, points: number): Bilingual {
  if (input.score.max === 0) return say('', '')
  const text = scaledText(points, decimalsOf(input))
  return say(`，${text} 分`, `, ${text} points`)
}

function missingNames({ leaf, plan, facts, view }: LeafCase): Bilingual {
  const names = namesBehind({ leaf })
  const missing = names.flatMap((name) => {
    const attribute = plan.rubric.attributes?.[name]
    if (attribute) return facts.attributes[name] ? [] : [attribute.title]
    const reading = plan.readings.find((entry) => entry.name === name)
    const measure = plan.rubric.measures[name]
    return reading && measure && view.isEmpty([reading.slot]) ? [measure.title] : []
  })
  if (missing.length === 0) return say('尚无数据', 'No data yet')
  const listed = join(missing, '、', ', ')
  return say(`尚无数据：缺${listed.zh}`, `No data yet: ${listed.en} missing`)
}
