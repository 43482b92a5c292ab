import type { Catalogue, CatalogueField, CatalogueType } from '@tierline/contracts/catalogue'

const KEY_KINDS = new Set<string>(['code', 'text', 'enum', 'day', 'integer'])
/** A field of this name would be mistaken for what every object has. */
const FIELD_NAME = /^[a-z][a-z0-9_]*$/
const TYPE_NAME = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/

/** Everything in a catalogue that its schema cannot see: where, what was found, what was expected. */
export function catalogueFaults(catalogue: Catalogue): string[] {
  return Object.entries(catalogue.types).flatMap(([name, type]) => [
    ...(TYPE_NAME.test(name) ? [] : [`types.${name}: found a name that is not like thing.happened; use lower case letters, digits, _ and one dot at least.`]),
    ...Object.entries(type.fields).flatMap(([field, declared]) => fieldFaults(`types.${name}.fields.${field}`, field, declared)),
    ...countFaults(name, type),
    ...caseFaults(name, type),
  ])
}

function fieldFaults(path: string, name: string, field: CatalogueField): string[] {
  const faults: string[] = []
  const isText = field.kind === 'text' || field.kind === 'code'
  const isNumber = field.kind === 'integer' || field.kind === 'decimal'
  if (!FIELD_NAME.test(name) || name in Object.prototype) faults.push(`${path}: found the name "${name}"; use lower case letters, digits and _.`)
  if (field.personal && !isText) faults.push(`${path}.personal: found it on a field of kind ${field.kind}; only text and code can be hashed.`)
  if (field.kind === 'enum' && !field.values?.length) faults.push(`${path}.values: found none; an enum lists its values.`)
  if (field.values && field.kind !== 'enum' && field.kind !== 'list') faults.push(`${path}.values: found them on kind ${field.kind}; only enum and list have values.`)
  if (new Set(field.values).size !== (field.values?.length ?? 0)) faults.push(`${path}.values: found a value twice; list each once.`)
  if ((field.min !== undefined || field.max !== undefined) && !isNumber) faults.push(`${path}: found min or max on kind ${field.kind}; only integer and decimal have bounds.`)
  if (field.min !== undefined && field.max !== undefined && field.min > field.max) faults.push(`${path}: found min ${field.min} above max ${field.max}.`)
  if (field.maxChars !== undefined && !isText && field.kind !== 'list') faults.push(`${path}.maxChars: found it on kind ${field.kind}; only text, code and list have it.`)
  if (field.maxChars !== undefined && !(field.maxChars >= 1 && field.maxChars <= 10_000)) faults.push(`${path}.maxChars: found ${field.maxChars}, expected 1 to 10000.`)
  return faults
}

function countFaults(name: string, type: CatalogueType): string[] {
  if (type.count === undefined) return []
  const field = type.fields[type.count]
  if (field?.kind === 'integer' && (field.min ?? 0) >= 1) return []
  return [`types.${name}.count: found "${type.count}"; it must name an integer field of this type with min: 1.`]
}

function caseFaults(name: string, type: CatalogueType): string[] {
  if (!type.case) return []
  const path = `types.${name}.case`
  const keys = [type.case.key].flat()
  return [
    ...(keys.length > 0 ? [] : [`${path}.key: found an empty list; name at least one field.`]),
    ...keys.filter((key) => key !== '$unit').flatMap((key) => keyFaults(`${path}.key`, type.fields[key], key)),
    ...fieldOfKind(`${path}.due`, type, type.case.due, 'instant'),
    ...fieldOfKind(`${path}.limit`, type, type.case.limit, 'integer'),
  ]
}

function keyFaults(path: string, field: CatalogueField | undefined, key: string): string[] {
  if (!field) return [`${path}: found "${key}", which is no field of this type.`]
  if (!KEY_KINDS.has(field.kind)) return [`${path}: found "${key}" of kind ${field.kind}; a key is a code, text, enum, day or integer.`]
  if (!field.required) return [`${path}: found "${key}", which is not required; without it the case has no name.`]
  return field.personal ? [`${path}: found "${key}", which is personal; a case is not named after a person.`] : []
}

function fieldOfKind(path: string, type: CatalogueType, name: string | undefined, kind: string): string[] {
  if (name === undefined || type.fields[name]?.kind === kind) return []
  return [`${path}: found "${name}"; it must name a field of this type of kind ${kind}.`]
}
