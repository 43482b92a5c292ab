import { describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rubricJsonSchema } from '@tierline/scoring'
import { parse } from 'yaml'
import { rubricFiles } from './mutation/rubric-files.ts'

const path = join(process.cwd(), 'rubrics/schema/rubric.schema.json')
const text = `${JSON.stringify(rubricJsonSchema(), null, 2)}\n`
const validate = new Ajv({ allErrors: true, allowUnionTypes: true, validateFormats: false }).compile(JSON.parse(text) as object)
const files = rubricFiles()
const liuan = readFileSync('rubrics/liuan-2021.yaml', 'utf8')

type Node = Readonly<Record<string, unknown>>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every schema of a mapping within a schema. */
function mappings(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(mappings)
  if (!isNode(value)) return []
  return [...(isNode(value['properties']) && !('$ref' in value['properties'] && typeof value['properties']['$ref'] === 'string') ? [value] : []), ...Object.values(value).flatMap(mappings)]
}

describe('rubric.schema.json', () => {
  it('is the schema of the code; to write it afresh, delete the file and run this test twice', () => {
    const found = existsSync(path) ? readFileSync(path, 'utf8') : ''
    if (found === '') writeFileSync(path, text)
    expect(found).toBe(text)
  })

  it('is of draft 7, closes every mapping, and has a Chinese text over every key', () => {
    const schema = JSON.parse(text) as Node
    expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#')
    const all = mappings(schema)
    expect(all.length).toBeGreaterThan(60)
    expect(all.filter((mapping) => mapping['additionalProperties'] !== false)).toEqual([])
    const silent = all.flatMap((mapping) => Object.entries(mapping['properties'] as Record<string, Node>)).filter(([, property]) => !/[\u4e00-\u9fff]/.test(typeof property['description'] === 'string' ? property['description'] : ''))
    expect(silent.map(([key]) => key)).toEqual([])
  })

  it.each(files)('takes %s as an editor reads it', (file) => {
    const isTaken = validate(parse(readFileSync(file, 'utf8')))
    expect(validate.errors ?? []).toEqual([])
    expect(isTaken).toBe(true)
  })

  it.each([
    ['an unknown key at the top', ['id: liuan-2021', 'id: liuan-2021\ncolour: red']],
    ['an unknown key of an indicator', [/\n( +)number: '1.1'/, "\n$1number: '1.1'\n$1colour: red"]],
    ['an unknown rule kind', ['kind: linear', 'kind: liner']],
    ['an unknown key of a measure', ['aggregate: distinct', 'aggregate: distinct\n    colour: red']],
    ['points that are no number', ["points: '2'", 'points: two']],
    ['a missing citation', [/\n +cite: \{[^}]*\}/, '']],
  ] as [string, [string | RegExp, string]][])('refuses %s', (_name, [from, to]) => {
    const changed = liuan.replace(from, to)
    expect(changed).not.toBe(liuan)
    expect(validate(parse(changed))).toBe(false)
  })
})
