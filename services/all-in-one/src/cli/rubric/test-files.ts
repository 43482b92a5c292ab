import type { Coverage, Fault, TestOutcome } from '@tierline/scoring'
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
  coverage?: Coverage
}

type Run = { faults: Fault[] } | { outcomes: TestOutcome[]; coverage?: Coverage }

interface How {
  /** Another file of tests; FILE.test.yaml beside each rubric where absent. */
  tests?: string | undefined
  isJson: boolean
  /** Lists what no test reaches. */
  hasCoverage: boolean
  /** Least share of what can be reached, in percent; nothing is asked where absent. */
  leastPercent: number | undefined
}

/** `tierline rubric test`: runs the tests beside each rubric. */
export async function testFiles(files: readonly string[], how: How): Promise<number> {
  const tested = await Promise.all(files.map((file) => testFile(file, { tests: how.tests ?? file.replace(/\.yaml$/, '.test.yaml'), hasCoverage: how.isJson || how.hasCoverage || how.leastPercent !== undefined })))
  const least = how.leastPercent
  if (how.isJson) process.stdout.write(`${JSON.stringify(tested, null, 2)}\n`)
  else for (const file of tested) print(file, { isNamed: files.length > 1, hasCoverage: how.hasCoverage || least !== undefined })
  return tested.some(({ failed, faults }) => failed.length > 0 || faults.length > 0) || tested.some(({ coverage }) => least !== undefined && coverage && percentOf(coverage) < least) ? EXIT.found : EXIT.done
}

async function testFile(file: string, { tests, hasCoverage }: { tests: string; hasCoverage: boolean }): Promise<TestedFile> {
  const { rubric, context, faults } = await checkFile(file)
  const none = { file, tests, passed: 0, failed: [] }
  if (!rubric) return { ...none, faults }
  const { text } = await readNamed(tests)
  const { coverageOf, readTests, runTests } = await import('@tierline/scoring')
  const read = readTests(text)
  const run: Run = 'faults' in read ? read : hasCoverage ? coverageOf(rubric, read.file, { context }) : runTests(rubric, read.file, { context })
  if ('faults' in run) return { ...none, faults: await placedFaults({ file: tests, text }, run.faults) }
  const failed = run.outcomes.filter(({ failures }) => failures.length > 0)
  return { file, tests, passed: run.outcomes.length - failed.length, failed, faults: [], ...(run.coverage ? { coverage: run.coverage } : {}) }
}

function print({ file, passed, failed, faults, coverage }: TestedFile, { isNamed, hasCoverage }: { isNamed: boolean; hasCoverage: boolean }): void {
  process.stderr.write(placedLines(faults))
  for (const { name, failures } of failed) process.stderr.write(`✗ ${name}\n${failures.map((failure) => `    ${failure}\n`).join('')}`)
  process.stdout.write(`${isNamed ? `${file}: ` : ''}${passed} 项通过 / passed，${failed.length} 项未通过 / failed\n`)
  if (!hasCoverage || !coverage) return
  process.stdout.write(`覆盖 / covered ${coverage.reached}/${coverage.all} = ${percentOf(coverage).toFixed(1)} %\n`)
  for (const { number, indicator, id, text } of coverage.missing) process.stdout.write(`  ○ ${number === null ? '' : `${number} `}${text.zh} / ${text.en}  (${indicator === null ? '' : `${indicator} `}${id})\n`)
}

function percentOf({ reached, all }: Coverage): number {
  return all === 0 ? 100 : (reached / all) * 100
}
