import type { Catalogue, CatalogueField, CatalogueType } from '@tierline/contracts/catalogue'
import { catalogueFaults } from './catalogue-faults.ts'
import { compileField } from './field-checks.ts'
import type { FieldCheck } from './field-checks.ts'

/** One field, ready for the hot path. */
export interface CompiledField {
  name: string
  isRequired: boolean
  isPersonal: boolean
  check: FieldCheck
  declared: CatalogueField
}

/** One event type, ready for the hot path; `fields` are sorted by name, which is the order of the content hash. */
export interface CompiledType {
  name: string
  fields: readonly CompiledField[]
  names: ReadonlySet<string>
  declared: CatalogueType
}

/** What is wrong with one field of an event. */
export interface FieldFault {
  code: 'wrong_field' | 'missing_field' | 'unknown_field'
  name: string
  /** The declaration, where the field has one. */
  field: CatalogueField | null
  value: unknown
}

/** Compiles the catalogue; every fault of the file is named at once. */
export function compileCatalogue(catalogue: Catalogue): ReadonlyMap<string, CompiledType> {
  const faults = catalogueFaults(catalogue)
  if (faults.length > 0) throw new Error(`The event catalogue cannot be used; mend catalogue.yaml:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  return new Map(Object.entries(catalogue.types).map(([name, type]) => [name, compileType(name, type)]))
}

function compileType(name: string, type: CatalogueType): CompiledType {
  const fields = Object.keys(type.fields).sort().flatMap((field) => {
    const declared = type.fields[field]
    return declared ? [{ name: field, isRequired: declared.required === true, isPersonal: declared.personal === true, check: compileField(declared), declared }] : []
  })
  return { name, fields, names: new Set(fields.map((field) => field.name)), declared: type }
}

/** Every fault of an event's data, or null when it fits; null stands for an absent value, as many writers send it. */
export function dataFaults(type: CompiledType, data: Record<string, unknown>): FieldFault[] | null {
  let faults: FieldFault[] | null = null
  let present = 0
  for (const field of type.fields) {
    const value = data[field.name]
    if (value === undefined || value === null) {
      if (value === null) present += 1
      if (field.isRequired) (faults ??= []).push(faultOf('missing_field', field, value))
      continue
    }
    present += 1
    if (!field.check(value)) (faults ??= []).push(faultOf('wrong_field', field, value))
  }
  const names = Object.keys(data)
  if (names.length === present) return faults
  const unknown = names.filter((name) => !type.names.has(name))
  return [...(faults ?? []), ...unknown.map((name): FieldFault => ({ code: 'unknown_field', name, field: null, value: undefined }))]
}

function faultOf(code: 'wrong_field' | 'missing_field', field: CompiledField, value: unknown): FieldFault {
  return { code, name: field.name, field: field.declared, value }
}
