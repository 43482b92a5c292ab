import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { arePackagesMissing } from './packages.mjs'
import { runStep } from './run-step.mjs'
import { isBuilt, noteBuilt, stampOf } from './stamp.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

const SERVICES = {
  name: 'services',
  title: '编译服务 / Building the services',
  product: 'services/all-in-one/dist/cli/command.js',
  paths: ['libs', 'services', 'tsconfig.base.json', 'tsconfig.json', 'package-lock.json'],
  args: ['node_modules/@typescript/native/bin/tsc', '-b', 'services/all-in-one'],
}
const DASHBOARD = {
  name: 'dashboard',
  title: '构建看板 / Building the dashboard',
  product: 'apps/dashboard/dist/index.html',
  paths: ['apps/dashboard', 'libs/contracts', 'tsconfig.base.json', 'package-lock.json'],
  args: ['../../node_modules/vite/bin/vite.js', 'build'],
  cwd: 'apps/dashboard',
}

/** Installs packages when they are missing or the lock file changed, builds what is missing or older than its sources (the dashboard for a server only). False when a step failed. */
export async function makeReady({ isServer, root = ROOT }) {
  if (arePackagesMissing(root) && !(await install(root))) return false
  const targets = (isServer ? [SERVICES, DASHBOARD] : [SERVICES]).map((target) => ({ ...target, stamp: stampOf(root, target.paths) }))
  process.env.TIERLINE_BUILD ??= targets.map((target) => target.stamp.slice(0, 6)).join('-')
  const results = await Promise.all(targets.filter((target) => !isBuilt(root, target)).map((target) => build(root, target)))
  return results.every(Boolean)
}

function install(root) {
  const npm = process.env.npm_execpath
  // Only npm itself: another package manager may have set the variable.
  const [command, args] = npm?.endsWith('npm-cli.js') ? [process.execPath, [npm]] : ['npm', []]
  return runStep({ title: '安装依赖包 / Installing packages (only when they changed)', command, args: [...args, 'ci', '--no-audit', '--no-fund'], cwd: root })
}

async function build(root, target) {
  const done = await runStep({ title: target.title, command: process.execPath, args: target.args, cwd: join(root, target.cwd ?? '.') })
  if (done) noteBuilt(root, target)
  return done
}
