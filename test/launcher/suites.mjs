import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { provideNginx } from '../deploy/provide-nginx.mjs'
import { provideTools } from '../deploy/provide-tools.mjs'
import { ENGINES, withEngines } from '../engines/engines.mjs'
import { provideChromium } from './chromium.mjs'
import { Outcome } from './outcome.mjs'
import { ROOT, execute } from './process.mjs'

/**
 * The suites in their order; each takes `{ node, paths }` (the Node to run on, another one than ours for the second run; the folders or files to narrow a run of tests to), and gives an Outcome, or `{ reason }` where it cannot run.
 * What runs against real Kafka, TimescaleDB or Redis is named *.engines.test.ts wherever it stands, and runs in the suite `engines` alone.
 */
export const SUITES = {
  lint: ({ node }) => checks('lint', [[node, bin('oxlint', 'bin/oxlint'), '--type-aware']]),
  // The build of the packages is their type check; the end-to-end suite runs what it leaves in dist.
  types: ({ node }) => checks('types', [
    [node, bin('@typescript/native', 'bin/tsc'), '-b'],
    [node, bin('@typescript/native', 'bin/tsc'), '-p', 'test', '--noEmit'],
    [node, bin('vue-tsc', 'bin/vue-tsc.js'), '--noEmit', '-p', 'apps/dashboard'],
  ]),
  unit: ({ node, paths = ['libs/', 'services/', 'apps/', 'test/architecture', 'test/engines', 'test/launcher', 'test/rubrics'] }) => jest('unit', node, paths.map(withoutEngines), 1_500),
  dashboard: ({ node }) => checks('dashboard', [[node, bin('vite', 'bin/vite.js'), 'build', 'apps/dashboard', '--logLevel', 'warn']]),
  'end-to-end': ({ node, paths = ['test/end-to-end', 'test/faults'] }) => jest('end-to-end', node, paths.map(withoutEngines), 1_800, { TEST_TIMEOUT: '120000', KILL_ROUNDS: node === process.execPath ? '30' : '10' }),
  engines: async ({ node, paths = ['libs/', 'services/', 'test/'] }) => {
    // One of its tests looks at the dashboard; without a browser that one fails, and says so.
    const { path = '' } = await provideChromium()
    return await withEngines(ENGINES, (env) => jest('engines', node, paths.map(onlyEngines), 1_800, { ...env, CHROMIUM_PATH: path, TEST_TIMEOUT: '120000' }))
  },
  browser: async ({ node, paths = ['test/browser'] }) => {
    const { path, reason } = await provideChromium()
    return reason ? { reason } : await jest('browser', node, paths.map(withoutEngines), 1_800, { CHROMIUM_PATH: path, MAX_WORKERS: '1', TEST_TIMEOUT: '120000' })
  },
  // The image, compose.yaml, the chart, the alerts: read by the tools that will read them in earnest.
  deploy: async ({ node, paths = ['test/deploy'] }) => {
    const [{ folder, reason: noTools }, { path, reason: noProxy }] = [await provideTools(), await provideNginx()]
    const reason = noTools ?? noProxy
    return reason ? { reason } : await jest('deploy', node, paths.map(withoutEngines), 1_200, { TIERLINE_DEPLOY_TOOLS: folder, NGINX_PATH: path })
  },
}

/** The suites that run once more on another Node. */
export const EMBEDDED_SUITES = ['unit', 'end-to-end']

const bin = (name, path) => join(ROOT, 'node_modules', name, path)

/** Commands that pass or fail as a whole, counted one each. */
async function checks(name, commands) {
  const started = Date.now()
  let passed = 0
  for (const [command, ...args] of commands) {
    if ((await execute(command, args)) === 0) passed += 1
  }
  return new Outcome(name, { passed, failed: commands.length - passed }, (Date.now() - started) / 1000)
}

async function jest(name, node, patterns, seconds, env = {}) {
  const started = Date.now()
  // What the tests write into the temporary folder goes with it; the user that runs PostgreSQL under root must get through.
  const folder = mkdtempSync(join(tmpdir(), 'tierline-jest-'))
  chmodSync(folder, 0o755)
  const report = join(folder, 'report.json')
  const args = ['--experimental-vm-modules', '--no-warnings', bin('jest', 'bin/jest.js'), '--ci', `--cacheDirectory=${join(ROOT, '.cache', 'jest')}`, `--maxWorkers=${env.MAX_WORKERS ?? 2}`, '--json', `--outputFile=${report}`, `--testTimeout=${env.TEST_TIMEOUT ?? 60_000}`, ...patterns]
  const code = await execute(node, args, { seconds, env: { ...env, TMPDIR: folder, TIERLINE_LOG_LEVEL: 'silent' } })
  const counts = existsSync(report) ? countsOf(JSON.parse(readFileSync(report, 'utf8'))) : { failed: 1 }
  removeFolder(folder)
  // A run that ended badly although no test failed (it hung, or a worker died) is a failure too.
  if (code !== 0 && !counts.failed) counts.failed = 1
  return new Outcome(name, counts, (Date.now() - started) / 1000)
}

function removeFolder(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  } catch (error) {
    console.error(`The tests' temporary folder ${folder} could not be removed: ${error.message}`)
  }
}

/** Jest takes patterns of whole paths; anchored, so that a folder above the clone is never meant. */
const underRoot = (path) => `^${join(ROOT, path).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`

const withoutEngines = (path) => `${underRoot(path)}(?!.*\\.engines\\.test\\.ts$)`
const onlyEngines = (path) => `${underRoot(path.replace(/\.engines\.test\.ts$/, ''))}.*\\.engines\\.test\\.ts$`

/** A file that could not be run at all counts as one failure; so does a skipped test, which nobody would hear of. */
const countsOf = (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests + report.numRuntimeErrorTestSuites + report.numPendingTests + report.numTodoTests })
