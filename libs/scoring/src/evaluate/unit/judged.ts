import { parseFigure } from '../../exact/decimal.ts'
import { compare, minus, over, plus, ZERO } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { scaledPoints } from '../../rule/rule.ts'
import type { CompiledBoard, CompiledLeaf } from '../plan/compiled.ts'
import type { JudgementFact, LeafScore } from '../types.ts'

type Rounding = Pick<CompiledBoard, 'decimals' | 'mode'>

interface WithJudgements {
  score: LeafScore
  judgements: readonly JudgementFact[]
}

/** The newest judgement of a kind; a later "applies after all" is entered by withdrawing the first. */
export function newest(judgements: readonly JudgementFact[], kind: JudgementFact['kind']): JudgementFact | undefined {
  return judgements.find((judgement) => judgement.kind === kind && judgement.item === undefined)
}

/** The latest stated figure of a leaf's value; for a percentage, 90 and 90% both mean 0.9. Points of another indicator are never stated. */
export function statedFigure(leaf: CompiledLeaf, judgements: readonly JudgementFact[]): Ratio | null {
  const text = newest(judgements, 'figure')?.value ?? ''
  if (!leaf.value || leaf.value.pointsOf) return null
  return parseFigure(isPercentage(leaf) && /^[+-]?[\d.]+$/.test(text) ? `${text}%` : text)
}

/** What a unit states of a leaf that is compared with the peers' mean is its own quantity, a percentage only where it is a rate. */
function isPercentage({ value }: CompiledLeaf): boolean {
  return value?.show === 'percent' && (value.rule.kind !== 'to_peers_mean' || value.rule.per !== undefined)
}

/** Judged points inside the leaf's range and on its steps; anything else is no judgement (the door refuses it with a reason). */
export function judgedPoints(leaf: CompiledLeaf, judgement: JudgementFact | undefined): Ratio | null {
  const points = parseFigure(judgement?.value ?? '')
  return points && compare(points, leaf.rule.least) >= 0 && compare(points, leaf.exactMax) <= 0 && isOnStep(leaf, points) ? points : null
}

function isOnStep({ rule }: CompiledLeaf, points: Ratio): boolean {
  if (rule.takes !== 'judgement' || !rule.step) return true
  const steps = over(minus(points, rule.least), rule.step) ?? ZERO
  return steps.n % steps.d === 0n
}

/** The leaf with what the unit itself claims, whatever counts. */
export function withClaim(rounding: Rounding, leaf: CompiledLeaf, { score, judgements }: WithJudgements): LeafScore {
  const claim = judgedPoints(leaf, newest(judgements, 'claimed'))
  return claim ? { ...score, claim: scaledPoints(claim, rounding) } : score
}

/** The leaf with the sum of its adjustments; one that waits for the peers only carries it. */
export function withAdjustments(rounding: Rounding, leaf: CompiledLeaf, { score, judgements }: WithJudgements): LeafScore {
  const sum = adjustmentSum(judgements)
  if (sum.n === 0n) return score
  const wanted = scaledPoints(sum, rounding)
  return score.state === 'scored' && score.points === null ? { ...score, adjustment: wanted } : adjusted(leaf, score, wanted)
}

function adjustmentSum(judgements: readonly JudgementFact[]): Ratio {
  return judgements.reduce((sum, { kind, item, value }) => plus(sum, (kind === 'adjusted' && item === undefined ? parseFigure(value) : null) ?? ZERO), ZERO)
}

/**
 * A leaf with scaled points added to it, never beyond what the leaf can give: to points, low and high alike. `adjustment` is what was really added;
 * while the points are unknown, the larger of the moves of both ends. A leaf that was decided among the peers passes what it carried.
 */
export function adjusted(leaf: Pick<CompiledLeaf, 'least'>, score: LeafScore, wanted: number): LeafScore {
  if (wanted === 0) return score
  const moved = (points: number): number => Math.max(leaf.least, Math.min(score.max, points + wanted))
  const [low, high, points] = [moved(score.low), moved(score.high), score.points === null ? null : moved(score.points)]
  const ends = [low - score.low, high - score.high]
  const adjustment = points === null || score.points === null ? ends.reduce((most, move) => (Math.abs(move) > Math.abs(most) ? move : most), 0) : points - score.points
  return { ...score, points, low, high, adjustment, exact: adjustment === 0 ? score.exact : null }
}
