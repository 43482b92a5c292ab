import { textOf } from '../condition.ts'
import type { FactEvent, FactType, FactTypes } from '../fact.ts'

/** Which case an event belongs to. */
export interface CaseName {
  kind: string
  key: string
}

/** The type of the fact by which the clock opens a duty; it is not in the catalogue, because nobody may send it. */
export const DUTY_OPENED = 'duty.opened'
/** The source of the clock's own facts. */
export const CLOCK_SOURCE = 'tierline:clock'

const DUTY_OPENING: FactType = { case: { kind: 'duty', key: ['report', '$unit', 'period'], role: 'opens', due: 'due' } }

/** The catalogue's types and the clock's own. */
export function withClockTypes(types: FactTypes): FactTypes {
  return { ...types, [DUTY_OPENED]: DUTY_OPENING }
}

/** The case of an event: the key's fields joined by `/`, `$unit` standing for the unit's code; null for a type without case or where a field is missing. */
export function caseOf(event: Pick<FactEvent, 'type' | 'unit' | 'data'>, types: FactTypes): CaseName | null {
  const role = types[event.type]?.case
  if (!role) return null
  const names = typeof role.key === 'string' ? [role.key] : role.key
  const parts = names.map((name) => (name === '$unit' ? event.unit : textOf(event.data[name])))
  return parts.includes(null) ? null : { kind: role.kind, key: parts.join('/') }
}
