import { compare, ZERO } from '../exact/ratio.ts'
import type { Ratio } from '../exact/ratio.ts'
import type { Leaf } from '../rubric/indicator.schema.ts'
import type { Placed } from '../rubric/tree.ts'
import { decimal } from '../rule/rule.ts'
import { stepsOf } from '../rule/steps.ts'
import type { StepBounds } from '../rule/steps.ts'
import type { Bound } from '../value/condition.ts'
import type { FaultList } from './fault-list.ts'

/** Steps cover every value from 0 upwards exactly once, change in one direction, and the best gives the leaf's points. */
export function checkSteps({ indicator: leaf, path }: Placed<Leaf>, faults: FaultList): void {
  if (leaf.rule.kind !== 'steps') return
  const where = { path: `${path}.rule.steps`, faults }
  const steps = stepsOf(leaf.rule)
  const best = steps.reduce<Ratio>((most, step) => (compare(step.points, most) > 0 ? step.points : most), ZERO)
  if (compare(best, decimal(leaf.points ?? '0')) !== 0) faults.add(where.path, 'a best step that gives other points', `${leaf.points ?? '0'}, the points of the leaf`, 'correct the best step or the leaf')
  const ordered = [...steps].sort((a, b) => compare(lowest(a), lowest(b)))
  for (const [at, step] of ordered.entries()) {
    const next = ordered[at + 1]
    if (at === 0 && lowerOf(step) && compare(lowest(step), ZERO) > 0) faults.add(where.path, `nothing below ${lowerOf(step)?.text ?? ''}`, 'a step for every value from 0 on', 'add a step below it')
    if (!next && upperOf(step)) faults.add(where.path, `nothing from ${upperOf(step)?.text ?? ''} on`, 'a step for every value', 'add a step above it')
    if (next) checkMeet(step, next, where)
  }
  checkDirection(ordered, where)
}

/** Bands begin at 1, follow one another, end open, fall in points, and the first gives the leaf's points. */
export function checkBands({ indicator: leaf, path }: Placed<Leaf>, faults: FaultList): void {
  if (leaf.rule.kind !== 'rank' || !leaf.rule.bands) return
  let [from, points] = [1, leaf.points ?? '0']
  for (const [at, band] of leaf.rule.bands.entries()) {
    const where = `${path}.rule.bands[${at}]`
    if (Number(band.from) !== from) faults.add(where, `a band from ${band.from}`, `a band from ${from}: without gap or overlap`, 'correct `from` or the band before')
    if (at === 0 ? compare(decimal(band.points), decimal(points)) !== 0 : compare(decimal(band.points), decimal(points)) > 0) faults.add(where, `${band.points} points`, at === 0 ? `${points}, the points of the leaf` : `not more than ${points}`, 'correct the points')
    if ((band.to === undefined) !== (at === leaf.rule.bands.length - 1)) faults.add(where, band.to ?? 'an open end', 'only the last band open, so that every rank has points', 'correct `to`')
    points = band.points
    from = Number(band.to ?? band.from) + 1
  }
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

function lowest(step: StepBounds): Ratio {
  return lowerOf(step)?.figure ?? { n: -1n, d: 1n }
}
