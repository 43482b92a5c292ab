import { parseFigure } from '../../exact/decimal.ts'
import type { Rubric } from '../../rubric/rubric.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import type { Operand } from '../../rubric/value.schema.ts'
import { join, same, say } from '../words.ts'

type Named = Pick<Rubric, 'measures' | 'attributes'>

/** What an operand is made of, with the titles of its measures and attributes: `满意 + 基本满意`, `人口 × 90%`. */
export function operandWords(operand: Operand, rubric: Named): Bilingual {
  if (typeof operand === 'string') return parseFigure(operand) ? same(operand) : titleOf(operand, rubric)
  if ('plus' in operand) return join(operand.plus.map((part) => operandWords(part, rubric)), ' + ', ' + ')
  if ('minus' in operand) return join(operand.minus.map((part) => operandWords(part, rubric)), ' − ', ' − ')
  if ('times' in operand) return join(operand.times.map((part) => inBrackets(part, rubric)), ' × ', ' × ')
  if ('by' in operand) return join(operand.by.map((part) => inBrackets(part, rubric)), ' ÷ ', ' ÷ ')
  if ('round_up' in operand) {
    const inner = operandWords(operand.round_up, rubric)
    return say(`${inner.zh}（进一取整）`, `${inner.en} (rounded up)`)
  }
  const keyed = join(operand.keys_of.map((name) => titleOf(name, rubric)), '、', ', ')
  return say(`${keyed.zh}（去重）`, `${keyed.en} (each once)`)
}

function titleOf(name: string, { measures, attributes }: Named): Bilingual {
  return measures[name]?.title ?? attributes?.[name]?.title ?? same(name)
}

function inBrackets(part: Operand, rubric: Named): Bilingual {
  const words = operandWords(part, rubric)
  return typeof part === 'object' && ('plus' in part || 'minus' in part) ? say(`(${words.zh})`, `(${words.en})`) : words
}
