import type { Clock } from '@tierline/platform/clock'
import type { Database } from '@tierline/platform/database/database'
import type { NamedText } from '@tierline/platform/folder/rules-folder'
import type { Signal } from '@tierline/platform/signal/signal'
import { parseRubric } from '@tierline/scoring'
import type { DutyDeclaration, Fault, MeasureDeclaration, Rubric } from '@tierline/scoring'
import { storeRubrics } from './rubric.store.ts'

/** A duty of a rubric with the groups that owe it where it names nobody. */
export interface RubricDuty {
  duty: DutyDeclaration
  groups: readonly string[]
}

/** The rubrics in force: parsed, found whole, and stored with their texts. */
export class RubricRegistry {
  private rubrics: readonly Rubric[] = []

  constructor(private readonly parts: { db: Database; clock: Clock; signal: Signal }) {}

  /** Takes these texts as all the rubrics in force. A fault in one refuses all, and the error names every fault of every file. */
  async load(texts: readonly NamedText[]): Promise<void> {
    const rubrics = readRubrics(texts)
    const bodies = new Map(texts.map(({ name, text }) => [name, text]))
    await this.parts.db.transaction((tx) => storeRubrics(tx, rubrics.map(({ id, hash, version, fileName }) => ({ id, hash, version, body: bodies.get(fileName) ?? '' })), this.parts.clock.now()))
    this.rubrics = rubrics
    this.parts.signal.publish('rubric', rubrics.map(({ id }) => id).join(','))
  }

  all(): readonly Rubric[] {
    return this.rubrics
  }

  byId(id: string): Rubric | undefined {
    return this.rubrics.find((rubric) => rubric.id === id)
  }

  /** Every measure that a rubric declares; those that several share come once for each. */
  measures(): MeasureDeclaration[] {
    return this.rubrics.flatMap((rubric) => Object.values(rubric.measures).map(({ declaration }) => declaration))
  }

  duties(): RubricDuty[] {
    return this.rubrics.flatMap((rubric) => rubric.duties.map((duty) => ({ duty, groups: rubric.groups })))
  }
}

function readRubrics(texts: readonly NamedText[]): Rubric[] {
  const read = texts.map(({ name, text }) => ({ name, result: parseRubric(text, name) }))
  const rubrics = read.flatMap(({ result }) => ('rubric' in result ? [result.rubric] : []))
  const faults = read.flatMap(({ name, result }) => ('faults' in result ? result.faults.map((fault) => sentence(name, fault)) : []))
  faults.push(...doubled(rubrics))
  if (faults.length > 0) throw new Error(`The rubrics cannot be used; mend these ${faults.length} faults and start again:\n${faults.join('\n')}`)
  return rubrics
}

function sentence(file: string, { path, found, expected, mend }: Fault): string {
  return `  ${file}: ${path}: found ${found}, expected ${expected}; ${mend}`
}

function doubled(rubrics: readonly Rubric[]): string[] {
  return rubrics.flatMap((rubric, at) => {
    const first = rubrics.slice(0, at).find(({ id }) => id === rubric.id)
    return first ? [`  ${rubric.fileName}: id: found ${rubric.id}, which ${first.fileName} has already, expected an id of its own; rename one of the two`] : []
  })
}
