import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Outcome, banner } from './outcome.mjs'
import { ROOT, execute } from './process.mjs'

/** Installs the packages of the lock file when what is there differs from it. */
export async function install() {
  if (isInstalled()) return new Outcome('install', {})
  banner('install')
  const started = Date.now()
  const code = await execute('npm', ['ci', '--no-audit', '--no-fund'], { seconds: 600 })
  return new Outcome('install', code === 0 ? {} : { failed: 1 }, (Date.now() - started) / 1000)
}

function isInstalled() {
  const wanted = packagesOf('package-lock.json')
  const found = packagesOf('node_modules/.package-lock.json')
  if (!wanted || !found) return false
  return Object.entries(wanted).every(([path, { version, link, optional, devOptional, peer }]) =>
    path === '' || !path.includes('node_modules/') || link || optional || devOptional || peer || found[path]?.version === version)
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages
  } catch {
    return null
  }
}
