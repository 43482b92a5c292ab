import type { NamedText } from '@tierline/platform/folder/rules-folder'
import { checkRubric, parseRubric, storedRubric, versionFaults } from '@tierline/scoring'
import type { Fault, Rubric, RubricContext } from '@tierline/scoring'

/**
 * Reads rubrics, several versions of one among them; a fault in one refuses all, and the error names every fault of every file.
 * With a context they are also held against what lies beside them: event types, their fields, units.
 */
export function parseRubrics(texts: readonly NamedText[], context: RubricContext | null = null): Rubric[] {
  return whole(texts.map(({ name, text }) => ({ name, result: parseRubric(text, name) })), context)
}

/** Reads rubrics that stand in the database, where a process of another version may have put them: its linter has passed them. */
export function readStored(texts: readonly NamedText[]): Rubric[] {
  return whole(texts.map(({ name, text }) => ({ name, result: storedRubric(text, name) })), null)
}

interface ReadText {
  name: string
  result: ReturnType<typeof parseRubric>
}

function whole(read: readonly ReadText[], context: RubricContext | null): Rubric[] {
  const rubrics = read.flatMap(({ result }) => ('rubric' in result ? [result.rubric] : []))
  const faults = read.flatMap(({ name, result }) => ('faults' in result ? result.faults : context ? checkRubric(result.rubric, context) : []).map((fault) => sentence(name, fault)))
  faults.push(...versionFaults(rubrics).map(({ file, ...fault }) => sentence(file, fault)))
  if (faults.length > 0) throw new Error(`The rubrics cannot be used; mend these ${faults.length} faults and start again:\n${faults.join('\n')}`)
  return rubrics
}

function sentence(file: string, { path, found, expected, mend }: Fault): string {
  return `  ${file}: ${path}: found ${found}, expected ${expected}; ${mend}`
}
