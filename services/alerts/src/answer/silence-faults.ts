import { isoOf } from '@tierline/boards/board/watermark.store'
import type { SilenceScope } from '@tierline/contracts/alert/alert'
import type { Fault } from '@tierline/contracts/problem'
import type { Directory } from '@tierline/platform/directory'

/** A silence that somebody asks for, and where the stored clock stands. */
export interface AskedSilence {
  scope: SilenceScope
  until: string
  instant: number
}

/** Everything that keeps a silence from being kept: it names nothing, or what is not there, or its end is over. A silence of what is misspelt would silence nothing and nobody would know. */
export function silenceFaults({ scope, until, instant }: AskedSilence, { found, directory }: { found: { rubric: boolean; watch: boolean; alert: boolean }; directory: Pick<Directory, 'group' | 'unitByCodeOrAlias'> }): Fault[] {
  const faults: Fault[] = []
  const { rubric, watch, alert, group, units } = scope
  if (Object.values(scope).every((named) => named === undefined)) faults.push({ path: 'scope', found: 'nothing', expected: 'at least one of watch, rubric, group, units, alert', mend: 'Say what is to be silent; silencing everything is switching the channels off.' })
  if (watch !== undefined && !found.watch) faults.push(missing('watch', watch, 'the id of a watch', 'GET /v1/watches lists them.'))
  if (rubric !== undefined && !found.rubric) faults.push(missing('rubric', rubric, 'the id of a rubric', 'GET /v1/rubrics lists them.'))
  if (group !== undefined && !directory.group(group)) faults.push(missing('group', group, 'the id of a group', 'GET /v1/units names the groups of each unit.'))
  if (alert !== undefined && !found.alert) faults.push(missing('alert', String(alert), 'the number of an alert', 'GET /v1/alerts?state=all lists them.'))
  if (units?.length === 0) faults.push({ path: 'scope.units', found: 'an empty list', expected: 'at least one unit', mend: 'Name the units, or leave units out for all.' })
  for (const [at, unit] of (units ?? []).entries()) {
    if (!directory.unitByCodeOrAlias(unit)) faults.push({ ...missing('units', unit, 'the code or an alias of a unit', 'GET /v1/units lists them.'), path: `scope.units.${at}` })
  }
  if (Date.parse(until) <= instant) faults.push({ path: 'until', found: until, expected: `an instant after ${isoOf(instant)}, where the clock stands`, mend: 'Send a later end.' })
  return faults
}

const missing = (field: string, found: string, expected: string, mend: string): Fault => ({ path: `scope.${field}`, found: JSON.stringify(found.slice(0, 60)), expected, mend })
