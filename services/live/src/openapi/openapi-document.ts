import { Problem } from '@tierline/contracts/problem'
import * as z from 'zod/mini'
import type { Operation, Parameter } from './operation.ts'
import { OPERATIONS } from './operations.ts'

type Json = Readonly<Record<string, unknown>>

/** The interface as an OpenAPI 3.1 document, made from the same schemas that check the requests and that the screen reads the replies with. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const operation of OPERATIONS) (paths[operation.path] ??= {})[operation.method] = describe(operation)
  return {
    openapi: '3.1.0',
    info: { title: 'Tierline (榜线)', version, description: 'Events in, a live ranked board out. Errors are RFC 9457 problem documents that name the field and the mend.', license: { name: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem) },
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'The key that the first start printed, or one made with "tierline key create".' } },
    },
  }
}

function describe({ tag, summary, role, parameters = [], body, reply, problems = [] }: Operation): Json {
  const refusals = [...new Set([...(role ? [401, 403] : []), ...problems])].sort((a, b) => a - b)
  return {
    tags: [tag], summary, ...(role ? { security: [{ key: [] }], description: `Needs a key with the role ${[role].flat().join(' or ')}.` } : {}),
    ...(parameters.length === 0 ? {} : { parameters: parameters.map(parameterOf) }),
    ...(body ? { requestBody: { required: true, content: Object.fromEntries(Object.entries(body).map(([media, schema]) => [media, { schema: schema ? schemaOf(schema, 'input') : { type: 'string' } }])) } } : {}),
    responses: {
      [String(reply.status ?? 200)]: { description: 'Done', content: 'schema' in reply ? { 'application/json': { schema: schemaOf(reply.schema) } } : { [reply.media]: { schema: { type: 'string' } } } },
      ...Object.fromEntries(refusals.map((status) => [String(status), { description: REFUSALS[status] ?? 'Refused', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }])),
    },
  }
}

function parameterOf({ name, in: place, description, required = place === 'path', values, repeated = false }: Parameter): Json {
  const one = { type: 'string', ...(values ? { enum: values } : {}) }
  return { name, in: place, description, required, schema: repeated ? { type: 'array', items: one } : one }
}

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request does not fit; every fault is named', 401: 'No valid key', 403: 'The key does not permit this', 404: 'No such thing', 408: 'The sender fell silent',
  409: 'It contradicts what is there', 413: 'Over a limit', 415: 'Another content type is needed', 422: 'The rubric has faults; every one is named', 429: 'Too many requests at once', 503: 'Too much waits, or the outcome is unknown: send the same again',
}

/** JSON Schema 2020-12, which OpenAPI 3.1 uses as it is. */
function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output' = 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
