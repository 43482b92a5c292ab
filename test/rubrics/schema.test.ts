import { describe, expect, it } from '@jest/globals'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rubricJsonSchema } from '@tierline/scoring'

const path = join(process.cwd(), 'rubrics/schema/rubric.schema.json')

describe('rubric.schema.json', () => {
  it('is the schema of the code; to write it afresh, delete the file and run this test twice', () => {
    const text = `${JSON.stringify(rubricJsonSchema(), null, 2)}\n`
    const found = existsSync(path) ? readFileSync(path, 'utf8') : ''
    if (found === '') writeFileSync(path, text)
    expect(found).toBe(text)
  })
})
