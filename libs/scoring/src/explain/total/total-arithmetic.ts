import { totalOf } from '../../evaluate/row/totals.ts'
import type { BoardPlan, ScoredRow } from '../../evaluate/types.ts'
import { scaledText } from '../../exact/round.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { same, say } from '../words.ts'
import { signedSum } from './branch-arithmetic.ts'
import { hasSay, partsOfTotal } from './outside-parts.ts'

/** The total written out: `5.00 + 16.00 + 55.00 + 20.00 = 96.00`; open parts stand with what is certain; a cap or a veto is named where it binds. Where a value ranks instead of points, the value. */
export function totalArithmetic({ compiled }: BoardPlan, row: ScoredRow): Bilingual {
  const text = (points: number): string => scaledText(points, compiled.decimals)
  if (!compiled.hasPoints) return row.score === null ? say('文件未规定分值', 'The document prints no points') : same(`${text(row.score)} %`)
  const { base, outside } = partsOfTotal(compiled, row.leaves)
  const points = [...base.map((part) => part.points), ...outside.filter(hasSay).map(({ counted }) => counted.points)]
  const sum = points.reduce((total, part) => total + part, 0)
  const line = points.length === 1 ? text(sum) : `${signedSum(points.map(text))} = ${text(sum).replace('-', '−')}`
  const limited = totalOf(compiled, row.leaves).points
  const result = row.score ?? limited
  const limit = sum === limited ? say('', '') : sum > limited ? say(`，封顶 ${text(limited)}`, `, capped at ${text(limited)}`) : say(`，不低于 ${text(limited)}`, `, not under ${text(limited)}`)
  const veto = result === limited ? say('', '') : say(`，因否决计 ${text(result)}`, `, by veto ${text(result)}`)
  return say(line + limit.zh + veto.zh, line + limit.en + veto.en)
}
