import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Database } from '../database/database.ts'
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts'
import type { EmbeddedPostgres } from '../database/embedded-postgres.ts'
import { migrate } from '../database/migrator.ts'

/** A migrated, empty database for one test file, on a real PostgreSQL. */
export interface TestDatabase {
  db: Database
  /** Opens a second pool on the same database, to stand for another process. */
  again(): Database
  close(): Promise<void>
}

interface Server {
  postgres: EmbeddedPostgres
  folder: string
  users: number
}

let server: Promise<Server> | null = null

/** Starts one PostgreSQL per test process (without fsync: nothing here outlives the test) and makes a database from a migrated template. */
export async function openTestDatabase(): Promise<TestDatabase> {
  server ??= startServer()
  const { postgres } = await claim(server)
  const name = `t_${randomBytes(6).toString('hex')}`
  try {
    const template = await ensureTemplate(postgres)
    await onServer(postgres, (db) => db.script(`create database ${name} template ${template}`))
  } catch (error) {
    await leave()
    throw error
  }
  const address = { ...postgres.address, database: name }
  const opened: Database[] = [new Database(address)]
  return {
    db: opened[0] as Database,
    again: () => {
      const another = new Database(address)
      opened.push(another)
      return another
    },
    close: async () => {
      await Promise.all(opened.map((db) => db.close()))
      await onServer(postgres, (db) => db.script(`drop database if exists ${name} with (force)`))
      await leave()
    },
  }
}

async function startServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'tl-'))
  // The user that runs PostgreSQL under root must get through.
  await chmod(folder, 0o755)
  const postgres = await startEmbeddedPostgres(join(folder, 'pg'), ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off', '-c', 'shared_buffers=64MB'])
  return { postgres, folder, users: 0 }
}

async function claim(starting: Promise<Server>): Promise<Server> {
  const started = await starting
  started.users += 1
  return started
}

async function leave(): Promise<void> {
  const started = await server
  if (!started) return
  started.users -= 1
  if (started.users > 0) return
  server = null
  await started.postgres.stop()
  await rm(started.folder, { recursive: true, force: true })
}

const templates = new Map<EmbeddedPostgres, Promise<string>>()

function ensureTemplate(postgres: EmbeddedPostgres): Promise<string> {
  const made = templates.get(postgres) ?? makeTemplate(postgres)
  templates.set(postgres, made)
  return made
}

async function makeTemplate(postgres: EmbeddedPostgres): Promise<string> {
  const folder = fileURLToPath(new URL('../../migrations/', import.meta.url))
  const hash = createHash('sha256')
  for (const name of (await readdir(folder)).sort()) hash.update(await readFile(join(folder, name)))
  const name = `template_${hash.digest('hex').slice(0, 12)}`
  await onServer(postgres, (db) => db.script(`create database ${name}`))
  const db = new Database({ ...postgres.address, database: name })
  await migrate(db)
  await db.close()
  return name
}

async function onServer(postgres: EmbeddedPostgres, work: (db: Database) => Promise<void>): Promise<void> {
  const db = new Database(postgres.address, 1)
  try {
    await work(db)
  } finally {
    await db.close()
  }
}
