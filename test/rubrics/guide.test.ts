import { describe, expect, it } from '@jest/globals'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseRubric, testRubric } from '@tierline/scoring'
import { contextBeside } from '@tierline/all-in-one/cli/rubric/context-beside'

const guide = readFileSync(join(process.cwd(), 'docs/rubrics.md'), 'utf8')
const folder = join(process.cwd(), 'rubrics/examples')

/** The pieces of a file that the guide builds, one after the other. */
function built(name: string): string {
  const pieces = [...guide.matchAll(/<!-- file: (\S+) -->\n```yaml\n([\s\S]*?)```/g)]
  return pieces.filter(([, of]) => of === name).map(([, , text]) => text).join('')
}

/** Faults as the command line prints them. */
function printed(yaml: string): string {
  const parsed = parseRubric(yaml, 'window-2026.yaml')
  const faults = 'faults' in parsed ? parsed.faults : []
  return faults.map(({ path, found, expected, mend }) => `✗ ${path}\n    实际 / found     ${found}\n    应为 / expected  ${expected}\n    改法 / mend      ${mend}\n`).join('')
}

describe('the guide to rubrics', () => {
  it.each(['window-2026.yaml', 'window-2026.test.yaml'])('builds %s, which lies beside it as a file; to write it afresh, delete the file and run this twice', (name) => {
    const path = join(folder, name)
    const found = existsSync(path) ? readFileSync(path, 'utf8') : ''
    if (found === '') writeFileSync(path, built(name))
    expect(found).toBe(built(name))
  })

  it('ends with a whole rubric whose tests are green', async () => {
    const parsed = parseRubric(built('window-2026.yaml'), 'window-2026.yaml')
    if ('faults' in parsed) throw new Error(printed(built('window-2026.yaml')))
    const result = testRubric(parsed.rubric, built('window-2026.test.yaml'), { context: await contextBeside(join(folder, 'window-2026.yaml')) })
    expect('faults' in result ? result.faults : []).toEqual([])
    const outcomes = 'outcomes' in result ? result.outcomes : []
    expect(outcomes.length).toBeGreaterThan(15)
    expect(outcomes.filter(({ failures }) => failures.length > 0)).toEqual([])
  })

  it('shows faults word for word as they come', () => {
    const shown = [...guide.matchAll(/<!-- fault: (.+?) → (.+?) -->\n```text\n([\s\S]*?)```/g)]
    expect(shown.length).toBeGreaterThan(0)
    for (const [, from = '', to = '', text = ''] of shown) {
      expect(built('window-2026.yaml')).toContain(from)
      expect(printed(built('window-2026.yaml').replace(from, to))).toContain(text)
    }
  })

  it('names every kind of rule, of value, of state and of judgement that the format has, and none that it has not', () => {
    const schema = JSON.parse(readFileSync(join(process.cwd(), 'rubrics/schema/rubric.schema.json'), 'utf8')) as { definitions?: Record<string, Definition>; $defs?: Record<string, Definition> }
    const definitions = schema.definitions ?? schema.$defs ?? {}
    for (const name of ['rule', 'value']) {
      const kinds = (definitions[name]?.oneOf ?? definitions[name]?.anyOf ?? []).flatMap((option) => option.properties?.kind?.const ?? [])
      expect(kinds.length).toBeGreaterThan(9)
      expect(kinds.filter((kind) => !guide.includes(`\`${kind}\``))).toEqual([])
    }
  })
})

interface Definition {
  oneOf?: Option[]
  anyOf?: Option[]
}
interface Option {
  properties?: { kind?: { const?: string } }
}
