import { compare, ZERO } from '../../exact/ratio.ts'
import { boundsOf } from '../../value/condition.ts'
import type { BoundsText } from '../../value/condition.ts'
import type { Operand } from '../../rubric/value.schema.ts'
import type { FaultList } from '../fault-list.ts'
import { canBeNegative } from './domain.ts'

/** Bounds of a condition: at most one on each side, some where they are needed, and something must lie between them. */
export function checkBounds(condition: BoundsText & { of?: Operand }, { path, faults, isNeeded }: { path: string; faults: FaultList; isNeeded: boolean }): void {
  const bounds = boundsOf(condition)
  const [lower, secondLower] = bounds.filter(({ key }) => key === 'at_least' || key === 'above')
  const [upper, secondUpper] = bounds.filter(({ key }) => key === 'at_most' || key === 'below')
  if (isNeeded && bounds.length === 0) faults.add(path, 'no bound', 'at_least, above, at_most or below: without one it always holds', 'add the bound')
  if (secondLower) faults.add(path, '`at_least` and `above`', 'one lower bound', 'remove one of them')
  if (secondUpper) faults.add(path, '`at_most` and `below`', 'one upper bound', 'remove one of them')
  if (lower && upper) {
    const side = compare(lower.figure, upper.figure)
    if (side > 0 || (side === 0 && (lower.key === 'above' || upper.key === 'below'))) faults.add(path, `nothing between ${lower.text} and ${upper.text}`, 'bounds between which a value can lie: this can never hold', 'correct a bound')
  }
  if (condition.of === undefined || canBeNegative(condition.of)) return
  if (upper && (compare(upper.figure, ZERO) < 0 || (upper.key === 'below' && compare(upper.figure, ZERO) === 0))) faults.add(path, `${upper.key} ${upper.text}`, 'a bound above 0: a quantity that is never negative can never keep this one', 'correct it')
  if (lower?.key === 'at_least' && !upper && compare(lower.figure, ZERO) <= 0) faults.add(path, `at_least ${lower.text}`, 'a bound above 0: a quantity that is never negative always keeps this one', 'correct it')
}
