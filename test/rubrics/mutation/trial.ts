import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { contextBeside } from '@tierline/all-in-one/cli/rubric/context-beside'
import { checkRubric, readTests, readYaml, rubricOf, runTests } from '@tierline/scoring'
import type { RubricContext } from '@tierline/scoring'
import { pathOf } from './mutant.ts'
import type { Mutant } from './mutant.ts'
import { mutantsOf } from './mutants.ts'

type Tests = Extract<ReturnType<typeof readTests>, { file: unknown }>['file']

/** A rubric, its tests and what lies beside it, all found whole: what mutants are tried against. */
export interface Subject {
  name: string
  data: unknown
  tests: Tests
  context: RubricContext
}

/** What became of a mutant: found by the linter, by a test (which), or by nothing. */
export interface Verdict {
  mutant: Mutant
  foundBy: 'lint' | 'tests' | 'nothing'
  by: string
}

/** Reads a rubric and its tests; throws where they are not whole and green themselves, for then nothing could be learnt. */
export async function subjectAt(file: string): Promise<Subject> {
  const [read, tests] = [readYaml(await readFile(file, 'utf8')), readTests(await readFile(file.replace(/\.yaml$/, '.test.yaml'), 'utf8'))]
  const context = await contextBeside(file)
  if ('faults' in read || 'faults' in tests) throw new Error(`${file}: it or its tests cannot be read; mend them first with \`tierline rubric check\` and \`tierline rubric test\``)
  const subject = { name: basename(file), data: read.data, tests: tests.file, context }
  const found = foundBy(subject, { data: read.data, about: null })
  if (found.foundBy !== 'nothing') throw new Error(`${file} fails unchanged: ${found.by}; mend it first`)
  return subject
}

/** Tries mutants one after the other; `share` < 1 takes a fixed sample of them. */
export function* verdictsOf(subject: Subject, { share = 1, only = '' }: { share?: number; only?: string } = {}): Generator<Verdict> {
  for (const [index, mutant] of mutantsOf(subject.data).entries()) {
    if (!pathOf(mutant.path).includes(only) || !isInSample(index, share)) continue
    yield { mutant, ...foundBy(subject, { data: mutant.apply(), about: mutant.about }) }
  }
}

/** Every n-th by a multiplicative hash, the same on every run. */
function isInSample(index: number, share: number): boolean {
  return ((Math.imul(index + 1, 2_654_435_761) >>> 0) / 2 ** 32) < share
}

function foundBy({ name, tests, context }: Pick<Subject, 'name' | 'tests' | 'context'>, { data, about }: { data: unknown; about: string | null }): Omit<Verdict, 'mutant'> {
  const read = rubricOf(data, name)
  const faults = 'faults' in read ? read.faults : checkRubric(read.rubric, context)
  const [fault] = faults
  if ('faults' in read || fault) return { foundBy: 'lint', by: fault ? `${fault.path}: found ${fault.found}, expected ${fault.expected}` : 'faults' }
  const [first, rest] = [tests.tests.filter((test) => speaksOf(test, about)), tests.tests.filter((test) => !speaksOf(test, about))]
  try {
    const run = runTests(read.rubric, { ...tests, tests: [...first, ...rest] }, { context, isBrief: true })
    if ('faults' in run) return { foundBy: 'tests', by: run.faults[0]?.found ?? 'a fault' }
    const failed = run.outcomes.find(({ failures }) => failures.length > 0)
    return failed ? { foundBy: 'tests', by: `${failed.name}: ${failed.failures[0] ?? ''}` } : { foundBy: 'nothing', by: '' }
  } catch (error) {
    return { foundBy: 'tests', by: error instanceof Error ? error.message : String(error) }
  }
}

const spoken = new WeakMap<object, string>()

/** Whether a test's text names the indicator or measure; such tests come first, for they find it soonest. */
function speaksOf(test: object, about: string | null): boolean {
  if (about === null) return false
  const text = spoken.get(test) ?? JSON.stringify(test)
  spoken.set(test, text)
  return text.includes(`"${about}"`)
}
