import { boundsWords, join, same, say } from '../../explain/words.ts'
import type { Leaf } from '../../rubric/indicator.schema.ts'
import type { Rule } from '../../rubric/rule.schema.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import type { Operand, ValueOf, ValueRule } from '../../rubric/value.schema.ts'
import { boundsOf } from '../../value/condition.ts'
import type { BoundsText } from '../../value/condition.ts'
import { fractionOf } from '../../value/fraction.ts'

/** How a leaf's value is formed, or what its rule counts, in the names that people know: `满意数 ÷ 调查总数`; null where people find it item by item. */
export function valueWords(leaf: Pick<Leaf, 'value' | 'rule'>, rubric: Rubric): Bilingual | null {
  if (leaf.value) return wordsOf(leaf.value, rubric)
  const counted = countedIn(leaf.rule)
  return counted.length === 0 ? null : join([...new Map(counted.map((operand) => operandWords(operand, rubric)).map((words) => [words.zh, words])).values()], '；', '; ')
}

function countedIn(rule: Rule): readonly Operand[] {
  if (rule.kind === 'per_occurrence') return (rule.streams ?? []).map(({ of }) => of)
  if (rule.kind === 'zero_on_any') return (rule.triggers ?? []).map(({ of }) => of)
  return rule.kind === 'best_level' ? rule.levels.map(({ of }) => of) : []
}

function wordsOf(value: ValueRule, rubric: Rubric): Bilingual {
  switch (value.kind) {
    case 'count': return operandWords(value.of, rubric)
    case 'stated': return say('据报数字', 'the figure as stated')
    case 'points_of': return say(`指标 ${value.indicator} 的得分`, `the points of ${value.indicator}`)
    case 'best_facility': return bestWords(value, rubric)
    case 'condition': return join(value.all.map((condition) => withBounds(condition, rubric)), '，且', ', and ')
    case 'change': return changeWords(value, rubric)
    case 'to_peers_mean': return peersWords(value, rubric)
    default: {
      const { numerator, denominator } = fractionOf(value)
      return join([operandWords(numerator, rubric), operandWords(denominator, rubric)], ' ÷ ', ' ÷ ')
    }
  }
}

function bestWords({ part, whole }: ValueOf<'best_facility'>, rubric: Rubric): Bilingual {
  const share = join([titleOf(part, rubric), titleOf(whole, rubric)], ' ÷ ', ' ÷ ')
  return say(`各家${share.zh}，取最高的一家`, `${share.en} of the best single one`)
}

function roundedUpWords(words: Bilingual): Bilingual {
  return say(`${words.zh}（进一取整）`, `${words.en} (rounded up)`)
}

function withBounds(condition: BoundsText & { of: Operand }, rubric: Rubric): Bilingual {
  return join([operandWords(condition.of, rubric), boundsWords('number', boundsOf(condition))], ' ', ' ')
}

const AGAINST = { previous_year: say('上年同期', 'the same span a year before'), previous_period: say('上一周期', 'the period before') } as const

function changeWords(value: ValueOf<'change'>, rubric: Rubric): Bilingual {
  const quantity = quantityWords(value, rubric)
  const before = typeof value.against === 'string' ? AGAINST[value.against] : say(`前 ${value.against.mean_of_previous} 个周期的均值`, `the mean of the ${value.against.mean_of_previous} periods before`)
  return value.as === 'percent' ? say(`${quantity.zh}较${before.zh}的增幅`, `growth of ${quantity.en} over ${before.en}`) : say(`${quantity.zh}与${before.zh}之差`, `${quantity.en} less that of ${before.en}`)
}

function peersWords(value: ValueOf<'to_peers_mean'>, rubric: Rubric): Bilingual {
  const quantity = quantityWords(value, rubric)
  return value.as === 'ratio' ? say(`${quantity.zh} ÷ 同组均值`, `${quantity.en} ÷ the group’s mean`) : say(`${quantity.zh}与同组均值之差`, `${quantity.en} less the group’s mean`)
}

function quantityWords({ of, per }: { of: Operand; per?: Operand | undefined }, rubric: Rubric): Bilingual {
  const whole = operandWords(of, rubric)
  if (per === undefined) return whole
  const divisor = operandWords(per, rubric)
  return say(`（${whole.zh} ÷ ${divisor.zh}）`, `(${whole.en} ÷ ${divisor.en})`)
}

/** An operand in the names of its measures and attributes; composed ones in brackets. */
export function operandWords(operand: Operand, rubric: Rubric): Bilingual {
  if (typeof operand === 'string') return titleOf(operand, rubric)
  if ('plus' in operand) return bracketed(operand.plus, ' + ', rubric)
  if ('minus' in operand) return bracketed(operand.minus, ' − ', rubric)
  if ('times' in operand) return bracketed(operand.times, ' × ', rubric)
  if ('by' in operand) return bracketed(operand.by, ' ÷ ', rubric)
  if ('round_up' in operand) return roundedUpWords(operandWords(operand.round_up, rubric))
  const keys = join(operand.keys_of.map((name) => titleOf(name, rubric)), '、', ', ')
  if (!operand.except) return say(`${keys.zh}（去重）`, `${keys.en} (each once)`)
  const except = join(operand.except.map((name) => titleOf(name, rubric)), '、', ', ')
  return say(`${keys.zh}（去重，除去${except.zh}）`, `${keys.en} (each once, but for ${except.en})`)
}

function bracketed(parts: readonly Operand[], sign: string, rubric: Rubric): Bilingual {
  const words = join(parts.map((part) => operandWords(part, rubric)), sign, sign)
  return say(`（${words.zh}）`, `(${words.en})`)
}

function titleOf(name: string, rubric: Rubric): Bilingual {
  return rubric.measures[name]?.title ?? rubric.attributes?.[name]?.title ?? same(name)
}
