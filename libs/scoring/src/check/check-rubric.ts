import type { Fault, Rubric } from '../rubric/rubric.ts'
import { placedLeaves } from '../rubric/tree.ts'
import { checkFrame } from './check-frame.ts'
import { checkNames } from './check-names.ts'
import { checkPoints } from './check-points.ts'
import { checkReadings } from './check-readings.ts'
import { checkBands, checkSteps } from './check-steps.ts'
import { checkRule } from './check-rule.ts'
import type { Check, LeafCheck } from './fault-list.ts'
import { FaultList } from './fault-list.ts'
import type { RubricContext } from './rubric-context.ts'

const CHECKS: readonly Check[] = [checkFrame, checkNames, checkPoints, checkReadings]
const LEAF_CHECKS: readonly LeafCheck[] = [checkRule, checkSteps, checkBands]

/** Every fault of a rubric that its schema cannot see: sums, gaps, overlaps, names, citations, readings. */
export function checkRubric(rubric: Rubric, _context: RubricContext = {}): Fault[] {
  const faults = new FaultList()
  for (const check of CHECKS) check(rubric, faults)
  for (const placed of placedLeaves(rubric.indicators)) for (const check of LEAF_CHECKS) check(placed, faults, rubric)
  return faults.all
}
