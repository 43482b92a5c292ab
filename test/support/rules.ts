import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The rules that the project ships. */
export const SHIPPED_RULES = fileURLToPath(new URL('../../rubrics', import.meta.url))

/** Rubrics and units of a test, by file name, beside the shipped catalogue and calendars. */
export interface RulesText {
  rubrics: Record<string, string>
  units: Record<string, string>
  /** Anything else, by its path in the folder. */
  more?: Record<string, string>
}

/** Writes a rules folder of its own for one test. */
export async function writeRules(rules: RulesText): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tl-rules-'))
  await mkdir(join(folder, 'units'))
  await cp(join(SHIPPED_RULES, 'catalogue.yaml'), join(folder, 'catalogue.yaml'))
  await cp(join(SHIPPED_RULES, 'calendars'), join(folder, 'calendars'), { recursive: true })
  for (const [name, text] of Object.entries(rules.rubrics)) await writeFile(join(folder, name), text)
  for (const [name, text] of Object.entries(rules.units)) await writeFile(join(folder, 'units', name), text)
  for (const [path, text] of Object.entries(rules.more ?? {})) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}
