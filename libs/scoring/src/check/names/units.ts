import type { Rubric } from '../../rubric/rubric.ts'
import { placedIndicators } from '../../rubric/tree.ts'
import type { FaultList } from '../fault-list.ts'
import { codeIn } from '../rubric-context.ts'
import type { RubricContext } from '../rubric-context.ts'

/** Every group and unit that the rubric names is known, by code, name or alias, and a unit that something is for belongs to one of its groups. */
export function checkUnits(rubric: Rubric, faults: FaultList, context: RubricContext): void {
  checkDutyGroups(rubric, faults)
  const { units } = context
  if (!units) return
  for (const [at, id] of rubric.groups.entries()) {
    if (!units.groups.some((group) => group.id === id)) faults.add(`groups[${at}]`, `"${id}"`, `one of the groups: ${units.groups.map((group) => group.id).join(', ')}`, 'correct it, or add the group under units/')
  }
  const members = new Set(units.groups.filter(({ id }) => rubric.groups.includes(id)).flatMap((group) => group.units))
  for (const { name, path } of namedUnits(rubric)) {
    const code = codeIn(context, name)
    if (code === null) faults.add(path, `"${name}"`, 'a unit by code, name or alias', 'correct it, or add the unit under units/')
    else if (!members.has(code)) faults.add(path, `"${name}"`, `a unit of the rubric's groups: ${rubric.groups.join(', ')}`, 'name a unit of the group, or add it to the group')
  }
}

function namedUnits(rubric: Rubric): { name: string; path: string }[] {
  return [
    ...placedIndicators(rubric.indicators).flatMap(({ indicator: { applies_to: appliesTo }, path }) => {
      if (!appliesTo) return []
      const [key, names] = 'only' in appliesTo ? ['only', appliesTo.only] : ['except', appliesTo.except]
      return names.map((name, at) => ({ name, path: `${path}.applies_to.${key}[${at}]` }))
    }),
    ...rubric.duties.flatMap((duty, at) => (duty.units ?? []).map((name, place) => ({ name, path: `duties[${at}].units[${place}]` }))),
    ...(rubric.discrepancies ?? []).flatMap(({ unit }, at) => (unit === undefined ? [] : [{ name: unit, path: `discrepancies[${at}].unit` }])),
  ]
}

function checkDutyGroups({ duties, groups }: Rubric, faults: FaultList): void {
  for (const [at, duty] of duties.entries()) {
    if (duty.group !== undefined && !groups.includes(duty.group)) faults.add(`duties[${at}].group`, `"${duty.group}"`, `one of the rubric's groups: ${groups.join(', ')}`, 'name one of them')
  }
}
