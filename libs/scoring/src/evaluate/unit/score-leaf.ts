import { ZERO } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { scaledPoints } from '../../rule/rule.ts'
import type { ByItems } from '../../rule/rule.ts'
import type { FactsView } from '../../value/facts-view.ts'
import { valueOf } from '../../value/value.ts'
import type { ValueOutcome } from '../../value/value.ts'
import type { CompiledBoard, CompiledLeaf } from '../plan/compiled.ts'
import { notApplicable } from '../structure/not-applicable.ts'
import { judgedPoints, newest, statedFigure, withAdjustments, withClaim } from './judged.ts'
import type { JudgementFact, LeafScore, ScoreState } from '../types.ts'

type Rounding = Pick<CompiledBoard, 'decimals' | 'mode'>

/**
 * One leaf from one unit's own facts. What wins, in this order: "not applicable" · the leaf's own data · a stated figure · a reviewer's points · the unit's
 * own claim. A claim shows as points but leaves the range open: low is what the rule gives at least, high what a reviewer or the events may still give.
 * Adjustments come on top of whichever won; a leaf that waits for the peers carries them until it is decided.
 */
export function scoreLeaf(rounding: Rounding, leaf: CompiledLeaf, view: FactsView): LeafScore {
  const judgements = view.judgementsOf(leaf.leaf.id)
  const isApplicable = leaf.notApplicable === null || !isNotApplicable(leaf, view, judgements)
  if (judgements.length === 0) return isApplicable ? fromData(rounding, leaf, view) : notApplicable(leaf)
  if (!isApplicable) return withClaim(rounding, leaf, { score: notApplicable(leaf), judgements })
  const own = fromData(rounding, leaf, view)
  const score = own.points !== null || isWaiting(own) ? own : fromJudgements(rounding, { leaf, view, own, judgements })
  return withAdjustments(rounding, leaf, { score: withClaim(rounding, leaf, { score, judgements }), judgements })
}

/** Whether a leaf has its value and only waits for the peers' values, or for another indicator's points. */
export function isWaiting(score: LeafScore): boolean {
  return score.state === 'scored' && score.points === null
}

/** A leaf whose points are unknown, with what it may still come to. */
export function unknownLeaf(leaf: CompiledLeaf, state: ScoreState, outcome?: ValueOutcome): LeafScore {
  if (outcome && (outcome.numerator || outcome.denominator)) return openLeaf(leaf, state, outcome)
  const known = leaf.open.get(state)
  if (known) return known
  const open = openLeaf(leaf, state, NOTHING)
  leaf.open.set(state, open)
  return open
}

const NOTHING = { numerator: null, denominator: null }

function openLeaf(leaf: CompiledLeaf, state: ScoreState, { numerator, denominator }: Pick<ValueOutcome, 'numerator' | 'denominator'>): LeafScore {
  return { points: null, low: leaf.least, high: leaf.max, max: leaf.max, state, claimed: false, numerator, denominator, place: null, placeOf: 0, claim: null, adjustment: 0, exact: null }
}

/** By the rubric, for a unit that it is not for; or by a judgement, where the rubric allows one. */
function isNotApplicable({ leaf, isFor }: CompiledLeaf, { unit }: FactsView, judgements: readonly JudgementFact[]): boolean {
  return (isFor !== null && !isFor(unit)) || (judgements.length > 0 && leaf.not_applicable !== undefined && newest(judgements, 'not_applicable') !== undefined)
}

function fromData(rounding: Rounding, leaf: CompiledLeaf, view: FactsView): LeafScore {
  if (view.instant < leaf.from) return unknownLeaf(leaf, 'not_started')
  const { rule } = leaf
  if (rule.takes === 'items') return fromItems(rounding, { leaf, rule }, view)
  if (rule.takes === 'judgement') return unknownLeaf(leaf, rule.isUnpublished ? 'rule_unpublished' : 'awaiting_judgement')
  const outcome = leaf.value?.read(view)
  if (!outcome) return unknownLeaf(leaf, 'no_data')
  if (outcome.state === 'zero_denominator') return onZeroDenominator(leaf, outcome)
  return outcome.state === 'known' ? fromValue(rounding, { leaf, view, outcome }) : unknownLeaf(leaf, outcome.state, outcome)
}

