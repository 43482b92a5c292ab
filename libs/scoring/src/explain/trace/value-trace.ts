import { parseDecimal } from '../../exact/decimal.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { grouped, valueText } from '../../exact/show.ts'
import { dayNumber, dayText } from '../../period/shanghai.ts'
import { namesOfRule } from '../../rule/names-of-rule.ts'
import { namesOfValue } from '../../value/fraction.ts'
import { showIn, valueIn } from '../leaf-case.ts'
import type { LeafCase } from '../leaf-case.ts'
import type { TraceStep } from '../types.ts'
import { quantity, say } from '../words.ts'

const MS_PER_HOUR = 3_600_000n

/** The measures and attributes behind a leaf. */
export function sourceTrace(input: LeafCase): TraceStep[] {
  const { leaf, plan } = input
  const names = [...new Set([...(leaf.leaf.value ? namesOfValue(leaf.leaf.value) : []), ...namesOfRule(leaf.leaf.rule)])]
  return names.flatMap((name) => (plan.rubric.measures[name] ? measureStep(input, name) : attributeStep(input, name)))
}

function measureStep({ plan, view, facts }: LeafCase, name: string): TraceStep[] {
  const reading = plan.readings.find((entry) => entry.name === name)
  const measure = plan.rubric.measures[name]
  if (!reading || !measure) return []
  const value: Ratio = { n: view.reading(reading.slot), d: measure.declaration.aggregate === 'hours' ? MS_PER_HOUR : 1n }
  const keys = reading.keyed ? Object.values(view.keyed(reading.slot)).filter((count) => count > 0n).length : null
  const since = measure.from > plan.period.from ? say(`（自 ${dayOf(measure.from)} 起）`, ` (since ${dayOf(measure.from)})`) : say('', '')
  const parted = keys === null || keys === 0 ? say('', '') : say(`，分布于 ${keys} 项`, `, over ${keys} of them`)
  const filling = facts.readings[reading.slot]?.provisional ? say('，回填中', ', being back-filled') : say('', '')
  const figure = quantity(value)
  return [{
    kind: 'measure', measure: name, figure,
    text: say(`${measure.title.zh}${since.zh}：${figure} ${measure.countedIn.zh}${parted.zh}${filling.zh}`, `${measure.title.en}${since.en}: ${figure} ${measure.countedIn.en}${parted.en}${filling.en}`),
  }]
}

function attributeStep({ plan, facts }: LeafCase, name: string): TraceStep[] {
  const attribute = plan.rubric.attributes?.[name]
  if (!attribute) return []
  const fact = facts.attributes[name]
  if (!fact) return [{ kind: 'attribute', text: say(`缺少“${attribute.title.zh}”`, `“${attribute.title.en}” is missing`) }]
  const figure = parseDecimal(fact.value) ? grouped(fact.value) : fact.value
  return [{
    kind: 'attribute', figure,
    text: say(
      `${attribute.title.zh}：${figure} ${attribute.counted_in.zh}（自 ${fact.effective} 起；依据：${fact.citation}；录入：${fact.by}）`,
      `${attribute.title.en}: ${figure} ${attribute.counted_in.en} (from ${fact.effective}; source: ${fact.citation}; entered by ${fact.by})`,
    ),
  }]
}

/** The value as one line of arithmetic. */
export function valueTrace(input: LeafCase): TraceStep[] {
  const { leaf, score } = input
  const [value, show] = [valueIn(input), showIn(input)]
  const { title } = leaf.leaf
  if (!value) return score.denominator?.n === 0n && score.numerator ? [{ kind: 'value', text: say(`${title.zh} = ${quantity(score.numerator)} ÷ 0，分母为零`, `${title.en} = ${quantity(score.numerator)} ÷ 0: no denominator`) }] : []
  const figure = valueText(show, value)
  const parts = score.numerator && score.denominator ? `${quantity(score.numerator)} ÷ ${quantity(score.denominator)} = ` : ''
  const note = leaf.value?.isRounded ? say('（按两位小数比较）', ' (compared with two decimals)') : say('', '')
  return [{ kind: 'value', figure, text: say(`${title.zh} = ${parts}${figure}${note.zh}`, `${title.en} = ${parts}${figure}${note.en}`) }]
}

function dayOf(instant: number): string {
  return dayText(dayNumber(instant))
}
