import { parseDecimal } from '../../exact/decimal.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { grouped } from '../../exact/show.ts'
import { namesOfRule } from '../../rule/names-of-rule.ts'
import type { Reading } from '../../evaluate/types.ts'
import { namesOfValue } from '../../value/fraction.ts'
import type { LeafCase } from '../leaf-case.ts'
import type { TraceStep } from '../types.ts'
import { quantity, say } from '../words.ts'
import { dayOf, spanWords } from './span-words.ts'

const MS_PER_HOUR = 3_600_000n
const MS_PER_MINUTE = 60_000n

/** The measures and attributes behind a leaf: of its value, of earlier spans, of its rule, of its reference figures. */
export function sourceTrace(input: LeafCase): TraceStep[] {
  return namesBehind(input).flatMap((name) => (input.plan.rubric.measures[name] ? measureSteps(input, name) : attributeStep(input, name)))
}

/** Every name that a leaf asks for, each once, in the order in which it does. */
export function namesBehind({ leaf: { leaf } }: Pick<LeafCase, 'leaf'>): string[] {
  const references = (leaf.references ?? []).flatMap(({ value }) => namesOfValue(value))
  return [...new Set([...(leaf.value ? namesOfValue(leaf.value) : []), ...namesOfRule(leaf.rule), ...references])]
}

/** The reading of the board's own span, and those of earlier spans that the leaf's value is compared with. */
function measureSteps(input: LeafCase, name: string): TraceStep[] {
  const slots = new Set(input.leaf.value?.slots ?? [])
  const [own, ...earlier] = input.plan.readings.filter((reading) => reading.name === name)
  return [...(own ? [own] : []), ...earlier.filter(({ slot }) => slots.has(slot))].map((reading) => measureStep(input, reading))
}

function measureStep(input: LeafCase, reading: Reading): TraceStep {
  const { plan, view, facts } = input
  const measure = plan.rubric.measures[reading.name]
  const figure = quantity(figureOf(input, reading))
  const keys = reading.keyed ? Object.values(view.keyed(reading.slot)).filter((count) => count > 0n).length : 0
  const parted = keys === 0 ? say('', '') : say(`，分布于 ${keys} 项`, `, over ${keys} of them`)
  const filling = facts.readings[reading.slot]?.provisional ? say('，回填中', ', being back-filled') : say('', '')
  const [title, unit, span] = [measure?.title ?? say(reading.name, reading.name), measure?.countedIn ?? say('', ''), spanNote(input, reading)]
  return {
    kind: 'measure', measure: reading.name, figure,
    text: say(`${title.zh}${span.zh}：${figure} ${unit.zh}${parted.zh}${filling.zh}`, `${title.en}${span.en}: ${figure} ${unit.en}${parted.en}${filling.en}`),
  }
}

/** Time is told in what its value is shown in. */
function figureOf({ leaf, view }: LeafCase, { slot, declaration }: Reading): Ratio {
  const isTime = declaration.aggregate === 'hours'
  return { n: view.reading(slot), d: isTime ? (leaf.value?.show === 'minutes' ? MS_PER_MINUTE : MS_PER_HOUR) : 1n }
}

/** A window is named where it is not the board's, and where the value compares two. */
function spanNote({ leaf, plan }: LeafCase, reading: Reading): { zh: string; en: string } {
  const isCompared = leaf.value?.spans !== null && leaf.value?.spans !== undefined
  const words = spanWords(reading)
  if (isCompared) return say(`（${words.zh}）`, ` (${words.en})`)
  if (plan.rubric.measures[reading.name]?.window !== 'period') return say(`（截至 ${dayOf(Math.max(0, reading.until - 1))}）`, ` (up to ${dayOf(Math.max(0, reading.until - 1))})`)
  return reading.from > plan.period.from ? say(`（自 ${dayOf(reading.from)} 起）`, ` (since ${dayOf(reading.from)})`) : say('', '')
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
