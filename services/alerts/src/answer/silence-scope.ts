import type { SilenceScope } from '@tierline/contracts/alert/alert'

/** What a silence may name of an alert: the alert's number, its watch, its board's rubric and group, and the unit's code. */
export interface ScopedAlert {
  id: number
  watch: string
  rubric: string
  group: string
  unit: string
}

/** Whether a silence holds for an alert: everything that the scope names is the alert's own. A scope that names nothing covers nothing. */
export function coversAlert(scope: SilenceScope, alert: ScopedAlert): boolean {
  const named = [
    fits(scope.alert, alert.id), fits(scope.watch, alert.watch), fits(scope.rubric, alert.rubric), fits(scope.group, alert.group),
    scope.units === undefined ? null : scope.units.includes(alert.unit),
  ].filter((fit) => fit !== null)
  return named.length > 0 && named.every(Boolean)
}

/** Null where the scope does not name it. */
const fits = <T>(named: T | undefined, own: T): boolean | null => (named === undefined ? null : named === own)
