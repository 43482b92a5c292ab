import { compare } from '../../../exact/ratio.ts'
import type { Ratio } from '../../../exact/ratio.ts'
import { scaledText } from '../../../exact/round.ts'
import { decimalsOf, ruledPoints } from '../../leaf-case.ts'
import type { LeafCase } from '../../leaf-case.ts'
import type { TraceStep } from '../../types.ts'
import { exactly, say } from '../../words.ts'

/** One line of arithmetic that ends in the points that the rule gave, with the limit or the rounding that came between. */
export function arithmetic(input: LeafCase, expression: string, raw: Ratio): TraceStep {
  const points = ruledPoints(input) ?? 0
  const decimals = decimalsOf(input)
  const given = scaledText(points, decimals)
  const isSame = compare(raw, { n: BigInt(points), d: 10n ** BigInt(decimals) }) === 0
  const tail = isSame ? say('', '') : isBeyond(input, raw) ? say(` → ${given}（限幅）`, ` → ${given} (within the limits)`) : say(` → ${given}（取 ${decimals} 位小数）`, ` → ${given} (rounded to ${decimals} decimals)`)
  return { kind: isSame ? 'arithmetic' : 'rounding', figure: given, text: say(`${expression} = ${exactly(raw)}${tail.zh}`, `${expression} = ${exactly(raw)}${tail.en}`) }
}

/** What was off by a whole unit of the last place or more was limited, not rounded. */
function isBeyond(input: LeafCase, raw: Ratio): boolean {
  const unit = 10n ** BigInt(decimalsOf(input))
  const off = raw.n * unit - BigInt(ruledPoints(input) ?? 0) * raw.d
  return (off < 0n ? -off : off) >= raw.d
}

/** What stands before the charges: the leaf's points, or nothing where a penalty starts from zero. */
export function startText({ leaf }: Pick<LeafCase, 'leaf'>): string {
  return leaf.exactMax.n === 0n ? '0' : exactly(leaf.exactMax)
}

/** What a leaf gives where nothing is wrong, in words. */
export function fullMarks({ leaf }: Pick<LeafCase, 'leaf'>): { zh: string; en: string } {
  return leaf.leaf.penalty === 'true' ? say('不扣分', 'nothing is taken') : say('满分', 'full marks')
}

/** What a leaf gives where everything is lost, in words. */
export function noPoints({ leaf }: Pick<LeafCase, 'leaf'>): { zh: string; en: string } {
  return leaf.leaf.penalty === 'true' ? say(`扣 ${leaf.leaf.points} 分`, `${leaf.leaf.points} off`) : say('不得分', 'no points')
}
