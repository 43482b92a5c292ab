import type { NewJudgement } from '@tierline/contracts/judgement'
import type { Fault } from '@tierline/contracts/problem'
import type { Rubric } from '@tierline/scoring'
import { shown } from './entry-faults.ts'
import type { RubricLeaf } from './rubric-leaf.ts'

const DECIMAL = /^\d{1,9}(?:\.\d{1,9})?$/
const SIGNED = /^[+-]?\d{1,9}(?:\.\d{1,9})?$/
const FIGURE = /^-?\d{1,15}(?:\.\d{1,9})?\s*[%％]?$/

/** Whether a judgement's value fits its kind and its leaf: points in the leaf's range and step, a figure where the leaf has a value, nothing where nothing is to say. */
export function valueFault(judgement: NewJudgement, leaf: RubricLeaf, rubric: Rubric): Fault[] {
  const expected = EXPECTATIONS[judgement.kind](judgement.value ?? '', leaf, rubric)
  return expected === null ? [] : [{ path: KIND_IS_WRONG.has(expected) ? 'kind' : 'value', found: shown(KIND_IS_WRONG.has(expected) ? judgement.kind : judgement.value), expected, mend: `See the rule of ${leaf.number} ${leaf.title.zh}.` }]
}

const NO_VALUE = 'another kind: the leaf has no value that could be stated'
const NO_POINTS = 'another kind: the leaf gives no points'
const NO_ITEMS = 'another kind: the leaf is no list of things to meet'
const ALWAYS_APPLIES = 'another kind: the rubric does not say what happens where this leaf does not apply'
const KIND_IS_WRONG = new Set([NO_VALUE, NO_POINTS, NO_ITEMS, ALWAYS_APPLIES])

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
  adjusted: (value, leaf) => {
    if (leaf.points === undefined) return NO_POINTS
    return SIGNED.test(value) ? null : 'signed points such as -0.5 or +1'
  },
  withdrawn: (value) => (value === '' ? null : 'nothing'),
}

function expectPoints(value: string, leaf: RubricLeaf, rubric: Rubric): string | null {
  const decimals = Number(rubric.points?.decimals ?? 2)
  const [least, most] = [leaf.rule.kind === 'judgement' ? leaf.rule.least ?? '0' : '0', leaf.points ?? '0']
  const step = leaf.rule.kind === 'judgement' ? leaf.rule.step : undefined
  const expected = `points from ${least} to ${most} with at most ${decimals} decimals${step === undefined ? '' : `, in steps of ${step}`}`
  if (!DECIMAL.test(value) || (value.split('.')[1] ?? '').length > decimals) return expected
  const [points, from, until] = [scaled(value), scaled(least), scaled(most)]
  const isOnStep = step === undefined || scaled(step) === 0n || (points - from) % scaled(step) === 0n
  return points >= from && points <= until && isOnStep ? null : expected
}

/** Exactly, in billionths. */
function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(9, '0').slice(0, 9))
}
