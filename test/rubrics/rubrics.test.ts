import { describe, expect, it } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { contextBeside } from '@tierline/all-in-one/cli/rubric/context-beside'
import { checkRubric, parseRubric, testRubric } from '@tierline/scoring'
import { rubricFiles } from './mutation/rubric-files.ts'

const files = rubricFiles()
const contexts = new Map(await Promise.all(files.map(async (file) => [file, await contextBeside(file)] as const)))

describe.each(files.map((file) => [basename(file), file]))('%s', (name, file) => {
  const parsed = parseRubric(readFileSync(file, 'utf8'), name)
  const context = contexts.get(file) ?? {}

  it('is whole', () => {
    expect('faults' in parsed ? parsed.faults : checkRubric(parsed.rubric, context)).toEqual([])
  })

  it('passes every case of its test file', () => {
    const testName = file.replace(/\.yaml$/, '.test.yaml')
    expect(existsSync(testName)).toBe(true)
    if ('faults' in parsed) throw new Error('the rubric is not whole')
    const result = testRubric(parsed.rubric, readFileSync(testName, 'utf8'), { context })
    expect('faults' in result ? result.faults : []).toEqual([])
    const outcomes = 'outcomes' in result ? result.outcomes : []
    expect(outcomes.length).toBeGreaterThan(0)
    expect(outcomes.flatMap((outcome) => outcome.failures.map((failure) => `${outcome.name}: ${failure}`))).toEqual([])
  })
})
