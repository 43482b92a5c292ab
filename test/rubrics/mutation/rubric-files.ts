import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = new URL('../../../rubrics/', import.meta.url).pathname
const NOT_HERE: readonly string[] = ['catalogue.yaml', 'window-2026.yaml']
const isRubric = (name: string): boolean => name.endsWith('.yaml') && !/\.(?:test|facts)\.yaml$/.test(name) && !NOT_HERE.includes(name)

/** Every rubric that is shipped, by its path: the official schemes, and the examples; but for the one that the guide builds, whose few tests are there to be read. */
export function rubricFiles(): string[] {
  return [ROOT, join(ROOT, 'examples')].flatMap((folder) => readdirSync(folder).filter(isRubric).sort().map((name) => join(folder, name)))
}
