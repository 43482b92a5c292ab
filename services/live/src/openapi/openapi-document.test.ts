import { describe, expect, it } from '@jest/globals'
import { openApiDocument } from './openapi-document.ts'
import { OPERATIONS } from './operations.ts'

interface Described {
  security?: unknown
  parameters?: { name: string; in: string }[]
  responses: Record<string, { content: Record<string, { schema: Record<string, unknown> }> }>
}

describe('the OpenAPI document', () => {
  const document = openApiDocument('1') as unknown as { paths: Record<string, Record<string, Described>>; components: { schemas: { Problem: { properties: Record<string, unknown> } } } }

  it.each(OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))('%s names its path parameters, its reply and what it asks of the key', (_, operation) => {
    const described = document.paths[operation.path]?.[operation.method]
    const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(described?.parameters?.filter((parameter) => parameter.in === 'path').map(({ name }) => name) ?? []).toEqual(named)
    const reply = described?.responses[String(operation.reply.status ?? 200)]
    expect(Object.values(reply?.content ?? {})[0]?.schema).toHaveProperty('type')
    expect(described?.security !== undefined).toBe(operation.role !== undefined)
    expect('401' in (described?.responses ?? {})).toBe(operation.role !== undefined)
  })

  it('takes schemas from the contracts', () => {
    expect(Object.keys(document.components.schemas.Problem.properties)).toEqual(['type', 'title', 'status', 'code', 'detail', 'faults'])
    expect(JSON.stringify(document)).not.toContain('"$schema"')
  })
})
