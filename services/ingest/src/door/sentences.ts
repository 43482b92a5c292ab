import type { CatalogueField } from '@tierline/contracts/catalogue'
import type { QuarantineCode } from '@tierline/contracts/ingest'
import type { CompiledType, FieldFault } from '../catalogue/compile-catalogue.ts'
import { FIELD_LIMITS } from '../catalogue/field-checks.ts'
import { shownName } from '../json/json-fault.ts'

/** Why the door does not count an event: the code, and one sentence with where, found, expected and mend. */
export interface DoorFault {
  code: QuarantineCode
  sentence: string
}

const MEND_VALUE = 'Mend the value and send the event again with the same id.'

/** The sentence of one field of `data`. Values of personal fields are never quoted. */
export function fieldFault(type: CompiledType, fault: FieldFault): DoorFault {
  const path = `data.${shownName(fault.name)}`
  if (!fault.field) {
    const known = type.fields.map((field) => field.name).join(', ')
    return { code: fault.code, sentence: `${path}: found a field that ${type.name} does not have, expected only ${known}. Remove or rename it, or add it to the catalogue and replay.` }
  }
  const expected = expectedOf(fault.field)
  if (fault.code === 'missing_field') return { code: fault.code, sentence: `${path}: found nothing, expected ${expected}. Add the field and send the event again with the same id.` }
  const found = fault.field.personal ? kindOf(fault.value) : describe(fault.value)
  return { code: fault.code, sentence: `${path}: found ${found}, expected ${expected}. ${MEND_VALUE}` }
}

/** The sentence of one attribute of the envelope. */
export function attributeFault(code: QuarantineCode, name: string, found: string, expected: string, mend = MEND_VALUE): DoorFault {
  return { code, sentence: `${name}: found ${found}, expected ${expected}. ${mend}` }
}

/** A value as it may stand in a sentence: short, and without long runs of digits, which could mark a person. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return `"${shownName(value)}"`
  if (typeof value === 'number') return shownName(String(value))
  if (typeof value === 'boolean') return String(value)
  return kindOf(value)
}

/** Only the kind of a value. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'string') return `a text of ${value.length} characters`
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** What a field takes, in words. */
export function expectedOf(field: CatalogueField): string {
  switch (field.kind) {
    case 'text': return `a text of 1 to ${field.maxChars ?? FIELD_LIMITS.textChars} characters`
    case 'code': return `a code: a text of 1 to ${field.maxChars ?? FIELD_LIMITS.codeChars} characters without spaces around it`
    case 'integer': return `an integer${boundsOf(field)}`
    case 'decimal': return `a decimal number${boundsOf(field)} (as text when it has more than 15 digits)`
    case 'boolean': return 'true or false'
    case 'instant': return 'an instant with offset between 2000 and 2099, like 2021-12-15T10:30:00+08:00'
    case 'day': return 'a day between 2000 and 2099, like 2021-12-15'
    case 'enum': return `one of ${(field.values ?? []).join(', ')}`
    case 'list': return `a list of at most ${FIELD_LIMITS.listEntries} ${field.values ? `of ${field.values.join(', ')}` : 'codes'}`
  }
}

function boundsOf(field: CatalogueField): string {
  const low = field.min === undefined ? '' : ` from ${field.min}`
  return field.max === undefined ? low : `${low} to ${field.max}`
}
