import { faultsOfIssues, quoted } from '../rubric/faults-of-issues.ts'
import { readYaml } from '../rubric/parse-rubric.ts'
import type { Fault, Rubric } from '../rubric/rubric.ts'
import { underReading } from '../rubric/reading-variant.ts'
import { placedIndicators } from '../rubric/tree.ts'
import { RubricTestFile } from './test-file.schema.ts'
import type { Expectation, TestCase } from './test-file.schema.ts'

/** Reads a test file; every fault of its form at once. What it names is checked against the rubric by `testFaults`. */
export function readTests(testText: string): { file: RubricTestFile } | { faults: Fault[] } {
  const document = readYaml(testText)
  if ('faults' in document) return document
  const file = RubricTestFile.safeParse(document.data)
  return file.success ? { file: file.data } : { faults: faultsOfIssues(file.error.issues, document.data) }
}

/** Names of a test file that the rubric does not have, and tests that could never fail. */
export function testFaults(rubric: Rubric, file: RubricTestFile): Fault[] {
  const faults: Fault[] = []
  if (file.rubric !== rubric.id) faults.push({ path: 'rubric', found: quoted(file.rubric), expected: rubric.id, mend: 'name the rubric that is tested' })
  for (const [at, test] of file.tests.entries()) caseFaults(test, `tests[${at}]`, knownOf(readAs(rubric, test), faults))
  return faults
}

/** The rubric as a test reads it: a reading may put other indicators or tiers in place. One that does not exist is told when the test runs. */
function readAs(rubric: Rubric, { reading }: TestCase): Rubric {
  return Object.entries(reading ?? {}).reduce((read, [ambiguity, option]) => underReading(read, ambiguity, option) ?? read, rubric)
}

function knownOf(rubric: Rubric, faults: Fault[]): Known {
  return {
    indicators: new Set(['total', ...placedIndicators(rubric.indicators).map(({ indicator }) => indicator.id)]),
    tiers: new Set(rubric.tiers === 'undeclared' ? [] : rubric.tiers.lines.map(({ id }) => id)), groups: new Set(rubric.groups), faults,
  }
}

interface Known {
  indicators: ReadonlySet<string>
  tiers: ReadonlySet<string>
  groups: ReadonlySet<string>
  faults: Fault[]
}

function caseFaults(test: TestCase, path: string, known: Known): void {
  const { faults } = known
  const isEmpty = !test.rows && !test.expect && !test.summaries && !test.discrepancies
  if (isEmpty) faults.push({ path, found: 'nothing expected', expected: '`rows`, `expect`, `summaries` or `discrepancies`', mend: 'say what the test expects' })
  if (test.expect && !test.units) faults.push({ path: `${path}.units`, found: 'nothing', expected: 'the units of which `expect` speaks', mend: 'add them' })
  if (test.group !== undefined && !known.groups.has(test.group)) faults.push({ path: `${path}.group`, found: quoted(test.group), expected: `one of ${[...known.groups].join(', ')}`, mend: 'correct it' })
  const leaf = test.leaf ?? 'total'
  if (!known.indicators.has(leaf)) faults.push(unknownIndicator(`${path}.leaf`, leaf))
  for (const [at, { given: _given, instant: _instant, period: _period, ...row }] of (test.rows ?? []).entries()) expectationFaults(row, { path: `${path}.rows[${at}]`, id: leaf }, known)
  for (const [unit, cells] of Object.entries(test.expect ?? {})) {
    if (test.units && !(unit in test.units)) faults.push({ path: `${path}.expect.${unit}`, found: quoted(unit), expected: `one of ${Object.keys(test.units).join(', ')}`, mend: 'name a unit of the test' })
    for (const [id, expectation] of Object.entries(cells)) {
      if (!known.indicators.has(id)) faults.push(unknownIndicator(`${path}.expect.${unit}.${id}`, id))
      expectationFaults(expectation, { path: `${path}.expect.${unit}.${id}`, id }, known)
    }
  }
}

const OF_TOTAL = ['rank', 'tier', 'converted', 'vetoes', 'gated'] as const
const OF_PARTS = ['state', 'value', 'place', 'max', 'claim', 'adjustment'] as const

function expectationFaults(expectation: Expectation, { path, id }: { path: string; id: string }, { tiers, faults }: Known): void {
  if (Object.values(expectation).every((value) => value === undefined)) faults.push({ path, found: 'nothing expected', expected: 'points, a state, words or another figure', mend: 'say what is expected' })
  for (const key of id === 'total' ? OF_PARTS : OF_TOTAL) {
    if (expectation[key] !== undefined) faults.push({ path: `${path}.${key}`, found: `\`${key}\` of ${id}`, expected: id === 'total' ? `one of ${OF_TOTAL.join(', ')}` : `one of ${OF_PARTS.join(', ')}`, mend: id === 'total' ? 'expect it of an indicator' : 'expect it of `total`' })
  }
  if (expectation.tier !== undefined && expectation.tier !== 'none' && !tiers.has(expectation.tier)) faults.push({ path: `${path}.tier`, found: quoted(expectation.tier), expected: `one of ${[...tiers, 'none'].join(', ')}`, mend: 'name a tier by its id' })
}

function unknownIndicator(path: string, id: string): Fault {
  return { path, found: quoted(id), expected: 'an indicator of the rubric, or `total`', mend: 'name it by its id' }
}
