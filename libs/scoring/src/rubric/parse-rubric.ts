import { parseDocument } from 'yaml'
import { checkRubric } from '../check/check-rubric.ts'
import type { RubricContext } from '../check/rubric-context.ts'
import { canonicalJson } from '../hash/canonical.ts'
import { sha256 } from '../hash/sha256.ts'
import { faultsOfIssues } from './faults-of-issues.ts'
import { withHidden } from '../value/hidden-measures.ts'
import { parameterDays, parameterFaults, resolved } from './parameters.ts'
import { readMeasures } from './read-measures.ts'
import type { Fault, Rubric } from './rubric.ts'
import { RubricFile } from './rubric.schema.ts'

/**
 * Reads a rubric: strict keys, every scalar as text, references and arithmetic checked; every fault at once where it is not whole.
 * `rubric.hash` covers the content, not its spelling: comments, key order and quotes make no difference.
 */
export function parseRubric(yamlText: string, fileName: string): { rubric: Rubric } | { faults: Fault[] } {
  const document = readYaml(yamlText)
  return 'faults' in document ? document : rubricOf(document.data, fileName)
}

/** Reads a text that was loaded before: the format is asked again, the linter is not. A linter that has become stricter must not make the past unreadable. */
export function storedRubric(yamlText: string, fileName: string): { rubric: Rubric } | { faults: Fault[] } {
  const document = readYaml(yamlText)
  return 'faults' in document ? document : unlinted(document.data, fileName)
}

/** The same as `parseRubric` from YAML that has been read already; with a context the linter looks at what lies beside the rubric too. */
export function rubricOf(data: unknown, fileName: string, context?: RubricContext): { rubric: Rubric } | { faults: Fault[] } {
  const read = unlinted(data, fileName)
  const further = 'rubric' in read ? checkRubric(read.rubric, context) : []
  return further.length > 0 ? { faults: further } : read
}

function unlinted(data: unknown, fileName: string): { rubric: Rubric } | { faults: Fault[] } {
  const file = RubricFile.safeParse(data)
  const measures = readMeasures(measuresIn(data))
  const faults = [...(file.success ? [] : faultsOfIssues(file.error.issues, data)), ...measures.faults]
  if (!file.success || faults.length > 0) return { faults }
  const rubric: Rubric = { ...file.data, fileName, hash: sha256(canonicalJson(data)), measures: withHidden(measures.measures, file.data), duties: file.data.duties ?? [] }
  const figures = [...parameterFaults(rubric), ...figureFaults(rubric, data as object)]
  return figures.length > 0 ? { faults: figures } : { rubric }
}

/** A parameter may be a percentage where points belong: the format is asked again with the values of every date. */
function figureFaults({ parameters }: Rubric, data: object): Fault[] {
  const faults = parameterDays({ parameters }).flatMap((day) => {
    const filled = resolved(data, parameters ?? {}, day)
    const file = RubricFile.safeParse(filled)
    return file.success ? [] : faultsOfIssues(file.error.issues, filled)
  })
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()]
}

/** YAML as nested texts: no scalar is turned into a number, so 1.10 stays 1.10 and codes keep their zeros. */
export function readYaml(text: string): { data: unknown } | { faults: Fault[] } {
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: true, prettyErrors: true })
  const faults = document.errors.map((error): Fault => ({
    path: error.linePos ? `line ${error.linePos[0].line}, column ${error.linePos[0].col}` : '(top)',
    found: error.message.split('\n')[0] ?? error.code, expected: 'YAML that can be read', mend: 'correct the line; keys must be unique and indented by spaces',
  }))
  if (faults.length > 0) return { faults }
  try {
    return { data: document.toJS({ maxAliasCount: 1000 }) as unknown }
  } catch (error) {
    // An alias without its anchor, or so many that they are an attack, is found only here.
    return { faults: [{ path: '(top)', found: error instanceof Error ? error.message : String(error), expected: 'YAML whose aliases can be resolved', mend: 'set the anchor before the alias, or write the text out' }] }
  }
}

function measuresIn(data: unknown): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, 'measures') : undefined
}
