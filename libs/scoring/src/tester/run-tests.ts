import { codeIn } from '../check/rubric-context.ts'
import type { RubricContext } from '../check/rubric-context.ts'
import { scoreBoard } from '../evaluate/group/score-board.ts'
import { planBoard } from '../evaluate/plan/plan-board.ts'
import type { BoardPlan } from '../evaluate/types.ts'
import { scoreUnit } from '../evaluate/unit/score-unit.ts'
import { parsePeriod } from '../period/period.ts'
import { underReading } from '../rubric/reading-variant.ts'
import type { Fault, Rubric } from '../rubric/rubric.ts'
import { differences, discrepancyDifferences, summaryDifferences } from './expected.ts'
import type { TestBoard } from './expected.ts'
import { readTests, testFaults } from './read-tests.ts'
import { factsOfUnits } from './test-facts.ts'
import type { Expectation, RubricTestFile, TestCase, TestEntry, TestEvent } from './test-file.schema.ts'

/** One check of a rubric's test file: what it is about, and every way in which it did not come out as expected. */
export interface TestOutcome {
  name: string
  failures: string[]
}

/** What a run looks at beside the rubric and its tests. */
export interface TestRun {
  context?: RubricContext | undefined
  /** Stops at the first check that fails. */
  isBrief?: boolean | undefined
  /** Told of every scored board and of what the test expects of it, by unit and indicator. */
  watch?: ((tested: TestBoard & { rubric: Rubric; reading: Readonly<Record<string, string>> }, expected: Expected) => void) | undefined
}
export type Expected = Readonly<Record<string, Readonly<Record<string, Expectation>>>>

/** Runs a rubric's test file: every row of every table and every expectation of every group. Faults of the file itself come instead of outcomes, all at once. */
export function testRubric(rubric: Rubric, testText: string, run: TestRun = {}): { outcomes: TestOutcome[] } | { faults: Fault[] } {
  const read = readTests(testText)
  return 'faults' in read ? read : runTests(rubric, read.file, run)
}

/** The same for a file that has been read. */
export function runTests(rubric: Rubric, file: RubricTestFile, run: TestRun = {}): { outcomes: TestOutcome[] } | { faults: Fault[] } {
  const faults = testFaults(rubric, file)
  if (faults.length > 0) return { faults }
  const bench = new Bench(rubric, file, run)
  const outcomes: TestOutcome[] = []
  for (const [at, test] of file.tests.entries()) {
    for (const outcome of bench.outcomesOf(test, `tests[${at}]`)) {
      outcomes.push(outcome)
      if (run.isBrief && outcome.failures.length > 0) return { outcomes }
    }
  }
  return bench.faults.length > 0 ? { faults: bench.faults } : { outcomes }
}

/** One board to score: when, of which group and reading, from which facts. */
interface Trial {
  name: string
  path: readonly PropertyKey[]
  test: TestCase
  period: string
  instant: string
  units: Readonly<Record<string, TestEntry>>
  events: readonly TestEvent[] | undefined
  expected: Expected
}

/** Scores the boards of one test file; plans are made once for each reading, group, period and instant. */
class Bench {
  readonly faults: Fault[] = []
  private readonly plans = new Map<string, BoardPlan | null>()
  private readonly readings = new Map<string, Rubric | null>()

  constructor(private readonly rubric: Rubric, private readonly file: RubricTestFile, private readonly run: TestRun) {}

  *outcomesOf(test: TestCase, path: string): Generator<TestOutcome> {
    const { file } = this
    const shared = { test, instant: test.instant ?? file.instant, period: test.period ?? file.period, events: test.events }
    const unit = test.unit ?? 'u'
    for (const [at, { given, instant, period, ...expectation }] of (test.rows ?? []).entries()) {
      const name = `${test.name} · ${at + 1}`
      yield { name, failures: this.failuresOf({ ...shared, name, path: [path, 'rows', at, 'given'], instant: instant ?? shared.instant, period: period ?? shared.period, units: { [unit]: merged(test.given, given) }, expected: { [unit]: { [test.leaf ?? 'total']: expectation } } }) }
    }
    if (test.units) {
      const units = Object.fromEntries(Object.entries(test.units).map(([name, entry]) => [name, merged(test.given, entry)]))
      yield { name: test.name, failures: this.failuresOf({ ...shared, name: test.name, path: [path, 'units'], units, expected: test.expect ?? {} }) }
    }
    if (test.discrepancies) yield { name: test.name, failures: discrepancyDifferences(this.rubric, test.discrepancies) }
  }

  private failuresOf(trial: Trial): string[] {
    const { context = {}, watch } = this.run
    const { test, expected } = trial
    const instant = Date.parse(trial.instant)
    const rubric = this.readUnder(test.reading ?? {})
    if (!rubric) return [`there is no such reading as ${JSON.stringify(test.reading)}`]
    const plan = this.planFor(rubric, trial)
    if (!plan) return [`there is no such period as ${trial.period}`]
    const { facts, faults } = factsOfUnits(plan, { units: trial.units, events: trial.events, path: trial.path }, { context, instant })
    if (faults.length > 0) {
      this.faults.push(...faults)
      return faults.map((fault) => `${fault.path}: found ${fault.found}, expected ${fault.expected}`)
    }
    const board = scoreBoard(plan, facts.map((unit) => scoreUnit(plan, unit, instant)), instant)
    const tested = { plan, board, facts, instant }
    const byCode = Object.fromEntries(Object.entries(expected).map(([name, cells]) => [codeIn(context, name) ?? name, cells]))
    watch?.({ ...tested, rubric, reading: test.reading ?? {} }, byCode)
    const failures = Object.entries(byCode).flatMap(([unit, cells]) => Object.entries(cells).flatMap(([id, expectation]) => differences(tested, { unit, id }, expectation)))
    return [...failures, ...(test.units ? summaryDifferences(board, test.summaries ?? {}) : [])]
  }

  private readUnder(reading: Readonly<Record<string, string>>): Rubric | null {
    const name = JSON.stringify(reading)
    const known = this.readings.get(name)
    if (known !== undefined) return known
    const read = Object.entries(reading).reduce<Rubric | null>((under, [ambiguity, option]) => under && underReading(under, ambiguity, option), this.rubric)
    this.readings.set(name, read)
    return read
  }

  private planFor(rubric: Rubric, { test, period, instant }: Trial): BoardPlan | null {
    const group = test.group ?? this.file.group ?? rubric.groups[0] ?? ''
    const name = JSON.stringify([test.reading ?? {}, group, period, instant])
    const known = this.plans.get(name)
    if (known !== undefined) return known
    const span = parsePeriod(period, Date.parse(instant))
    const { context = {} } = this.run
    const plan = span && planBoard(rubric, span, group, { instant: Date.parse(instant), codeOf: (named) => codeIn(context, named) ?? named })
    this.plans.set(name, plan)
    return plan
  }
}

/** The shared facts of a test with a row's own laid over them. */
function merged(shared: TestEntry | undefined, own: TestEntry | undefined): TestEntry {
  const events = Array.isArray(shared?.events) && Array.isArray(own?.events) ? [...shared.events, ...own.events] : own?.events ?? shared?.events
  return {
    ...shared, ...own, ...(events === undefined ? {} : { events }),
    measures: { ...shared?.measures, ...own?.measures },
    attributes: { ...shared?.attributes, ...own?.attributes },
    judgements: [...(shared?.judgements ?? []), ...(own?.judgements ?? [])],
  }
}
