import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { readYaml } from '@tierline/scoring'
import { pathOf } from './mutant.ts'
import { mutantsOf } from './mutants.ts'
import { moved } from './operators/figures.ts'
import { pageOf } from './report.ts'
import { rubricFiles } from './rubric-files.ts'
import { tally } from './tally.ts'
import { subjectAt, verdictsOf } from './trial.ts'

const files = rubricFiles()

function dataOf(file: string): unknown {
  const read = readYaml(readFileSync(file, 'utf8'))
  if ('faults' in read) throw new Error(`${file} cannot be read`)
  return read.data
}

describe('a mutant', () => {
  it.each(files)('of %s changes one thing, and leaves the data that it was made from alone', (file) => {
    const data = dataOf(file)
    const before = JSON.stringify(data)
    const mutants = mutantsOf(data)
    expect(mutants.length).toBeGreaterThan(20)
    const texts = mutants.map((mutant) => JSON.stringify(mutant.apply()))
    expect(mutants.filter((_mutant, at) => texts[at] === before).map(({ path }) => pathOf(path))).toEqual([])
    expect(mutants.filter((_mutant, at) => texts.indexOf(texts[at] ?? '') < at).map(({ path, operator }) => `${pathOf(path)}: ${operator}`)).toEqual([])
    expect(JSON.stringify(data)).toBe(before)
  })

  it.each([['80%', 1, '81%'], ['80%', -1, '79%'], ['0.5', 1, '0.6'], ['1.10', -1, '1.09'], ['9', 1, '10'], ['0', -1, '-1'], ['-0.5', 1, '-0.4'], ['$line', 1, null]] as const)('moves %s by %i of its last place to %s', (figure, by, to) => {
    expect(moved(figure, by)).toBe(to)
  })
})

describe('the linter and the tests of the rubrics', () => {
  const tallies: ReturnType<typeof tally>[] = []

  // All of them take minutes: `npm run mutants`. Here a fixed sample of each file.
  it.each(files)('find what is changed in %s', async (file) => {
    const subject = await subjectAt(file)
    const count = mutantsOf(subject.data).length
    const found = tally(file, [...verdictsOf(subject, { share: Math.min(1, 20 / count) })])
    tallies.push(found)
    expect(found.all).toBeGreaterThan(10)
  }, 300_000)

  it('find at least 95 of 100', () => {
    const [all, killed] = [tallies.reduce((sum, entry) => sum + entry.all, 0), tallies.reduce((sum, entry) => sum + entry.killed, 0)]
    const survivors = tallies.flatMap(({ name, survivors: list }) => list.map(({ path, operator, from, to }) => `${name} ${path}: ${operator}, ${from} → ${to}`))
    expect({ isEnough: killed / all >= 0.95, survivors: killed / all >= 0.95 ? [] : survivors }).toEqual({ isEnough: true, survivors: [] })
    expect(pageOf(tallies)).toContain(`| ${basename(files[0] ?? '')} |`)
  })
})
