import type { CompiledBranch } from '../../evaluate/plan/compiled.ts'
import { sumOf } from '../../evaluate/row/sum.ts'
import type { Sum, SumInput } from '../../evaluate/row/sum.ts'
import { weightsHere } from '../../evaluate/structure/combined.ts'
import { compare, reduced } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { plainText, scaledText } from '../../exact/round.ts'
import type { Bilingual } from '../../rubric/text.schema.ts'
import { titleIn } from '../leaf-case.ts'
import { join, same, say } from '../words.ts'

/** A branch written out as its children make it: a sum, weighed shares, the lowest share, the mean of shares, or a pool. */
export function branchArithmetic(input: SumInput, branch: CompiledBranch, points: number): Bilingual {
  const parts = branch.parts.map((part) => sumOf(input, [part]))
  const line = branch.combine === 'add' ? added(input, parts) : combined(input, branch, parts)
  return withResult(input, line, { points, cap: branch.cap })
}

/** What a line of arithmetic says before its result, and what it comes to before any limit; null where only the result tells. */
interface Line {
  text: Bilingual
  raw: number | null
}

const text = ({ compiled }: SumInput, points: number): string => scaledText(points, compiled.decimals)

function added(input: SumInput, parts: readonly Sum[]): Line {
  const raw = parts.reduce((total, part) => total + part.points, 0)
  return { text: same(signedSum(parts.map(({ points }) => text(input, points)))), raw }
}

/** `5.00 + 3.00 − 1.00`. */
export function signedSum(points: readonly string[]): string {
  return points.map((one, at) => (at === 0 ? one.replace('-', '−') : one.startsWith('-') ? ` − ${one.slice(1)}` : ` + ${one}`)).join('')
}

function combined(input: SumInput, branch: CompiledBranch, parts: readonly Sum[]): Line {
  const present = parts.filter(({ max }) => max > 0)
  if (present.length === 0) return { text: say('各项均不适用', 'no part applies'), raw: null }
  const whole = plainText(branch.points)
  if (branch.combine === 'pool') {
    const lost = present.map((part) => text(input, part.max - part.points))
    return { text: same(`${text(input, branch.max)} − (${lost.join(' + ')})`), raw: branch.max - present.reduce((sum, part) => sum + part.max - part.points, 0) }
  }
  if (branch.combine === 'lowest') return lowest(input, branch, parts)
  const shares = branch.combine === 'average' ? present.map((part) => shareText(input, part)).join(' + ') : weighed(input, branch, parts)
  return { text: same(branch.combine === 'average' ? `(${shares}) ÷ ${present.length} × ${whole}` : `(${shares}) × ${whole}`), raw: null }
}

function shareText(input: SumInput, { points, max }: Sum): string {
  return `${text(input, points)} ÷ ${text(input, max)}`
}

function weighed(input: SumInput, branch: CompiledBranch, parts: readonly Sum[]): string {
  const weights = weightsHere(input.compiled, branch, { parts, leaves: input.leaves })
  return parts.flatMap((part, at) => (part.max > 0 ? [`${shareText(input, part)} × ${percentText(weights[at] ?? { n: 0n, d: 1n })}`] : [])).join(' + ')
}

function percentText(weight: Ratio): string {
  const { n, d } = reduced(weight)
  return `${plainText({ n: n * 100n, d })}%`
}

function lowest(input: SumInput, branch: CompiledBranch, parts: readonly Sum[]): Line {
  const share = ({ points, max }: Sum): Ratio => ({ n: BigInt(points), d: BigInt(max) })
  const at = parts.reduce((least, part, place) => {
    const before = parts[least]
    return part.max > 0 && (!before || before.max === 0 || compare(share(part), share(before)) < 0) ? place : least
  }, 0)
  const [part, own] = [branch.parts[at], parts[at]]
  if (!part || !own) return { text: say('各项均不适用', 'no part applies'), raw: null }
  const id = 'leaf' in part ? input.compiled.leaves[part.leaf]?.leaf.id : input.compiled.branches[part.branch]?.branch.id
  const title = titleIn({ compiled: input.compiled }, id ?? '')
  const fraction = `${shareText(input, own)} × ${plainText(branch.points)}`
  return { text: say(`得分率最低的“${title.zh}” ${fraction}`, `the lowest share, “${title.en}”: ${fraction}`), raw: null }
}

function withResult(input: SumInput, { text: line, raw }: Line, { points, cap }: { points: number; cap: number }): Bilingual {
  const result = text(input, points)
  if (raw === null) return join([line, same(result)], ' = ', ' = ')
  const isPlain = line.zh === text(input, raw)
  const sum = isPlain ? line : join([line, same(text(input, raw))], ' = ', ' = ')
  if (raw === points) return sum
  return points === cap ? say(`${sum.zh}，封顶 ${result}`, `${sum.en}, capped at ${result}`) : say(`${sum.zh}，计 ${result}`, `${sum.en}, counted as ${result}`)
}
