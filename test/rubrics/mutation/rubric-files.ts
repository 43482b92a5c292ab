import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const ROOT = new URL('../../../rubrics/', import.meta.url).pathname

/** Every rubric that is shipped, by its path. */
export async function rubricFiles(): Promise<string[]> {
  return (await readdir(ROOT)).filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml') && name !== 'catalogue.yaml').sort().map((name) => join(ROOT, name))
}
