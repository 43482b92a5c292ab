// Changes rubrics in small ways and sees whether the linter or the rubric's own tests find each change.
//   npm run -s mutants                                    all rubrics; writes docs/rubrics-mutants.md
//   npm run -s mutants -- rubrics/x.yaml …                some; prints what nothing found
//   npm run -s mutants -- rubrics/x.yaml --only appeal    only places whose path holds the word; --share 0.2 tries a fixed fifth
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const place = (name) => new URL(name, import.meta.url)
const child = spawn(process.execPath, ['--conditions=@tierline/source', '--no-warnings', '--import', place('../../launcher/typescript.mjs').href, fileURLToPath(place('main.ts')), ...process.argv.slice(2)], { stdio: 'inherit' })
process.on('SIGINT', () => undefined)
process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
