// The one command of the tests: installs what is missing, runs every suite in order, closes with one line.
//   node test/run.mjs                      every suite
//   node test/run.mjs unit browser         some of them
//   node test/run.mjs engines libs/platform/src/log   the tests of a folder or file
//   node test/run.mjs --node=24            the embedded suites once more, on another Node
// REQUIRE_ENGINES=1 makes a suite that cannot run a failure instead of a loud note.
import { appendFileSync } from 'node:fs'
import { install } from './launcher/install.mjs'
import { nodeOf } from './launcher/node-of.mjs'
import { Outcome, banner, closingLine, table } from './launcher/outcome.mjs'
import { leftovers } from './launcher/process.mjs'
import { EMBEDDED_SUITES, SUITES } from './launcher/suites.mjs'

const wanted = process.argv.slice(2)
const major = wanted.find((one) => one.startsWith('--node='))?.slice('--node='.length)
const paths = wanted.filter((one) => !one.startsWith('--') && one.includes('/'))
const named = wanted.filter((one) => !one.startsWith('--') && !one.includes('/'))
const unknown = named.filter((name) => !(name in SUITES))
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}; name some of ${Object.keys(SUITES).join(', ')}, or none for all.`)
  process.exit(2)
}

const outcomes = await run()
console.log(table(outcomes))
const closing = closingLine(outcomes)
if (process.env.TIERLINE_TEST_COUNTS) appendFileSync(process.env.TIERLINE_TEST_COUNTS, `${closing}\n`)
console.log(closing)
process.exitCode = outcomes.some((outcome) => outcome.failed > 0) ? 1 : 0

async function run() {
  const installed = await install()
  if (installed.failed > 0) return [installed]
  const node = major ? await nodeOf(major) : { path: process.execPath }
  if (!node.path) return [notRun(`Node ${major}`, node.reason)]
  const names = named.length > 0 ? named : major ? EMBEDDED_SUITES : Object.keys(SUITES)
  const outcomes = []
  for (const name of names) {
    banner(major ? `${name} on Node ${major}` : name)
    const outcome = await SUITES[name]({ node: node.path, ...(paths.length > 0 ? { paths } : {}) })
    outcomes.push(outcome.reason ? notRun(name, outcome.reason) : outcome)
  }
  return [...outcomes, leftovers()]
}

/** A suite that cannot run is never quiet: it fails where every engine is required, else it is said in capitals and counted as skipped. */
function notRun(name, reason) {
  const isRequired = process.env.REQUIRE_ENGINES === '1'
  banner(`${name} DID NOT RUN: ${reason}${isRequired ? ' (REQUIRE_ENGINES=1: this is a failure)' : ''}`)
  return new Outcome(name, isRequired ? { failed: 1 } : { skipped: 1 }, 0, reason)
}
