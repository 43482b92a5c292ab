import { minus } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { valueText } from '../../exact/show.ts'
import type { ValueOf } from '../../rubric/value.schema.ts'
import { boundsOf, keepsAll } from '../../value/condition.ts'
import { compileOperand } from '../../value/operand.ts'
import { valueOf } from '../../value/value.ts'
import { showIn, titleIn, valueIn } from '../leaf-case.ts'
import type { LeafCase } from '../leaf-case.ts'
import type { TraceStep } from '../types.ts'
import { boundsWords, exactly, quantity, say } from '../words.ts'
import { operandWords } from './operand-words.ts'
import { spanWords } from './span-words.ts'

/** How the figures became the leaf's value, and the value as one line of arithmetic. */
export function valueTrace(input: LeafCase): TraceStep[] {
  return [...partSteps(input), ...valueStep(input)]
}

function partSteps(input: LeafCase): TraceStep[] {
  const rule = input.leaf.value?.rule
  if (input.score.state === 'not_applicable' || isStated(input)) return []
  switch (rule?.kind) {
    case 'change': return changeSteps(input, rule)
    case 'to_peers_mean': return meanSteps(input, rule)
    case 'points_of': return pointsStep(input, rule)
    case 'best_facility': return input.score.numerator ? [{ kind: 'value', text: say('取占比最高的一家', 'The one with the highest share counts') }] : []
    case 'condition': return conditionSteps(input, rule)
    default: return []
  }
}

/** A figure that somebody stated stands without parts. */
function isStated({ leaf, view, score }: LeafCase): boolean {
  const state = leaf.value?.read(view).state
  return score.numerator !== null && state === 'no_data'
}

const AGAINST = { previous_year: say('上年同期', 'a year before'), previous_period: say('上期', 'the period before') } as const

function changeSteps({ leaf, plan, view }: LeafCase, rule: ValueOf<'change'>): TraceStep[] {
  const spans = leaf.value?.spans?.(view)
  if (!spans) return []
  const show = rule.per === undefined ? 'number' : 'percent'
  const text = (value: Ratio | null): { zh: string; en: string } => (value ? say(valueText(show, value), valueText(show, value)) : say('未知', 'unknown'))
  const [now, then] = [text(spans.now), text(spans.before)]
  const slots = new Set(leaf.value?.slots ?? [])
  const earlier = plan.readings.filter((reading) => reading.back !== null && slots.has(reading.slot))
  const before = spanWords({ from: Math.min(...earlier.map(({ from }) => from)), until: Math.max(...earlier.map(({ until }) => until)) })
  const [current, against] = [spanWords(plan.period), typeof rule.against === 'string' ? AGAINST[rule.against] : say(`前 ${rule.against.mean_of_previous} 期平均`, `the mean of ${rule.against.mean_of_previous} periods before`)]
  return [{ kind: 'value', text: say(`本期（${current.zh}）${now.zh}，${against.zh}（${before.zh}）${then.zh}`, `${now.en} in ${current.en}; ${then.en} in ${against.en} (${before.en})`) }]
}

function meanSteps(input: LeafCase, rule: ValueOf<'to_peers_mean'>): TraceStep[] {
  const { leaf, view, score, row, board } = input
  const outcome = leaf.value?.read(view)
  const own = outcome && valueOf({ isRounded: false }, outcome)
  const decided = row.decided[leaf.at]
  const settled = score.state === 'no_data' ? null : decided?.numerator ?? null
  const mean = own && settled ? (rule.as === 'ratio' ? decided?.denominator ?? null : minus(own, settled)) : null
  if (!own || !mean) return own ? [{ kind: 'value', text: say(`本单位 ${quantity(own)}，组内平均未定`, `own ${quantity(own)}; the mean of the group is open`) }] : []
  const show = rule.per === undefined ? 'number' : 'percent'
  const units = board.rows.filter(({ decided: leaves }) => leaves[leaf.at]?.numerator).length
  const [ownText, meanText] = [valueText(show, own), valueText(show, mean)]
  return [{ kind: 'value', text: say(`本单位 ${ownText}，组内 ${units} 个单位平均 ${meanText}`, `own ${ownText}; mean of ${units} units ${meanText}`) }]
}

function pointsStep(input: LeafCase, rule: ValueOf<'points_of'>): TraceStep[] {
  const title = titleIn(input.plan, rule.indicator)
  if (input.score.numerator === null) return [{ kind: 'value', text: say(`取“${title.zh}”的得分，尚未定`, `takes the points of “${title.en}”, which are open`) }]
  const points = valueText('points', input.score.numerator)
  return [{ kind: 'value', text: say(`取“${title.zh}”的得分 ${points}`, `takes the points of “${title.en}”: ${points}`) }]
}

function conditionSteps({ plan, view }: LeafCase, rule: ValueOf<'condition'>): TraceStep[] {
  return rule.all.map((condition): TraceStep => {
    const [words, bounds] = [operandWords(condition.of, plan.rubric), boundsOf(condition)]
    const [value, wanted] = [compileOperand(condition.of, plan.compiled.names)(view), boundsWords('number', bounds)]
    if (!value) return { kind: 'value', text: say(`${words.zh}未知，须 ${wanted.zh}`, `${words.en} unknown, must be ${wanted.en}`) }
    const holds = keepsAll(value, bounds)
    return { kind: 'bound', holds, text: say(`${words.zh} ${exactly(value)}，须 ${wanted.zh} ${holds ? '✓' : '✗'}`, `${words.en} ${exactly(value)}, must be ${wanted.en} ${holds ? '✓' : '✗'}`) }
  })
}

/** The value as one line: `447 ÷ 500 = 89.40 %`. */
function valueStep(input: LeafCase): TraceStep[] {
  const { leaf, score } = input
  const [value, show] = [valueIn(input), showIn(input)]
  const { title } = leaf.leaf
  if (!value) return withoutDenominator(input)
  const figure = valueText(show, value)
  const parts = score.numerator && score.denominator ? `${quantity(score.numerator)} ÷ ${quantity(score.denominator)} = ` : ''
  const note = leaf.value?.isRounded ? say('（按两位小数比较）', ' (compared with two decimals)') : say('', '')
  return [{ kind: 'value', figure, text: say(`${title.zh} = ${parts}${figure}${note.zh}`, `${title.en} = ${parts}${figure}${note.en}`) }]
}

function withoutDenominator({ leaf: { leaf: { title } }, score }: LeafCase): TraceStep[] {
  if (score.denominator?.n !== 0n || !score.numerator) return []
  return [{ kind: 'value', text: say(`${title.zh} = ${quantity(score.numerator)} ÷ 0，分母为零`, `${title.en} = ${quantity(score.numerator)} ÷ 0: no denominator`) }]
}
