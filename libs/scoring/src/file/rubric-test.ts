import { planBoard } from '../evaluate/plan/plan-board.ts'
import { rowOf } from '../shown/row-core.ts'
import { scoreBoard } from '../evaluate/group/score-board.ts'
import { scoreUnit } from '../evaluate/unit/score-unit.ts'
import type { BoardPlan, BoardScore } from '../evaluate/types.ts'
import { explainUnit } from '../explain/explain-unit.ts'
import { parsePeriod } from '../period/period.ts'
import { faultsOfIssues } from '../rubric/faults-of-issues.ts'
import { readYaml } from '../rubric/parse-rubric.ts'
import { underReading } from '../rubric/reading-variant.ts'
import type { Fault, Rubric } from '../rubric/rubric.ts'
import { RubricTestFile } from './facts.schema.ts'
import type { Expectation, TestCase, UnitEntry } from './facts.schema.ts'
import { unitFacts } from './unit-facts.ts'

/** One check of a rubric's test file: what it is about, and every way in which it did not come out as expected. */
export interface TestOutcome {
  name: string
  failures: string[]
}

/** Runs a rubric's test file: every row of every table and every expectation of every group. */
export function testRubric(rubric: Rubric, testText: string): { outcomes: TestOutcome[] } | { faults: Fault[] } {
  const document = readYaml(testText)
  if ('faults' in document) return document
  const file = RubricTestFile.safeParse(document.data)
  if (!file.success) return { faults: faultsOfIssues(file.error.issues, document.data) }
  return { outcomes: file.data.tests.flatMap((test) => outcomesOf(rubric, file.data, test)) }
}

function outcomesOf(rubric: Rubric, file: RubricTestFile, test: TestCase): TestOutcome[] {
  const reread = Object.entries(test.reading ?? {}).reduce<Rubric | null>((read, [ambiguity, option]) => read && underReading(read, ambiguity, option), rubric)
  if (!reread) return [{ name: test.name, failures: [`there is no such reading as ${JSON.stringify(test.reading)}`] }]
  const rows = (test.rows ?? []).map(({ given, instant, ...expected }, at): TestOutcome => {
    const frame = { rubric: reread, period: test.period ?? file.period, instant: instant ?? test.instant ?? file.instant }
    const entry = merged(test.given, given)
    return { name: `${test.name} · ${at + 1}`, failures: failuresOf(frame, { u: entry }, { u: { [test.leaf ?? 'total']: expected } }) }
  })
  if (!test.units) return rows
  const frame = { rubric: reread, period: test.period ?? file.period, instant: test.instant ?? file.instant, summaries: test.summaries }
  const units = Object.fromEntries(Object.entries(test.units).map(([unit, entry]) => [unit, merged(test.given, entry)]))
  return [...rows, { name: test.name, failures: failuresOf(frame, units, test.expect ?? {}) }]
}

interface Frame {
  rubric: Rubric
  period: string
  instant: string
  summaries?: Record<string, string> | undefined
}

function failuresOf({ rubric, period, instant, summaries }: Frame, units: Record<string, UnitEntry>, expected: Record<string, Record<string, Expectation>>): string[] {
  const at = Date.parse(instant)
  const read = parsePeriod(period, at)
  if (!read) return [`there is no such period as ${period}`]
  const plan = planBoard(rubric, read, rubric.groups[0] ?? '')
  const given = Object.entries(units).map(([unit, entry]) => unitFacts(plan, { unit, entry, path: ['units', unit] }))
  const faults = given.flatMap((unit) => unit.faults.map((fault) => `${fault.path}: found ${fault.found}, expected ${fault.expected}`))
  if (faults.length > 0) return faults
  const board = scoreBoard(plan, given.map((unit) => scoreUnit(plan, unit.facts, at)), at)
  const failures = Object.entries(expected).flatMap(([unit, cells]) => Object.entries(cells).flatMap(([id, expectation]) => {
    const facts = given.find((entry) => entry.facts.unit === unit)?.facts
    if (!facts) return [`${unit}: there is no such unit in the test`]
    const seen = seenOf(plan, board, { unit, id, explanation: () => explainUnit(plan, facts, board, at) })
    return seen ? differences(`${unit} ${id}`, seen, expectation) : [`${unit}: there is no indicator ${id}`]
  }))
  return [...failures, ...summaryDifferences(board, summaries ?? {})]
}

type Seen = Record<Exclude<keyof Expectation, 'says'>, string | null> & { says: () => string }

function seenOf(plan: BoardPlan, board: BoardScore, asked: { unit: string; id: string; explanation: () => ReturnType<typeof explainUnit> }): Seen | null {
  const scored = board.byUnit.get(asked.unit)
  if (!scored) return null
  const row = rowOf(plan, scored)
  if (asked.id === 'total') {
    return { points: row.score, low: row.low, high: row.high, state: null, value: null, rank: row.rank === null ? null : String(row.rank), tier: row.tier, place: null, says: () => JSON.stringify([row.headroom, row.unrankedBecause, asked.explanation()]) }
  }
  const cell = row.cells[asked.id]
  if (!cell) return null
  const at = plan.compiled.leaves.findIndex((leaf) => leaf.leaf.id === asked.id)
  const place = scored.leaves[at]?.place ?? null
  const says = (): string => JSON.stringify(asked.explanation().leaves.find((leaf) => leaf.indicator === asked.id))
  return { points: cell.points, low: cell.low, high: cell.high, state: cell.state, value: cell.value, rank: null, tier: null, place: place === null ? null : String(place), says }
}

function differences(where: string, seen: Seen, { says, ...expected }: Expectation): string[] {
  const figures = Object.entries(expected).flatMap(([key, value]) => {
    const found = seen[key as Exclude<keyof Expectation, 'says'>]
    const isDecimal = key === 'points' || key === 'low' || key === 'high'
    const isSame = found === value || (isDecimal && found !== null && sameDecimal(found, value ?? ''))
    return isSame || value === undefined ? [] : [`${where}: ${key} is ${found ?? 'none'}, expected ${value}`]
  })
  const words = [says ?? []].flat().filter((text) => !seen.says().includes(text)).map((text) => `${where}: its explanation does not say “${text}”`)
  return [...figures, ...words]
}

/** 2 and 2.00 are the same points. */
function sameDecimal(a: string, b: string): boolean {
  const bare = (text: string): string => (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text)
  return bare(a) === bare(b)
}

function summaryDifferences(board: BoardScore, expected: Record<string, string>): string[] {
  return Object.entries(expected).flatMap(([id, value]) => {
    const found = board.summaries.find((summary) => summary.id === id)
    const text = found ? `${found.numerator}/${found.denominator} ${found.value}` : 'none'
    return text === value ? [] : [`summary ${id} is ${text}, expected ${value}`]
  })
}

/** The shared facts of a test with a row's own laid over them. */
function merged(shared: UnitEntry | undefined, own: UnitEntry | undefined): UnitEntry {
  return {
    ...shared, ...own,
    measures: { ...shared?.measures, ...own?.measures },
    attributes: { ...shared?.attributes, ...own?.attributes },
    judgements: [...(shared?.judgements ?? []), ...(own?.judgements ?? [])],
  }
}
