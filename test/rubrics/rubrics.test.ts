import { describe, expect, it } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contextBeside } from '@tierline/all-in-one/cli/rubric/context-beside'
import { checkRubric, parseRubric, testRubric } from '@tierline/scoring'

const folder = join(process.cwd(), 'rubrics')
const context = await contextBeside(join(folder, 'any.yaml'))
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml') && name !== 'catalogue.yaml')

describe.each(files)('%s', (name) => {
  const parsed = parseRubric(readFileSync(join(folder, name), 'utf8'), name)

  it('is whole', () => {
    expect('faults' in parsed ? parsed.faults : checkRubric(parsed.rubric, context)).toEqual([])
  })

  it('passes every case of its test file', () => {
    const testName = join(folder, name.replace(/\.yaml$/, '.test.yaml'))
    expect(existsSync(testName)).toBe(true)
    if ('faults' in parsed) throw new Error('the rubric is not whole')
    const result = testRubric(parsed.rubric, readFileSync(testName, 'utf8'), { context })
    expect('faults' in result ? result.faults : []).toEqual([])
    const outcomes = 'outcomes' in result ? result.outcomes : []
    expect(outcomes.length).toBeGreaterThan(0)
    expect(outcomes.flatMap((outcome) => outcome.failures.map((failure) => `${outcome.name}: ${failure}`))).toEqual([])
  })
})
