import type { Contribution } from '@tierline/scoring'
import type { Change } from './deltas.ts'

/** Finds the database's number of a unit by its code. */
export interface UnitNumbers {
  unitByCode(code: string): { id: number } | undefined
}

/** The database's number of a unit that is known to be there. */
export function unitNumber(units: UnitNumbers, code: string): number {
  const unit = units.unitByCode(code)
  if (!unit) throw new Error(`roll-up: found the unit ${JSON.stringify(code)} in a stored fact, expected a unit of the directory; restore it in rubrics/units`)
  return unit.id
}

/** A contribution of the scoring core as a change by database ids. */
export function changeOf(contribution: Contribution, units: UnitNumbers): Change {
  const { measure, unit, key, bucket, delta, member = null } = contribution
  return { measure, unit: unitNumber(units, unit), key, hour: bucket, delta, member }
}
