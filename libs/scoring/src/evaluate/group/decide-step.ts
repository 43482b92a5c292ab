import { reduced } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { scaledPoints } from '../../rule/rule.ts'
import type { PeerOutcome } from '../../rule/rule.ts'
import { FactsView } from '../../value/facts-view.ts'
import { valueOf } from '../../value/value.ts'
import type { ValueOutcome } from '../../value/value.ts'
import type { CompiledBoard, CompiledLeaf, CompiledPeerStep } from '../plan/compiled.ts'
import { adjusted } from '../unit/judged.ts'
import { isWaiting } from '../unit/score-leaf.ts'
import { peersMean } from '../structure/peers-mean.ts'
import { isSameLeaf } from './same-leaf.ts'
import type { Round } from './peers.ts'
import type { LeafScore } from '../types.ts'

/** One leaf of every member with the peers' say in it; `figures` are the points that it reads of another indicator, by member. */
export function decideStep(round: Round, { step, figures }: { step: CompiledPeerStep; figures: readonly (Ratio | null)[] | null }): LeafScore[] {
  const { compiled, members } = round
  const leaf = compiled.leaves[step.leaf]
  if (!leaf) return []
  const scores = members.map(({ own }, at) => withFigure(own.leaves[step.leaf], leaf, figures && { figure: figures[at] ?? null }))
  const decided = settledByPeers(compiled, leaf, scores)
  const result = leaf.notApplicable === 'peers_mean' ? peersMean(compiled, leaf, decided) : decided
  return result.map((score, at) => {
    const before = members[at]?.before?.decided[step.leaf]
    return before && isSameLeaf(score, before) ? before : score
  })
}

/** A waiting leaf with the points that it reads; open where these are. */
function withFigure(score: LeafScore | undefined, leaf: CompiledLeaf, read: { figure: Ratio | null } | null): LeafScore {
  if (!score) throw new RangeError(`decidePeers: a unit's score lacks the leaf ${leaf.leaf.id}; score the unit by the same plan`)
  if (!read || !isWaiting(score)) return score
  return read.figure ? { ...score, numerator: read.figure } : adjusted(leaf, { ...score, state: 'provisional', adjustment: 0 }, score.adjustment)
}

function settledByPeers(compiled: CompiledBoard, leaf: CompiledLeaf, scores: readonly LeafScore[]): LeafScore[] {
  const result = [...scores]
  const values: Ratio[] = []
  const waiting: number[] = []
  let unknown = 0
  for (const [at, score] of scores.entries()) {
    const value = isWaiting(score) ? valueOf(leaf.value, score) : null
    if (value) values[waiting.push(at) - 1] = value
    else if (score.state !== 'not_applicable') unknown++
  }
  const outcomes = outcomesOf(leaf, values, unknown)
  for (const [index, at] of waiting.entries()) {
    const score = scores[at]
    if (score) result[at] = adjusted(leaf, decided(compiled, leaf, { score: score.adjustment === 0 ? score : { ...score, adjustment: 0 }, outcome: outcomes[index], placeOf: waiting.length }), score.adjustment)
  }
  return result
}

/** What the peers make of one figure: its value among them, and the points of that; null where there are none, as against a mean of zero. */
interface Outcome {
  value: ValueOutcome | null
  points: PeerOutcome | null
}

/** A mean of which some part is unknown may still move anywhere, and the points with it. */
function outcomesOf(leaf: CompiledLeaf, own: readonly Ratio[], unknown: number): Outcome[] {
  const { rule, value } = leaf
  const against = value?.againstPeers?.(own) ?? null
  const values = against ? against.map((outcome) => (outcome.state === 'known' ? valueOf(value, outcome) : null)) : own
  const kept = values.filter((entry) => entry !== null)
  const peers = rule.takes === 'peers' ? rule.decide(kept, unknown + values.length - kept.length) : []
  let next = 0
  return values.map((entry, at): Outcome => {
    const points = entry && (rule.takes === 'peers' ? peers[next++] ?? null : byValue(leaf, entry))
    const isOpen = points && against && unknown > 0
    return { value: against?.[at] ?? null, points: isOpen ? { ...points, low: rule.least, high: leaf.exactMax } : points }
  })
}

/** Rules by value ask for nothing else once the value is known; a further attribute is not read here. */
function byValue({ rule }: CompiledLeaf, value: Ratio): PeerOutcome | null {
  const exact = rule.takes === 'value' ? rule.exact(value, NO_FACTS) : null
  return exact && { place: null, low: exact, high: exact }
}

const NO_FACTS = new FactsView({ unit: '', readings: [], attributes: {}, judgements: [], events: 0 }, [], { instant: 0, day: '' })

interface Settled {
  score: LeafScore
  outcome: Outcome | undefined
  placeOf: number
}

function decided(rounding: Pick<CompiledBoard, 'decimals' | 'mode'>, leaf: CompiledLeaf, { score: own, outcome, placeOf }: Settled): LeafScore {
  const score = outcome?.value ? { ...own, ...lowestTerms(outcome.value) } : own
  const points = outcome?.points
  if (!points) return withoutPoints(leaf, score, outcome?.value?.state)
  const low = scaledPoints(points.low, rounding)
  const high = points.high === points.low ? low : scaledPoints(points.high, rounding)
  const isDecided = low === high
  return {
    ...score, points: isDecided ? low : null, low, high, state: isDecided ? 'scored' : 'provisional',
    place: points.place, placeOf: points.place === null ? 0 : placeOf, exact: isDecided ? reduced(points.low) : null,
  }
}

/** The same mean is the same figure, whatever it was formed from. */
function lowestTerms({ numerator, denominator }: ValueOutcome): Pick<LeafScore, 'numerator' | 'denominator'> {
  return { numerator: numerator && reduced(numerator), denominator: denominator && reduced(denominator) }
}

/** A mean of zero is a zero denominator, which the rubric may give points. */
function withoutPoints({ value, max, least }: CompiledLeaf, score: LeafScore, state: ValueOutcome['state'] | undefined): LeafScore {
  if (state !== 'zero_denominator') return { ...score, state: 'no_data' }
  const treatment = value && 'zero_denominator' in value.rule ? value.rule.zero_denominator : 'unknown'
  if (treatment === 'unknown') return { ...score, state }
  const points = treatment === 'full_marks' ? max : least
  return { ...score, state, points, low: points, high: points }
}
