import { parseArgs } from 'node:util'
import { report } from './report.ts'
import { tally } from './tally.ts'
import type { Tally } from './tally.ts'
import { rubricFiles } from './rubric-files.ts'
import { subjectAt, verdictsOf } from './trial.ts'

const { values, positionals } = parseArgs({ options: { share: { type: 'string', default: '1' }, only: { type: 'string', default: '' }, help: { type: 'boolean', default: false } }, allowPositionals: true })
const say = (text: string): void => void process.stdout.write(`${text}\n`)

const HELP = `npm run mutants [-- FILE …] [--share 0.2] [--only WORDS]

  FILE     rubrics to break; all that are shipped where none is named, and docs/rubrics-mutants.md is written
  --share  tries this part of the mutants
  --only   tries the mutants whose place holds these words`

if (values.help) say(HELP)
else process.exitCode = await run(positionals.length > 0 ? positionals : rubricFiles())

/** Tries the mutants of some files; 0 where at least 95 of 100 were found. A file that is not green itself is told and left out. */
async function run(files: readonly string[]): Promise<number> {
  const tallies: Tally[] = []
  let broken = 0
  for (const file of files) {
    const started = Date.now()
    const subject = await subjectAt(file).catch((error: unknown) => {
      say(error instanceof Error ? error.message : String(error))
      broken += 1
      return null
    })
    if (!subject) continue
    const found = tally(file, [...verdictsOf(subject, { share: Number(values.share), only: values.only })])
    tallies.push(found)
    say(`${found.name}: ${found.killed} of ${found.all} found (${found.byLint} by the linter, ${found.killed - found.byLint} by tests), ${((Date.now() - started) / 1000).toFixed(1)} s`)
    for (const line of found.survivors) say(`  ${line.path}: ${line.operator}, ${line.from} → ${line.to}`)
  }
  const [all, killed] = [tallies.reduce((sum, entry) => sum + entry.all, 0), tallies.reduce((sum, entry) => sum + entry.killed, 0)]
  say(`\n${killed} of ${all} found: ${((killed / all) * 100).toFixed(1)} %`)
  if (broken === 0 && positionals.length === 0 && values.share === '1' && values.only === '') await report(tallies)
  return broken === 0 && killed / all >= 0.95 ? 0 : 1
}
