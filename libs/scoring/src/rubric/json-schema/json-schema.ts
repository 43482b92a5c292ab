import * as z from 'zod'
import { MeasureDeclaration } from '../../fact/measure-declaration.ts'
import { RubricFile } from '../rubric.schema.ts'
import { DESCRIPTIONS } from './descriptions.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema
type Node = Record<string, unknown>

/** Scalars that a person may write without quotes; we read them as text whatever an editor takes them for. */
const UNQUOTED: Readonly<Record<string, Node>> = {
  decimal: { type: ['string', 'number'], pattern: String.raw`^(-?\d+(\.\d+)?|\$[a-z][a-z0-9_]{0,63})$` },
  figure: { type: ['string', 'number'], pattern: String.raw`^(\s*[+-]?\d+(\.\d+)?\s*[%％]?\s*|\$[a-z][a-z0-9_]{0,63})$` },
  whole: { type: ['string', 'integer'] },
}

/** The rubric format as JSON Schema (draft 7), for completion, red underlines and Chinese hover texts in editors: `rubrics/schema/rubric.schema.json` is this. */
export function rubricJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(RubricFile, HOW)
  const definitions = (schema.definitions ?? {}) as Record<string, JsonSchema>
  for (const [name, unquoted] of Object.entries(UNQUOTED)) if (definitions[name]) Object.assign(definitions[name], unquoted)
  if (definitions['flag']) Object.assign(definitions['flag'], { type: ['string', 'boolean'], enum: ['true', 'false', true, false] })
  if (definitions['measure']) definitions['measure'] = measureSchema(definitions['measure'])
  const { definitions: _own, ...top } = schema
  for (const [name, definition] of Object.entries(definitions)) describe(definition as Node, name)
  describe(top as Node, 'top')
  return { ...top, definitions }
}

const HOW = { io: 'input', unrepresentable: 'any', target: 'draft-7' } as const

/** A measure's entry: its naming, which is the rubric's, and the shared declaration. */
function measureSchema(naming: JsonSchema): JsonSchema {
  const declaration = z.toJSONSchema(MeasureDeclaration, HOW)
  return {
    ...naming, additionalProperties: false,
    properties: { ...declaration.properties, ...naming.properties },
    required: [...(naming.required ?? []), ...(declaration.required ?? [])],
  }
}

/** Gives every key below a node its text, and closes every mapping of known keys; `place` is the kind, definition or key that holds it. */
function describe(node: unknown, place: string): void {
  if (Array.isArray(node)) for (const entry of node) describe(entry, place)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  const schema = node as Node
  const properties = schema['properties'] as Record<string, Node> | undefined
  if (properties) {
    const own = kindOf(properties) ?? place
    schema['additionalProperties'] = false
    for (const [key, value] of Object.entries(properties)) describe(value, key)
    schema['properties'] = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, described(value, DESCRIPTIONS[`${own}.${key}`] ?? DESCRIPTIONS[key])]))
  }
  for (const [key, value] of Object.entries(schema)) if (key !== 'properties' && key !== 'enum' && key !== 'required') describe(value, place)
}

function kindOf(properties: Record<string, Node>): string | null {
  const kind = properties['kind']?.['const']
  return typeof kind === 'string' ? kind : null
}

/** In draft 7 nothing beside a `$ref` counts, so that a reference with a text is wrapped. */
function described(schema: Node, description: string | undefined): Node {
  if (description === undefined) return schema
  return '$ref' in schema ? { description, allOf: [{ $ref: schema['$ref'] }] } : { ...schema, description }
}
