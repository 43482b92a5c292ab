import type { TestOutcome } from '@tierline/scoring'
import { EXIT } from '../exit-code.ts'
import { readNamed } from '../read-text.ts'
import { checkFile, placedFaults, placedLines } from './check-files.ts'
import type { PlacedFault } from './check-files.ts'

/** What became of one rubric's test file. */
interface TestedFile {
  file: string
  tests: string
  passed: number
  failed: TestOutcome[]
  faults: PlacedFault[]
}

interface How {
  /** Another file of tests; FILE.test.yaml beside each rubric where absent. */
  tests?: string | undefined
  isJson: boolean
}

/** `tierline rubric test`: runs the tests beside each rubric. */
export async function testFiles(files: readonly string[], how: How): Promise<number> {
  const tested = await Promise.all(files.map((file) => testFile(file, how.tests ?? file.replace(/\.yaml$/, '.test.yaml'))))
  if (how.isJson) process.stdout.write(`${JSON.stringify(tested, null, 2)}\n`)
  else for (const file of tested) print(file, files.length > 1)
  return tested.some(({ failed, faults }) => failed.length > 0 || faults.length > 0) ? EXIT.found : EXIT.done
}

async function testFile(file: string, tests: string): Promise<TestedFile> {
  const { rubric, context, faults } = await checkFile(file)
  const none = { file, tests, passed: 0, failed: [] }
  if (!rubric) return { ...none, faults }
  const { text } = await readNamed(tests)
  const { testRubric } = await import('@tierline/scoring')
  const run = testRubric(rubric, text, { context })
  if ('faults' in run) return { ...none, faults: await placedFaults({ file: tests, text }, run.faults) }
  const failed = run.outcomes.filter(({ failures }) => failures.length > 0)
  return { file, tests, passed: run.outcomes.length - failed.length, failed, faults: [] }
}

function print({ file, passed, failed, faults }: TestedFile, isNamed: boolean): void {
  process.stderr.write(placedLines(faults))
  for (const { name, failures } of failed) process.stderr.write(`✗ ${name}\n${failures.map((failure) => `    ${failure}\n`).join('')}`)
  process.stdout.write(`${isNamed ? `${file}: ` : ''}${passed} 项通过 / passed，${failed.length} 项未通过 / failed\n`)
}
