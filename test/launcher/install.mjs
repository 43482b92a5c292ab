import { arePackagesMissing } from '../../bin/ready/packages.mjs'
import { Outcome, banner } from './outcome.mjs'
import { ROOT, execute } from './process.mjs'

/** Installs the packages of the lock file when what is there differs from it. */
export async function install() {
  if (!arePackagesMissing(ROOT)) return new Outcome('install', {})
  banner('install')
  const started = Date.now()
  const code = await execute('npm', ['ci', '--no-audit', '--no-fund'], { seconds: 600 })
  return new Outcome('install', code === 0 ? {} : { failed: 1 }, (Date.now() - started) / 1000)
}
