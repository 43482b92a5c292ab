import type { Fault, Rubric, RubricContext } from '@tierline/scoring'
import { EXIT } from '../exit-code.ts'
import { readNamed } from '../read-text.ts'
import { contextBeside } from './context-beside.ts'

/** A fault of a file as `--json` prints it; line and column where the path can be found in the text. */
export interface PlacedFault extends Fault {
  file: string
  line?: number
  column?: number
}

/** A rubric file that was read and linted with what lies beside it. */
export interface CheckedFile {
  file: string
  rubric: Rubric | null
  context: RubricContext
  faults: PlacedFault[]
}

/** Reads and lints one file; every fault with its place. */
export async function checkFile(file: string): Promise<CheckedFile> {
  const [{ name, text }, context] = [await readNamed(file), await contextBeside(file)]
  const { readYaml, rubricOf } = await import('@tierline/scoring')
  const yaml = readYaml(text)
  const read = 'faults' in yaml ? yaml : rubricOf(yaml.data, name, context)
  if ('rubric' in read) return { file, rubric: read.rubric, context, faults: [] }
  return { file, rubric: null, context, faults: await placedFaults({ file, text }, read.faults) }
}

/** Faults with the line and column at which their paths lie in a file. */
export async function placedFaults({ file, text }: { file: string; text: string }, faults: readonly Fault[]): Promise<PlacedFault[]> {
  const { placesIn } = await import('@tierline/scoring')
  const placeOf = placesIn(text)
  return faults.map((fault) => ({ file, ...fault, ...placeOf(fault.path) }))
}

/** `tierline rubric check`: every fault of every file, as text or as a JSON array. */
export async function checkFiles(files: readonly string[], { isJson }: { isJson: boolean }): Promise<number> {
  const checked = await Promise.all(files.map(checkFile))
  const faults = checked.flatMap((file) => file.faults)
  if (isJson) process.stdout.write(`${JSON.stringify(faults, null, 2)}\n`)
  else {
    for (const { rubric } of checked) if (rubric) process.stdout.write(`✓ ${rubric.fileName}: ${rubric.title.zh}，版本 / version ${rubric.version}，${rubric.hash.slice(0, 8)}\n`)
    if (faults.length > 0) process.stderr.write(`${placedLines(faults)}${faults.length} 处问题 / faults\n`)
  }
  return faults.length > 0 ? EXIT.found : EXIT.done
}

/** Faults as an editor's problem list has them: file, line and column first. */
export function placedLines(faults: readonly PlacedFault[]): string {
  return faults.map(({ file, line, column, path, found, expected, mend }) => {
    const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`
    return `✗ ${place}  ${path}\n    实际 / found     ${found}\n    应为 / expected  ${expected}\n    改法 / mend      ${mend}\n`
  }).join('')
}
