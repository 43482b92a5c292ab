import type { Placed } from '../../rubric/tree.ts'
import type { Leaf } from '../../rubric/indicator.schema.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { ScoreState } from '../../evaluate/types.ts'
import { companionOf } from '../../value/hidden-names.ts'
import { namesOfValue } from '../../value/fraction.ts'
import { namesOfRule } from '../../rule/names-of-rule.ts'
import { probe } from './probe.ts'
import type { Probe } from './probe.ts'

const TEXTS: Readonly<Record<ScoreState, readonly [zh: string, en: string]>> = {
  scored: ['有得分', 'points'], provisional: ['名次未定', 'a place that is still open'], not_started: ['尚未开始', 'before its window begins'], no_data: ['无数据', 'no data'],
  awaiting_judgement: ['待评议', 'awaiting a judgement'], zero_denominator: ['分母为零', 'a zero denominator'], not_applicable: ['不适用', 'not applicable'],
  rule_unpublished: ['规则未公布', 'an unpublished rule'], calendar_unpublished: ['日历未公布', 'an unpublished calendar'],
}

/** The states in which a leaf can be. */
export function stateProbes(placed: Placed<Leaf>, rubric: Rubric): Probe[] {
  return statesOf(placed, rubric).map((state) => {
    const [zh, en] = TEXTS[state]
    return probe(`state.${state}`, `状态：${zh}`, `state: ${en}`, ({ score }) => score.state === state && (state !== 'scored' || score.points !== null || score.numerator !== null))
  })
}

function statesOf({ indicator: leaf, ancestors }: Placed<Leaf>, rubric: Rubric): ScoreState[] {
  const { rule, value } = leaf
  const names = [...(value ? namesOfValue(value) : []), ...namesOfRule(rule)]
  const measures = names.filter((name) => rubric.measures[name] !== undefined)
  const isJudged = rule.kind === 'judgement' || rule.kind === 'checklist' || (rule.kind === 'missing_items' && rule.items !== undefined)
  const cannotApply = leaf.not_applicable !== undefined || leaf.applies_to !== undefined || ancestors.some((branch) => branch.applies_to !== undefined)
  const states: [ScoreState, boolean][] = [
    ['scored', true],
    ['awaiting_judgement', isJudged && !isUnpublished(leaf)],
    ['rule_unpublished', isUnpublished(leaf)],
    ['no_data', !isJudged && !isCounted(leaf, rubric)],
    ['zero_denominator', value !== undefined && 'zero_denominator' in value],
    ['not_applicable', cannotApply],
    ['not_started', measures.length > 0 && measures.every((name) => Number.isFinite(rubric.measures[name]?.from))],
    ['calendar_unpublished', measures.some((name) => rubric.measures[companionOf(name)] !== undefined)],
  ]
  return states.filter(([, can]) => can).map(([state]) => state)
}

function isUnpublished({ rule }: Leaf): boolean {
  return rule.kind === 'judgement' && rule.unpublished === 'true'
}

/** Where nothing was counted, a fraction of counts has a zero denominator, never no data. */
function isCounted({ value }: Leaf, rubric: Rubric): boolean {
  if (!value || !('zero_denominator' in value)) return false
  const below = { ratio: 'denominator', share: 'whole', mean: 'count', per_capita: 'people', completion: 'target', inspection: 'inspected', change: 'per', to_peers_mean: 'per' }[value.kind]
  const operand: unknown = Reflect.get(value, below)
  return typeof operand === 'string' && rubric.measures[operand] !== undefined
}
