import type { ScoredBoard } from '../compare/compare-boards.ts'
import { boardHead } from '../shown/board-head.ts'
import { planBoard } from '../evaluate/plan/plan-board.ts'
import { rowOf } from '../shown/row-core.ts'
import { scoreBoard } from '../evaluate/group/score-board.ts'
import { scoreUnit } from '../evaluate/unit/score-unit.ts'
import type { BoardHead, BoardPlan, BoardRowCore, BoardScore, SummaryFigure, UnitFacts } from '../evaluate/types.ts'
import { explainUnit } from '../explain/explain-unit.ts'
import type { UnitExplanationCore } from '../explain/types.ts'
import { parsePeriod } from '../period/period.ts'
import { faultsOfIssues } from '../rubric/faults-of-issues.ts'
import { parseRubric, readYaml } from '../rubric/parse-rubric.ts'
import type { Fault, Rubric } from '../rubric/rubric.ts'
import type { Bilingual } from '../rubric/text.schema.ts'
import { FactsFile } from './facts.schema.ts'
import { printedBoard } from './printed-board.ts'
import { unitFacts } from './unit-facts.ts'

/** A file as text with the name that faults call it by. */
export interface NamedFile {
  name: string
  text: string
}

/** A board scored from two files: the figures as JSON, and as text to print. */
export interface ScoredFile {
  json: { head: BoardHead; period: string; group: string; instant: string; rows: BoardRowCore[]; summaries: readonly SummaryFigure[]; explanations: UnitExplanationCore[] }
  text: Bilingual
}

/** Scores a facts file by a rubric, without a database: what `tierline score --rubric … --facts … [--explain]` prints. Every fault of either file at once. */
export function scoreFile({ rubric, facts, explain }: { rubric: NamedFile; facts: NamedFile; explain?: boolean }): ScoredFile | { faults: Fault[] } {
  const [parsed, read] = [parseRubric(rubric.text, rubric.name), readFacts(facts.text)]
  const faults = [...('faults' in parsed ? inFile(rubric.name, parsed.faults) : []), ...('faults' in read ? inFile(facts.name, read.faults) : [])]
  if ('faults' in parsed || 'faults' in read) return { faults }
  const scored = scoreParsed({ rubric: parsed.rubric, file: read.file, explain: explain ?? false })
  return 'faults' in scored ? { faults: inFile(facts.name, scored.faults) } : { json: scored.json, text: scored.text }
}

/** The same from what has been read already, with the board as it was scored. */
export function scoreParsed({ rubric, file, explain }: { rubric: Rubric; file: FactsFile; explain: boolean }): (ScoredFile & { board: ScoredBoard }) | { faults: Fault[] } {
  const instant = Date.parse(file.instant)
  const period = parsePeriod(file.period, instant)
  if (!period) return { faults: [{ path: 'period', found: `"${file.period}"`, expected: 'a period such as 2021, 2021-Q4, 2021-10 or ytd', mend: 'correct it' }] }
  const plan = planBoard(rubric, period, file.group ?? rubric.groups[0] ?? '')
  const units = Object.entries(file.units).map(([unit, entry]) => unitFacts(plan, { unit, entry, path: ['units', unit] }))
  const further = units.flatMap((unit) => unit.faults)
  return further.length > 0 ? { faults: further } : scored({ plan, facts: units.map((unit) => unit.facts), file, instant, explain })
}

/** Reads a facts file; every fault at once. */
export function readFacts(text: string): { file: FactsFile } | { faults: Fault[] } {
  const document = readYaml(text)
  if ('faults' in document) return document
  const file = FactsFile.safeParse(document.data)
  return file.success ? { file: file.data } : { faults: faultsOfIssues(file.error.issues, document.data) }
}

interface ToScore {
  plan: BoardPlan
  facts: readonly UnitFacts[]
  file: FactsFile
  instant: number
  explain: boolean
}

function scored({ plan, facts, file, instant, explain }: ToScore): ScoredFile & { board: ScoredBoard } {
  const board: BoardScore = scoreBoard(plan, facts.map((unit) => scoreUnit(plan, unit, instant)), instant)
  const rows = board.rows.map((row) => rowOf(plan, row))
  const byUnit = new Map(facts.map((unit) => [unit.unit, unit]))
  const explanations = explain ? rows.flatMap((row) => {
    const unit = byUnit.get(row.unit)
    return unit ? [explainUnit(plan, unit, board, instant)] : []
  }) : []
  const head = boardHead(plan.rubric)
  const names = new Map(Object.entries(file.units).map(([unit, entry]) => [unit, entry.name ?? unit]))
  const json = { head, period: file.period, group: plan.group, instant: file.instant, rows, summaries: board.summaries, explanations }
  return { json, text: { zh: printedBoard(json, names, 'zh'), en: printedBoard(json, names, 'en') }, board: { plan, score: board } }
}

/** Faults with the name of the file that they are in. */
export function inFile(name: string, faults: readonly Fault[]): Fault[] {
  return faults.map((fault) => ({ ...fault, path: `${name}: ${fault.path}` }))
}
