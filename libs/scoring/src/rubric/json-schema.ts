import * as z from 'zod'
import { MeasureDeclaration } from '../fact/measure-declaration.ts'
import { RubricFile } from './rubric.schema.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

/** Scalars that a person may write without quotes; we read them as text whatever an editor takes them for. */
const UNQUOTED: Readonly<Record<string, readonly string[]>> = { decimal: ['string', 'number'], figure: ['string', 'number'], whole: ['string', 'integer'] }

/** The rubric format as JSON Schema, for completion and red underlines in editors: `rubrics/schema/rubric.schema.json` is this. */
export function rubricJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(RubricFile, { io: 'input', unrepresentable: 'any' })
  const definitions = schema.$defs ?? {}
  for (const [name, types] of Object.entries(UNQUOTED)) if (definitions[name]) Object.assign(definitions[name], { type: types })
  if (definitions['flag']) Object.assign(definitions['flag'], { type: ['string', 'boolean'], enum: ['true', 'false', true, false] })
  if (definitions['measure']) definitions['measure'] = measureSchema(definitions['measure'])
  return schema
}

/** A measure's entry: its naming, which is the rubric's, and the shared declaration. */
function measureSchema(naming: JsonSchema): JsonSchema {
  const declaration = z.toJSONSchema(MeasureDeclaration, { io: 'input', unrepresentable: 'any' })
  return {
    ...naming, additionalProperties: false,
    properties: { ...declaration.properties, ...naming.properties },
    required: [...(naming.required ?? []), ...(declaration.required ?? [])],
  }
}
