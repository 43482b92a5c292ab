import { scaledText } from '../../exact/round.ts'
import { dayNumber, dayText } from '../../period/shanghai.ts'
import { namesOfRule } from '../../rule/names-of-rule.ts'
import { namesOfValue } from '../../value/fraction.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { decimalsOf } from '../leaf-case.ts'
import type { LeafCase } from '../leaf-case.ts'
import type { TraceStep } from '../types.ts'
import { join, say } from '../words.ts'

/** The rank that the peers gave, or why the points are not known and what they may still come to. */
export function stateTrace(input: LeafCase): TraceStep[] {
  return [...rankSteps(input), ...stateSteps(input)]
}

/** What a leaf without points waits for, in words. */
export function waitingFor(input: LeafCase): Bilingual {
  const { score, leaf } = input
  if (score.claimed && leaf.value) return missingNames(input)
  switch (score.state) {
    case 'not_started': return say(`自 ${dayText(dayNumber(leaf.from))} 起计，尚未开始`, `Counts from ${dayText(dayNumber(leaf.from))}; not started yet`)
    case 'provisional': return score.place === null
      ? say('历史事件回填中，数值未定', 'Old events are being back-filled; the value is not final') : say('有单位的数值未知，名次未定', 'Some units are unknown, so the rank is open')
    case 'awaiting_judgement': return say('待评定：缺认定和依据', 'Awaiting a judgement with its evidence')
    case 'zero_denominator': return say('分母为零，无法计算', 'No denominator: it cannot be computed')
    case 'rule_unpublished': return say('评分规则未公布，待评审', 'The rule is unpublished; a reviewer decides')
    default: return missingNames(input)
  }
}

function rankSteps({ score, leaf }: LeafCase): TraceStep[] {
  if (score.place === null || leaf.rule.takes !== 'peers') return []
  const points = leaf.leaf.rule.kind === 'rank' ? leaf.leaf.rule.bands?.find((band) => inBand(band, score.place ?? 0))?.points ?? '0' : '0'
  return [{ kind: 'rank', figure: String(score.place), text: say(`组内第 ${score.place} 名（共 ${score.placeOf} 个单位有数）→ ${points} 分`, `rank ${score.place} of ${score.placeOf} units with a value → ${points} points`) }]
}

function inBand(band: { from: string; to?: string | undefined }, place: number): boolean {
  return place >= Number(band.from) && (band.to === undefined || place <= Number(band.to))
}

function stateSteps(input: LeafCase): TraceStep[] {
  const { score } = input
  const decimals = decimalsOf(input)
  if (score.state === 'not_applicable') return [{ kind: 'not_applicable', text: say(`不适用，按规定计 ${scaledText(score.points ?? 0, decimals)} 分`, `Not applicable: ${scaledText(score.points ?? 0, decimals)} points`) }]
  if (score.state === 'scored') return []
  const why = waitingFor(input)
  const range = `${scaledText(score.low, decimals)}–${scaledText(score.high, decimals)}`
  if (score.claimed) return [{ kind: 'state', text: say(`自报分暂列，待数据或评审替代；确定的只有 ${range} 分`, `The claim stands until data or a reviewer replace it; only ${range} is certain`) }]
  if (score.points !== null) return [{ kind: 'state', text: why }]
  return [{ kind: 'state', text: say(`${why.zh}；可能得 ${range} 分`, `${why.en}; it may come to ${range}`) }]
}

function missingNames({ leaf, plan, facts, view }: LeafCase): Bilingual {
  const names = [...new Set([...(leaf.leaf.value ? namesOfValue(leaf.leaf.value) : []), ...namesOfRule(leaf.leaf.rule)])]
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
