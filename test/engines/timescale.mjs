import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { inChroot, provideChroot, serverCommand, timescaleVersion } from './run/chroot.mjs'
import { run } from './run/command.mjs'
import { ContainerEngine, hasDocker } from './run/container.mjs'
import { LocalEngine } from './run/local.mjs'
import { answers, freePort } from './run/port.mjs'
import { mountSmall, resizeSmall, unmountSmall } from './run/volume.mjs'

/** The image carries the Community edition, Debian the Apache one. */
const IMAGE = 'timescale/timescaledb:2.19.3-pg17'
const PLAIN_IMAGE = 'postgres:17'

/** TimescaleDB on this machine: Docker images, a chroot, or the reason why there is none. */
export const provide = async () => (await hasDocker() ? { image: IMAGE, plainImage: PLAIN_IMAGE } : await provideHere('no TimescaleDB: no Docker engine answers, and '))

async function provideHere(without) {
  const { folder, reason } = await provideChroot()
  if (reason) return { reason: `${without}${reason}. Set TIERLINE_TEST_TIMESCALE_URL, start Docker, or run as root on Debian.` }
  return { chroot: folder, version: timescaleVersion(folder) }
}

/**
 * Starts a TimescaleDB of one's own, or the plain PostgreSQL 17 of the same parts; nobody is asked for a password.
 * `volumeMb` puts its data on a volume of that size, which then can be filled; such a one is had on Debian as root, also beside a Docker engine.
 * @param {{ folder: string, port?: number, settings?: Record<string, string>, isPlain?: boolean, volumeMb?: number }} how `settings` as in postgresql.conf: `{ fsync: 'on' }`
 */
export async function start({ folder, port, settings = {}, isPlain = false, volumeMb }) {
  const parts = await (volumeMb ? provideHere('no TimescaleDB on a volume of its own, which Docker cannot give: ') : provide())
  if (parts.reason) throw new Error(parts.reason)
  const place = port ?? await freePort()
  const name = isPlain ? 'PostgreSQL' : 'TimescaleDB'
  const flags = Object.entries({ ...SETTINGS, ...(isPlain ? {} : EXTENSION), ...settings }).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  const isUp = () => answers(place, STARTUP, isAccepted)
  const how = { name, folder, port: place, flags, isPlain, volumeMb, isUp }
  const engine = parts.chroot ? await local(parts.chroot, how) : container(parts, how)
  await engine.start().catch(async (error) => {
    if (volumeMb) await unmountSmall(join(folder, 'data'))
    throw error
  })
  return extended(engine, { parts, port: place })
}

async function local(chroot, { name, folder, port, flags, volumeMb, isUp }) {
  const data = join(folder, 'data')
  mkdirSync(data, { recursive: true })
  if (volumeMb) await mountSmall(data, volumeMb)
  const command = serverCommand({ chroot, data, flags: ['-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`, '-c', 'unix_socket_directories=', ...flags] })
  const engine = new LocalEngine({ name, folder, command, isWrapped: true, stopSignal: 'SIGINT', isUp, clear: () => unmountSmall(data) })
  return Object.assign(engine, { resizeVolume: (sizeMb) => resizeSmall(data, sizeMb) })
}

function container({ image, plainImage }, { name, folder, port, flags, isPlain, isUp }) {
  return new ContainerEngine({ name, folder, image: isPlain ? plainImage : image, port, innerPort: 5432, env: { POSTGRES_HOST_AUTH_METHOD: 'trust' }, args: ['postgres', ...flags], isUp })
}

function extended(engine, { parts, port }) {
  const urlOf = (database) => `postgres://postgres@127.0.0.1:${port}/${database}`
  const inside = async ([program, ...args], how) => {
    const where = parts.chroot ? ['-h', '127.0.0.1', '-p', String(port)] : []
    const command = [program, ...where, '-U', 'postgres', ...args]
    const { isDone, text, reason } = await run(parts.chroot ? inChroot(parts.chroot, command) : engine.inside(command), { seconds: 600, ...how })
    if (!isDone) throw new Error(`On the database server of ${urlOf('')}: ${reason}`)
    return text
  }
  const sql = (database, ...statements) => inside(['psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', database, ...statements.flatMap((one) => ['-c', one])])
  return Object.assign(engine, {
    address: `127.0.0.1:${port}`, port, url: urlOf('postgres'), urlOf,
    edition: async () => {
      if (!(await sql('postgres', 'show shared_preload_libraries')).includes('timescaledb')) return 'none'
      // The setting is there only in a database that has the extension.
      const probe = `edition_${randomBytes(6).toString('hex')}`
      await sql('postgres', `create database ${probe}`)
      const edition = await sql(probe, 'create extension timescaledb', 'show timescaledb.license')
      await sql('postgres', `drop database ${probe} with (force)`)
      return edition
    },
    dump: async (database, file) => void await inside(['pg_dump', '-Fc', '-d', database], { output: file }),
    restore: async (file, database) => {
      const hasExtension = (await inside(['pg_restore', '-l'], { input: file })).includes('EXTENSION - timescaledb')
      await sql('postgres', `create database "${database}"`)
      if (hasExtension) await sql(database, 'create extension timescaledb', 'select timescaledb_pre_restore()')
      await inside(['pg_restore', '-d', database, '--exit-on-error'], { input: file })
      if (hasExtension) await sql(database, 'select timescaledb_post_restore()')
    },
  })
}

/** What was committed outlives a kill of the processes (it is written at the commit), not a power cut (it is not synced): nothing here outlives a test. */
const SETTINGS = { max_connections: '300', fsync: 'off', full_page_writes: 'off', shared_buffers: '128MB', timezone: 'UTC', jit: 'off' }

/** Without its background workers, which would stay connected to every database and keep it from serving as a template. */
const EXTENSION = { shared_preload_libraries: 'timescaledb', 'timescaledb.telemetry_level': 'off', 'timescaledb.max_background_workers': '0' }

const STARTUP = (() => {
  const body = Buffer.from('\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length + 4)
  return Buffer.concat([length, body])
})()

/** The server let the session in; while it starts it answers with an error. */
const isAccepted = (answer) => answer.toString('latin1', 0, 1) === 'R'
