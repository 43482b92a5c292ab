import { scaledText } from '../../exact/round.ts'
import { decimalsOf } from '../leaf-case.ts'
import type { LeafCase } from '../leaf-case.ts'
import type { TraceStep } from '../types.ts'
import { say } from '../words.ts'

/** Where what does not apply was shared out: how much more the leaf can give here, and what became of its points. */
export function sharingTrace(input: LeafCase): TraceStep[] {
  const { leaf, score, row } = input
  const before = row.decided[leaf.at]
  if (!before || before === score || before.max === score.max || score.state === 'not_applicable') return []
  const text = (points: number): string => scaledText(points, decimalsOf(input))
  const share = text(score.max - before.max)
  const [was, is] = [before.points, score.points]
  const points = was === null || is === null ? say('', '') : say(`，得分按比例由 ${text(was)} 变为 ${text(is)}`, `, and its points in proportion from ${text(was)} to ${text(is)}`)
  return [{
    kind: 'redistribution', figure: text(score.max),
    text: say(`其他指标不适用，分摊 ${share} 分到本项，满分由 ${text(before.max)} 调整为 ${text(score.max)}${points.zh}`, `${share} of what does not apply falls to it: its full marks go from ${text(before.max)} to ${text(score.max)}${points.en}`),
  }]
}
