import { parseFigure } from '../../exact/decimal.ts'
import { compare, ZERO } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import { scaledPoints } from '../../rule/rule.ts'
import type { FactsView } from '../../value/facts-view.ts'
import { valueOf } from '../../value/value.ts'
import type { ValueOutcome } from '../../value/value.ts'
import type { CompiledBoard, CompiledLeaf } from '../plan/compiled.ts'
import { notApplicable } from '../structure/not-applicable.ts'
import type { JudgementFact, LeafScore, ScoreState } from '../types.ts'

type Rounding = Pick<CompiledBoard, 'decimals' | 'mode'>

/**
 * One leaf from one unit's own facts. What wins, in this order: "not applicable" · the leaf's own data · a stated figure · a reviewer's points · the unit's
 * own claim. A claim shows as points but leaves the range open: low is what the rule gives at least, high what a reviewer or the events may still give.
 */
export function scoreLeaf(rounding: Rounding, leaf: CompiledLeaf, view: FactsView): LeafScore {
  const judgements = view.judgementsOf(leaf.leaf.id)
  if (leaf.notApplicable !== null && isNotApplicable(leaf, view, judgements)) return notApplicable(leaf)
  const own = fromData(rounding, leaf, view)
  return own.points !== null || isWaiting(own) || judgements.length === 0 ? own : fromJudgements(rounding, { leaf, view, own, judgements })
}

/** Whether a leaf has its value and only waits for the peers' values. */
export function isWaiting(score: LeafScore): boolean {
  return score.state === 'scored' && score.points === null
}

/** The newest judgement of a kind; a later "applies after all" is entered by withdrawing the first. */
export function newest(judgements: readonly JudgementFact[], kind: JudgementFact['kind']): JudgementFact | undefined {
  return judgements.find((judgement) => judgement.kind === kind && judgement.item === undefined)
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
  if (rule.takes === 'items') return fromItems(rounding, leaf, view)
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
  const { rule } = leaf
  const value = valueOf(leaf.value, outcome) ?? ZERO
  if (rule.takes === 'peers') return unknownLeaf(leaf, 'scored', outcome)
  if (rule.takes !== 'value') return scored(leaf, 0, outcome)
  if (rule.scaled) return scored(leaf, rule.scaled(value), outcome)
  const exact = rule.exact(value, view)
  return exact ? scored(leaf, scaledPoints(exact, rounding), outcome) : unknownLeaf(leaf, 'no_data', outcome)
}

function scored(leaf: CompiledLeaf, points: number, outcome: ValueOutcome): LeafScore {
  return {
    points, low: points, high: points, max: leaf.max, state: 'scored', claimed: false,
    numerator: outcome.numerator, denominator: outcome.denominator, place: null, placeOf: 0, claim: null, adjustment: 0, exact: null,
  }
}

function fromItems(rounding: Rounding, leaf: CompiledLeaf, view: FactsView): LeafScore {
  if (leaf.rule.takes !== 'items') return unknownLeaf(leaf, 'no_data')
  if (view.isProvisional(leaf.rule.slots)) return unknownLeaf(leaf, 'provisional')
  const outcome = leaf.rule.score(view, view.judgementsOf(leaf.leaf.id))
  const [low, high] = [scaledPoints(outcome.low, rounding), scaledPoints(outcome.high, rounding)]
  const state = leaf.leaf.rule.kind === 'best_level' ? 'no_data' : 'awaiting_judgement'
  if (!outcome.isWhole && low === leaf.least && high === leaf.max) return unknownLeaf(leaf, state)
  return {
    points: outcome.isWhole ? low : null, low, high, max: leaf.max, state: outcome.isWhole ? 'scored' : state, claimed: false,
    numerator: null, denominator: null, place: null, placeOf: 0, claim: null, adjustment: 0, exact: null,
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
  const judged = pointsIn(leaf, newest(judgements, 'points'))
  if (judged) return settled(own, scaledPoints(judged, rounding))
  const claimed = pointsIn(leaf, newest(judgements, 'claimed'))
  return claimed ? { ...own, points: scaledPoints(claimed, rounding), state: 'awaiting_judgement', claimed: true } : own
}

/** The latest stated figure of a leaf's value; for a percentage, 90 and 90% both mean 0.9. */
export function statedFigure(leaf: CompiledLeaf, judgements: readonly JudgementFact[]): Ratio | null {
  const text = newest(judgements, 'figure')?.value ?? ''
  if (!leaf.value) return null
  return parseFigure(leaf.value.show === 'percent' && /^[\d.]+$/.test(text) ? `${text}%` : text)
}

function settled(own: LeafScore, points: number): LeafScore {
  return { ...own, points, low: points, high: points, state: 'scored' }
}

/** Judged points inside the leaf's range; anything else is no judgement (the door refuses it with a reason). */
function pointsIn(leaf: CompiledLeaf, judgement: JudgementFact | undefined): Ratio | null {
  const points = parseFigure(judgement?.value ?? '')
  return points && compare(points, leaf.rule.least) >= 0 && compare(points, leaf.exactMax) <= 0 ? points : null
}