interface ValueKnown {
  leaf: CompiledLeaf
  view: FactsView
  outcome: ValueOutcome
}

function fromValue(rounding: Rounding, { leaf, view, outcome }: ValueKnown): LeafScore {
  const { rule, value } = leaf
  if (rule.takes === 'peers' || value?.againstPeers || value?.pointsOf) return unknownLeaf(leaf, 'scored', outcome)
  const figure = valueOf(value, outcome) ?? ZERO
  if (rule.takes !== 'value') return scored(leaf, 0, outcome)
  if (rule.scaled && !leaf.keepsExact) return scored(leaf, rule.scaled(figure), outcome)
  const exact = rule.exact(figure, view)
  if (!exact) return unknownLeaf(leaf, 'no_data', outcome)
  const score = scored(leaf, scaledPoints(exact, rounding), outcome)
  if (leaf.keepsExact) score.exact = exact
  return score
}

function scored(leaf: CompiledLeaf, points: number, outcome: ValueOutcome): LeafScore {
  return {
    points, low: points, high: points, max: leaf.max, state: 'scored', claimed: false,
    numerator: outcome.numerator, denominator: outcome.denominator, place: null, placeOf: 0, claim: null, adjustment: 0, exact: null,
  }
}

function fromItems(rounding: Rounding, { leaf, rule }: { leaf: CompiledLeaf; rule: ByItems }, view: FactsView): LeafScore {
  if (view.isProvisional(rule.slots) || view.isProvisional(rule.unsure)) return unknownLeaf(leaf, 'provisional')
  if (rule.unsure.length > 0 && !view.isEmpty(rule.unsure)) return unknownLeaf(leaf, 'calendar_unpublished')
  const { low: least, high: most, isWhole } = rule.score(view, view.judgementsOf(leaf.leaf.id))
  const [low, high] = [scaledPoints(least, rounding), scaledPoints(most, rounding)]
  if (!isWhole && low === leaf.least && high === leaf.max) return unknownLeaf(leaf, rule.waitsFor)
  return {
    points: isWhole ? low : null, low, high, max: leaf.max, state: isWhole ? 'scored' : rule.waitsFor, claimed: false,
    numerator: null, denominator: null, place: null, placeOf: 0, claim: null, adjustment: 0, exact: isWhole && leaf.keepsExact ? least : null,
  }
}

function onZeroDenominator(leaf: CompiledLeaf, outcome: ValueOutcome): LeafScore {
  const rule = leaf.value?.rule
  const treatment = rule && 'zero_denominator' in rule ? rule.zero_denominator : 'unknown'
  const unknown = unknownLeaf(leaf, 'zero_denominator', outcome)
  if (treatment === 'unknown') return unknown
  const points = treatment === 'full_marks' ? leaf.max : leaf.least
  return { ...unknown, points, low: points, high: points }
}

interface Judged {
  leaf: CompiledLeaf
  view: FactsView
  own: LeafScore
  judgements: readonly JudgementFact[]
}

function fromJudgements(rounding: Rounding, { leaf, view, own, judgements }: Judged): LeafScore {
  const stated = statedFigure(leaf, judgements)
  if (stated) return fromValue(rounding, { leaf, view, outcome: { state: 'known', numerator: stated, denominator: null } })
  const judged = judgedPoints(leaf, newest(judgements, 'points'))
  if (judged) return settled(own, judged, rounding)
  const claimed = judgedPoints(leaf, newest(judgements, 'claimed'))
  return claimed ? { ...own, points: scaledPoints(claimed, rounding), state: 'awaiting_judgement', claimed: true } : own
}

function settled(own: LeafScore, judged: Ratio, rounding: Rounding): LeafScore {
  const points = scaledPoints(judged, rounding)
  return { ...own, points, low: points, high: points, state: 'scored' }
}
