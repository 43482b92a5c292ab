import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { childEnvironment } from '../config.ts'
import type { DatabaseAddress } from './database.ts'
import { postgresPlace } from './postgres-place.ts'
import type { PostgresPlace } from './postgres-place.ts'
import { stopOrphan } from './postgres-orphan.ts'

/** A PostgreSQL server that we started and that ends with us. */
export interface EmbeddedPostgres {
  address: DatabaseAddress
  /** Tells when the server ends without having been stopped; who works on it cannot go on. */
  onDeath(tell: (error: Error) => void): void
  stop(): Promise<void>
}

const USER = 'tierline'
/** Long enough for crash recovery of a big write-ahead log. */
const START_TIMEOUT_MS = 120_000

/**
 * Starts PostgreSQL on a data folder (made on first use), listening on a Unix socket inside that folder only, so no port is taken.
 * A postmaster that a killed process left on the folder is stopped first.
 */
export async function startEmbeddedPostgres(folder: string, flags: readonly string[] = []): Promise<EmbeddedPostgres> {
  const place = await postgresPlace(folder)
  await stopOrphan(place.data)
  const password = await initialise(place)
  const child = spawn(place.binary('postgres'), ['-D', place.data, ...socketFlags(place), ...TUNING, ...flags], spawnOptions(place))
  endWithUs(child)
  await untilReady(child).catch(async (error: unknown) => {
    await stop(child)
    throw error
  })
  let isStopping = false
  return {
    address: { host: place.data, port: PORT, user: USER, password, database: 'postgres' },
    onDeath: (tell) => void child.once('exit', (code, signal) => { if (!isStopping) tell(deathOf(place, code ?? signal)) }),
    stop: () => {
      isStopping = true
      return stop(child)
    },
  }
}

function deathOf({ data }: PostgresPlace, how: number | string | null): Error {
  return new Error(`${data}: the embedded PostgreSQL ended by itself (${String(how)}), expected it to run as long as Tierline. What was answered is kept. Look at the machine's memory and disk, then start Tierline again; PostgreSQL recovers at its start.`)
}

/** A process that ends without stopping it in order (an uncaught error) still tells it to go; only kill −9 leaves it, for the next start to stop. */
function endWithUs(child: ChildProcess): void {
  const tell = (): void => void child.kill('SIGINT')
  process.once('exit', tell)
  child.once('exit', () => process.off('exit', tell))
}

/** The address of the PostgreSQL that another Tierline runs on a folder. */
export async function runningPostgres(folder: string): Promise<DatabaseAddress> {
  const { data } = await postgresPlace(folder)
  return { host: data, port: PORT, user: USER, password: await readFile(`${data}.secret`, 'utf8'), database: 'postgres' }
}

/** Only names the socket file; nothing listens on TCP. */
const PORT = 5432

const socketFlags = (place: PostgresPlace): string[] =>
  ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${place.data}`, '-c', `port=${PORT}`]

/** Durable (fsync stays on); sized for a desk machine. */
const TUNING = [
  'shared_buffers=256MB', 'max_wal_size=2GB', 'min_wal_size=256MB', 'checkpoint_timeout=15min', 'wal_compression=on', 'jit=off',
  'max_connections=60', 'log_min_messages=log', 'log_min_error_statement=panic', 'log_checkpoints=off', 'log_autovacuum_min_duration=-1', 'timezone=UTC', 'work_mem=16MB', 'max_parallel_workers_per_gather=0',
].flatMap((setting) => ['-c', setting])

function spawnOptions(place: PostgresPlace): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv; stdio: ['ignore', 'ignore', 'pipe']; detached: boolean } {
  // Detached: a Ctrl-C in the window reaches us alone, so that what waits is committed before the database is stopped.
  // lc_messages of the cluster is C, so the line that says "ready" is in English whatever the machine's language.
  return { ...place.owner, cwd: tmpdir(), env: childEnvironment({ LC_ALL: 'C', TZ: 'UTC' }), stdio: ['ignore', 'ignore', 'pipe'], detached: true }
}

async function initialise(place: PostgresPlace): Promise<string> {
  const secret = `${place.data}.secret`
  if (existsSync(join(place.data, 'PG_VERSION')) && existsSync(secret)) return await readFile(secret, 'utf8')
  // A half-made folder holds nothing of ours yet: the secret is written last.
  await rm(place.data, { recursive: true, force: true })
  await mkdir(place.data, { recursive: true, mode: 0o700 })
  if (place.owner.uid !== undefined && place.owner.gid !== undefined) await chown(place.data, place.owner.uid, place.owner.gid)
  const password = randomBytes(18).toString('hex')
  const file = join(tmpdir(), `tierline-${randomBytes(6).toString('hex')}`)
  await writeFile(file, password, { mode: 0o600 })
  if (place.owner.uid !== undefined && place.owner.gid !== undefined) await chown(file, place.owner.uid, place.owner.gid)
  try {
    const { uid, gid, cwd, env } = spawnOptions(place)
    execFileSync(place.binary('initdb'), [
      `--pgdata=${place.data}`, `--username=${USER}`, `--pwfile=${file}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync',
    ], { ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }), cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
  } finally {
    await rm(file, { force: true })
  }
  await writeFile(secret, password, { mode: 0o600 })
  return password
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(() => reject(new Error(`PostgreSQL did not start within ${START_TIMEOUT_MS / 1000} s: ${said.slice(-2_000)}`)), START_TIMEOUT_MS)
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-8_000)
      if (!said.includes('ready to accept connections')) return
      clearTimeout(late)
      resolve()
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`PostgreSQL ended at its start with code ${code}: ${said.slice(-2_000)}`))
    })
  })
}

/** Fast shutdown: sessions are ended, nothing committed is lost. */
function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGQUIT'), 30_000)
    child.once('exit', () => {
      clearTimeout(kill)
      resolve()
    })
    child.kill('SIGINT')
  })
}
