import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether `node_modules` lacks a package of the lock file, or holds another version of it. */
export function arePackagesMissing(root) {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return true
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const found = packagesOf(installed)
  return Object.entries(wanted).some(([place, entry]) => isNeeded(place, entry) && found[place]?.version !== entry.version)
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {}

/** Our own workspaces are links, and optional packages may be for another kind of machine. */
const isNeeded = (place, entry) => place.startsWith('node_modules/') && !entry.link && !entry.optional && !entry.devOptional && !entry.peer
