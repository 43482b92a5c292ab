import { compare, ZERO } from '../../exact/ratio.ts'
import type { Ratio } from '../../exact/ratio.ts'
import type { Leaf } from '../../rubric/indicator.schema.ts'
import type { Placed } from '../../rubric/tree.ts'
import { decimal } from '../../rule/rule.ts'
import { stepsOf } from '../../rule/steps.ts'
import type { StepBounds } from '../../rule/steps.ts'
import type { Bound } from '../../value/condition.ts'
import type { FaultList } from '../fault-list.ts'
import { checkBounds } from './bounds.ts'
import { isUnboundedBelow } from './domain.ts'

/** Steps cover every value that can occur exactly once, change in one direction, and the best gives the leaf's points; of a penalty, the worst takes them. */
export function checkSteps({ indicator: leaf, path }: Placed<Leaf>, faults: FaultList): void {
  if (leaf.rule.kind !== 'steps') return
  const where = { path: `${path}.rule.steps`, faults }
  const steps = stepsOf(leaf.rule)
  checkEnds(leaf, steps, where)
  for (const [at, step] of leaf.rule.steps.entries()) checkBounds(step, { path: `${where.path}[${at}]`, faults, isNeeded: true })
  const ordered = [...steps].sort((a, b) => compare(lowest(a), lowest(b)) || (lowerOf(a) ? 1 : 0) - (lowerOf(b) ? 1 : 0))
  for (const [at, step] of ordered.entries()) {
    const next = ordered[at + 1]
    if (at === 0) checkStart(leaf, step, where)
    if (!next && upperOf(step)) faults.add(where.path, `nothing from ${upperOf(step)?.text ?? ''} on`, 'a step for every value', 'add a step above it')
    if (next) checkMeet(step, next, where)
  }
  checkDirection(ordered, where)
}

function checkEnds(leaf: Leaf, steps: readonly StepBounds[], { path, faults }: Where): void {
  const [points, isPenalty] = [decimal(leaf.points ?? '0'), leaf.penalty === 'true']
  const given = steps.map((step) => step.points).sort(compare)
  const [worst = ZERO, best = ZERO] = [given[0], given.at(-1)]
  if (compare(best, isPenalty ? ZERO : points) !== 0) faults.add(path, 'a best step that gives other points', isPenalty ? '0: the best that a penalty can come to' : `${leaf.points ?? '0'}, the points of the leaf`, 'correct the best step or the leaf')
  if (isPenalty && compare({ n: -worst.n, d: worst.d }, points) !== 0) faults.add(path, 'a worst step that takes other points', `-${leaf.points ?? '0'}, the most that the penalty takes`, 'correct the worst step or the leaf')
}

function checkStart(leaf: Leaf, first: StepBounds, { path, faults }: Where): void {
  const lower = lowerOf(first)
  if (!lower) return
  if (isUnboundedBelow(leaf.value)) faults.add(path, `nothing below ${lower.text}`, 'a step for every value: this one can be negative without limit', 'leave out the lower bound of the lowest step')
  else if (compare(lower.figure, ZERO) > 0 || lower.key === 'above') faults.add(path, `nothing below ${lower.text}`, 'a step for every value from 0 on', 'add a step below it')
}

interface Where {
  path: string
  faults: FaultList
}

function checkMeet(step: StepBounds, next: StepBounds, { path, faults }: Where): void {
  const [upper, lower] = [upperOf(step), lowerOf(next)]
  if (!upper || !lower) {
    faults.add(path, `steps that overlap at ${lower?.text ?? upper?.text ?? 'every value'}`, 'an upper bound and a lower bound where two steps meet', 'add the bound')
    return
  }
  const side = compare(upper.figure, lower.figure)
  const isShared = side === 0 && (upper.key === 'at_most') !== (lower.key === 'at_least')
  if (isShared) return
  const isGap = side < 0 || (side === 0 && upper.key === 'below')
  faults.add(path, isGap ? `a gap between ${upper.text} and ${lower.text}` : `an overlap between ${lower.text} and ${upper.text}`, 'steps that meet: each value in exactly one', isGap ? 'include the bound in one of them' : 'exclude the bound from one of them')
}

function checkDirection(ordered: readonly StepBounds[], { path, faults }: Where): void {
  const signs = ordered.slice(1).map((step, at) => compare(step.points, ordered[at]?.points ?? ZERO))
  if (signs.some((sign) => sign > 0) && signs.some((sign) => sign < 0)) faults.add(path, 'points that rise and fall', 'points that only rise, or only fall, with the value', 'correct the points')
}

function lowerOf(step: StepBounds): Bound | undefined {
  return step.bounds.find((bound) => bound.key === 'at_least' || bound.key === 'above')
}

function upperOf(step: StepBounds): Bound | undefined {
  return step.bounds.find((bound) => bound.key === 'at_most' || bound.key === 'below')
}

/** Under any bound that somebody would write. */
const FAR_BELOW: Ratio = { n: -(10n ** 30n), d: 1n }

function lowest(step: StepBounds): Ratio {
  return lowerOf(step)?.figure ?? FAR_BELOW
}
