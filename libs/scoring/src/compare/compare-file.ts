import { readFacts, inFile, scoreParsed } from '../file/score-file.ts'
import type { NamedFile, ScoredFile } from '../file/score-file.ts'
import type { FactsFile, UnitEntry } from '../file/facts.schema.ts'
import { parseRubric } from '../rubric/parse-rubric.ts'
import type { Fault, Rubric } from '../rubric/rubric.ts'
import { placedLeaves } from '../rubric/tree.ts'
import { compareBoards } from './compare-boards.ts'
import type { BoardDifference } from './compare-boards.ts'
import { printedDifference } from './printed-difference.ts'
import { underReadings } from './under-readings.ts'
import type { ReadingName, TakenReading } from './under-readings.ts'

/** What two scorings of one facts file are asked for. */
export interface FileComparison {
  rubric: NamedFile
  facts: NamedFile
  readings: readonly ReadingName[]
  /** What it is compared with; the rubric as it is written where absent. */
  against?: NamedFile
  explain?: boolean
}

/** The board under the readings, and who moves on it against the other one. */
export interface ComparedFile {
  json: ScoredFile['json'] & { readings: TakenReading[]; against: { version: string; hash: string }; difference: BoardDifference }
  text: ScoredFile['text']
}

/** Scores a facts file twice: what `tierline score … --reading … --against …` prints. Names that only one of two rubrics knows are facts of that one. Every fault at once. */
export function compareFile({ rubric, facts, readings, against, explain = false }: FileComparison): ComparedFile | { faults: Fault[] } {
  const [own, other, read] = [parsed(rubric), against ? parsed(against) : null, readFacts(facts.text)]
  const under = 'rubric' in own ? underReadings(own.rubric, readings) : { faults: [] }
  const faults = [own, other, under].flatMap((result) => (result && 'faults' in result ? result.faults : []))
  if ('faults' in read) faults.push(...inFile(facts.name, read.faults))
  if ('faults' in own || 'faults' in under || 'faults' in read || (other && 'faults' in other)) return { faults }
  const written = other?.rubric ?? own.rubric
  const after = scoreParsed({ rubric: under.rubric, file: factsFor(under.rubric, read.file, written), explain })
  const before = scoreParsed({ rubric: written, file: factsFor(written, read.file, under.rubric), explain: false })
  if ('faults' in after || 'faults' in before) return { faults: inFile(facts.name, 'faults' in after ? after.faults : 'faults' in before ? before.faults : []) }
  const difference = compareBoards(before.board, after.board)
  const json = { ...after.json, readings: under.readings, against: { version: written.version, hash: written.hash }, difference }
  const names = new Map(Object.entries(read.file.units).map(([unit, entry]) => [unit, entry.name ?? unit]))
  const print = (language: 'zh' | 'en'): string => `${after.text[language]}\n\n${printedDifference({ difference, names, readings: under.readings, against: written, tiers: tierTitles(after.json.head, before.json.head) }, language)}`
  return { json, text: { zh: print('zh'), en: print('en') } }
}

function parsed({ name, text }: NamedFile): { rubric: Rubric } | { faults: Fault[] } {
  const read = parseRubric(text, name)
  return 'rubric' in read ? read : { faults: inFile(name, read.faults) }
}

/** The facts without the names that only the other rubric has; a name that neither has stays, and is a fault. */
function factsFor(rubric: Rubric, file: FactsFile, other: Rubric): FactsFile {
  const [own, others] = [namesOf(rubric), namesOf(other)]
  const isOurs = (kind: keyof Names, name: string): boolean => own[kind].has(name) || !others[kind].has(name)
  const pick = <T>(kind: keyof Names, entries: Record<string, T> | undefined): Record<string, T> => Object.fromEntries(Object.entries(entries ?? {}).filter(([name]) => isOurs(kind, name)))
  const units = Object.fromEntries(Object.entries(file.units).map(([unit, entry]): [string, UnitEntry] => [unit, {
    ...entry, ...(entry.measures ? { measures: pick('measures', entry.measures), events: entry.events ?? (Object.keys(entry.measures).length > 0 ? '1' : '0') } : {}),
    ...(entry.attributes ? { attributes: pick('attributes', entry.attributes) } : {}),
    ...(entry.judgements ? { judgements: entry.judgements.filter(({ indicator }) => isOurs('judged', indicator)) } : {}),
  }]))
  return { ...file, units }
}

type Names = Record<'measures' | 'attributes' | 'judged', ReadonlySet<string>>

function namesOf(rubric: Rubric): Names {
  const judged = [...placedLeaves(rubric.indicators).map(({ indicator }) => indicator.id), ...(rubric.vetoes ?? []).map(({ id }) => id)]
  return { measures: new Set(Object.keys(rubric.measures)), attributes: new Set(Object.keys(rubric.attributes ?? {})), judged: new Set(judged) }
}

function tierTitles(...heads: readonly ScoredFile['json']['head'][]): ReadonlyMap<string, { zh: string; en: string }> {
  return new Map(heads.flatMap(({ tiers }) => tiers.map(({ id, title }) => [id, title] as const)).reverse())
}
