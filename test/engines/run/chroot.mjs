import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { madeOnce } from './cache.mjs'
import { run } from './command.mjs'
import { needPrograms, notDebianRoot } from './debian.mjs'

const SUITE = 'trixie'
const PACKAGES = ['postgresql-17', 'postgresql-17-timescaledb']
const BIN = '/usr/lib/postgresql/17/bin'
const CONTROL = 'usr/share/postgresql/17/extension/timescaledb.control'
/** Where a data folder appears inside. */
export const DATA = '/srv/data'

/** A small Debian in a folder of the cache that holds PostgreSQL 17 and TimescaleDB's Apache edition, which no other Debian carries; or the reason why there is none. */
export async function provideChroot() {
  const refused = notDebianRoot()
  if (refused) return { reason: refused }
  const missing = await needPrograms({ mmdebstrap: 'mmdebstrap', mount: 'mount', unshare: 'util-linux', setpriv: 'util-linux' })
  if (missing) return { reason: missing }
  return await madeOnce(`${SUITE}-postgresql-17-timescaledb-${process.arch}`, async (draft) => {
    const { reason } = await run(['mmdebstrap', '--mode=root', '--variant=apt', `--include=${PACKAGES.join(',')}`, '--components=main', SUITE, draft], { seconds: 420 })
    if (reason) return reason
    mkdirSync(join(draft, DATA))
    chmodSync(join(draft, DATA), 0o700)
    return existsSync(join(draft, CONTROL)) ? '' : `mmdebstrap left no ${CONTROL}`
  })
}

/** The TimescaleDB of a chroot: `2.19.3`. */
export const timescaleVersion = (chroot) => /default_version = '([^']+)'/.exec(readFileSync(join(chroot, CONTROL), 'utf8'))?.[1] ?? 'unknown'

/** A program of PostgreSQL, run inside as its user. */
export const inChroot = (chroot, [program, ...args]) => ['chroot', chroot, 'setpriv', ...asPostgres(chroot), `${BIN}/${program}`, ...args]

/**
 * The server on a data folder (made on first use), in namespaces of its own: its mounts, shared memory and processes end with it, whatever it dies of.
 * @param {{ chroot: string, data: string, flags: string[] }} what
 */
export function serverCommand({ chroot, data, flags }) {
  const initdb = inChroot(chroot, ['initdb', '-D', DATA, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'])
  const server = ['chroot', chroot, 'setpriv', ...asPostgres(chroot), '--pdeathsig', 'KILL', `${BIN}/postgres`, '-D', DATA, ...flags]
  const script = [
    'set -e',
    `mount -t proc proc ${quoted(join(chroot, 'proc'))}`,
    `mount -t tmpfs -o size=1g tmpfs ${quoted(join(chroot, 'dev/shm'))}`,
    `mount --bind ${quoted(data)} ${quoted(join(chroot, DATA))}`,
    `chown ${userOf(chroot).join(':')} ${quoted(join(chroot, DATA))}`,
    `chmod 700 ${quoted(join(chroot, DATA))}`,
    `[ -f ${quoted(join(data, 'PG_VERSION'))} ] || ${initdb.map(quoted).join(' ')}`,
    `exec ${server.map(quoted).join(' ')}`,
  ].join('\n')
  return ['unshare', '--mount', '--ipc', '--pid', '--fork', '--kill-child', 'sh', '-c', script]
}

function asPostgres(chroot) {
  const [user, group] = userOf(chroot)
  return [`--reuid=${user}`, `--regid=${group}`, '--clear-groups']
}

function userOf(chroot) {
  const line = readFileSync(join(chroot, 'etc/passwd'), 'utf8').split('\n').find((one) => one.startsWith('postgres:'))
  return line.split(':').slice(2, 4)
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`
