import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const SKIPPED = new Set(['node_modules', 'dist', '.tierline', '.cache'])

/** A hash over names and contents of everything under these paths; the same sources give the same stamp on every machine. */
export function stampOf(root, paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesUnder(root, path)) hash.update(`${file}\0`).update(readFileSync(join(root, file))).update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

/** Whether what stands there was built from these sources. */
export function isBuilt(root, { name, stamp, product }) {
  const file = stampFile(root, name)
  return existsSync(join(root, product)) && existsSync(file) && readFileSync(file, 'utf8') === stamp
}

/** Notes that it was. */
export function noteBuilt(root, { name, stamp }) {
  const file = stampFile(root, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, stamp)
}

const stampFile = (root, name) => join(root, '.cache', `${name}.stamp`)

function filesUnder(root, path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full).sort().filter((name) => !SKIPPED.has(name) && !name.includes('.test.')).flatMap((name) => filesUnder(root, `${path}/${name}`))
}
