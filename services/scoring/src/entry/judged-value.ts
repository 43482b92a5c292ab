import type { NewJudgement } from '@tierline/contracts/judgement'
import type { Fault } from '@tierline/contracts/problem'
import { judgedLeaves } from '@tierline/scoring'
import type { JudgedLeaf, Rubric } from '@tierline/scoring'
import { shown } from './entry-faults.ts'
import type { RubricLeaf } from './rubric-leaf.ts'

const DECIMAL = /^-?\d{1,9}(?:\.\d{1,9})?$/
const SIGNED = /^[+-]?\d{1,9}(?:\.\d{1,9})?$/
const FIGURE = /^-?\d{1,15}(?:\.\d{1,9})?\s*[%％]?$/

/** Whether a judgement's value fits its kind and its leaf: points in the leaf's range and step, a figure where the leaf has a value, nothing where nothing is to say. */
export function valueFault(judgement: NewJudgement, leaf: RubricLeaf, rubric: Rubric): Fault[] {
  const expected = EXPECTATIONS[judgement.kind](judgement.value ?? '', leaf, rubric)
  return expected === null ? [] : [faultOf(judgement, expected, `See the rule of ${leaf.number} ${leaf.title.zh}.`)]
}

/** A veto is put into effect by a named person with `met`, `true`; nothing else can be said of it. */
export function vetoFault(judgement: NewJudgement, rubric: Rubric): Fault[] {
  const mend = `See the vetoes of ${rubric.title.zh}; withdraw the judgement that put it in effect to take it back.`
  if (judgement.kind !== 'met') return [faultOf(judgement, VETO_IS_MET, mend)]
  return judgement.value === 'true' ? [] : [faultOf(judgement, 'true', mend)]
}

const NO_VALUE = 'another kind: the leaf has no value that could be stated'
const NO_POINTS = 'another kind: the leaf gives no points'
const NO_ITEMS = 'another kind: the leaf is no list of things to meet'
const ALWAYS_APPLIES = 'another kind: the rubric does not say what happens where this leaf does not apply'
const VETO_IS_MET = 'the kind "met": this is a veto, which is met or withdrawn'
const KIND_IS_WRONG = new Set([NO_VALUE, NO_POINTS, NO_ITEMS, ALWAYS_APPLIES, VETO_IS_MET])

function faultOf(judgement: NewJudgement, expected: string, mend: string): Fault {
  const path = KIND_IS_WRONG.has(expected) ? 'kind' : 'value'
  return { path, found: shown(judgement[path]), expected, mend }
}

/** What was expected, or null where the value fits. */
type Expectation = (value: string, leaf: RubricLeaf, rubric: Rubric) => string | null

const EXPECTATIONS: Record<NewJudgement['kind'], Expectation> = {
  points: expectPoints,
  claimed: expectPoints,
  met: (value, leaf) => {
    if (leaf.rule.kind !== 'checklist' && leaf.rule.kind !== 'missing_items') return NO_ITEMS
    return value === 'true' || value === 'false' ? null : 'true or false'
  },
  figure: (value, leaf) => {
    if (!leaf.value) return NO_VALUE
    return FIGURE.test(value.trim()) ? null : 'a decimal or a percentage such as 12.5 or 89.4%'
  },
  not_applicable: (value, leaf) => {
    if (leaf.not_applicable === undefined) return ALWAYS_APPLIES
    return value === '' ? null : 'nothing'
  },
  adjusted: expectAdjustment,
  withdrawn: (value) => (value === '' ? null : 'nothing'),
}

function expectPoints(value: string, leaf: RubricLeaf, rubric: Rubric): string | null {
  const limits = limitsOf(rubric, leaf)
  if (!limits) return NO_POINTS
  const { least, most, step, decimals } = limits
  const expected = `points from ${least} to ${most} with at most ${decimals} decimals${step === null ? '' : `, in steps of ${step}`}`
  if (!DECIMAL.test(value) || decimalsOf(value) > decimals) return expected
  const [points, from, until] = [scaled(value), scaled(least), scaled(most)]
  const isOnStep = step === null || scaled(step) === 0n || (points - from) % scaled(step) === 0n
  return points >= from && points <= until && isOnStep ? null : expected
}

/** Signed, not nothing, and no more than lies between the leaf's limits; what would lead beyond them is cut off when it is scored. */
function expectAdjustment(value: string, leaf: RubricLeaf, rubric: Rubric): string | null {
  const limits = limitsOf(rubric, leaf)
  if (!limits) return NO_POINTS
  const { least, most, decimals } = limits
  const [points, span] = [SIGNED.test(value) ? scaled(value) : 0n, scaled(most) - scaled(least)]
  const fits = points !== 0n && points <= span && points >= -span && decimalsOf(value) <= decimals
  return fits ? null : `signed points such as -0.5 or +1, not 0, at most ${unscaled(span)} either way, with at most ${decimals} decimals`
}

interface Limits {
  least: string
  most: string
  step: string | null
  decimals: number
}

const known = new WeakMap<Rubric, ReadonlyMap<string, JudgedLeaf>>()

/** The range in which a person's points for the leaf count, in the rubric's own terms (of a penalty −points … 0); null where it gives none. */
function limitsOf(rubric: Rubric, leaf: RubricLeaf): Limits | null {
  const leaves = known.get(rubric) ?? new Map(judgedLeaves(rubric).map((entry) => [entry.indicator, entry]))
  known.set(rubric, leaves)
  const judged = leaves.get(leaf.id)
  if (!judged || judged.least === null || judged.most === null) return null
  return { least: unscaled(scaled(judged.least)), most: unscaled(scaled(judged.most)), step: judged.step, decimals: Number(rubric.points?.decimals ?? 2) }
}

const decimalsOf = (decimal: string): number => (decimal.split('.')[1] ?? '').length

/** Exactly, in billionths. */
function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.replace(/^[+-]/, '').split('.')
  const size = BigInt(whole + fraction.padEnd(9, '0').slice(0, 9))
  return decimal.startsWith('-') ? -size : size
}

/** The shortest decimal of so many billionths. */
function unscaled(billionths: bigint): string {
  const size = String(billionths < 0n ? -billionths : billionths).padStart(10, '0')
  const text = `${size.slice(0, -9)}.${size.slice(-9)}`.replace(/\.?0+$/, '')
  return billionths < 0n ? `-${text}` : text
}
