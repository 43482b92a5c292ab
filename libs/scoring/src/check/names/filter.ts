import type { FieldCondition } from '../../fact/measure-declaration.ts'
import { quoted } from '../../rubric/faults-of-issues.ts'
import type { FaultList } from '../fault-list.ts'
import type { ContextField } from '../rubric-context.ts'

interface Where {
  path: string
  faults: FaultList
}

const MEASURED: ReadonlySet<string> = new Set(['integer', 'decimal', 'list'])

/** A filter asks a field for something that it can hold. */
export function checkFilter(field: ContextField, condition: FieldCondition, { path, faults }: Where): void {
  if (typeof condition === 'object' && !Array.isArray(condition)) {
    const { at_least: least, at_most: most, present } = condition
    if (least === undefined && most === undefined && present === undefined) faults.add(path, 'no condition', 'at_least, at_most or present', 'add one, or remove the filter')
    if ((least !== undefined || most !== undefined) && !MEASURED.has(field.kind)) faults.add(path, `bounds of a field of the kind ${field.kind}`, 'a number, or a list whose length counts', 'compare it with a value instead')
    if (least !== undefined && most !== undefined && Number(least) > Number(most)) faults.add(path, `nothing between ${String(least)} and ${String(most)}`, 'bounds between which a number can lie', 'correct one of them')
    return
  }
  if (field.personal) faults.add(path, 'a value of a personal field', 'a field that is stored as it comes: personal ones are replaced by a keyed hash', 'name another field')
  for (const wanted of Array.isArray(condition) ? condition : [condition]) {
    if (!canHold(field, String(wanted))) faults.add(path, quoted(wanted), field.kind === 'boolean' ? 'true or false' : field.values ? `one of ${field.values.join(', ')}` : `a value of the kind ${field.kind}`, 'correct it, or add it to catalogue.yaml')
  }
}

function canHold(field: ContextField, text: string): boolean {
  if (field.kind === 'boolean') return text === 'true' || text === 'false'
  if (field.kind === 'integer') return /^-?\d+$/.test(text)
  if (field.kind === 'decimal') return /^-?\d+(\.\d+)?$/.test(text)
  return field.values === undefined || field.values.includes(text)
}
