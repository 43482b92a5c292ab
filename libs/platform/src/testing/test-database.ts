import { randomBytes } from 'node:crypto'
import { Database } from '../database/database.ts'
import { migrate } from '../database/migrator.ts'
import { useTimescale } from '../database/timescale.ts'
import { timescaleUrl } from './engines.ts'
import { claimEmbedded, claimPlain, claimServer } from './test-server.ts'
import type { TestServer } from './test-server.ts'

/** A migrated, empty database for one test file, on a real PostgreSQL. */
export interface TestDatabase {
  db: Database
  /** Opens a second pool on the same database, to stand for another process. */
  again(): Database
  close(): Promise<void>
}

/** Where a test's database is made. */
export interface TestDatabaseChoices {
  /** Our own embedded PostgreSQL (as always), a plain PostgreSQL 17, the TimescaleDB of the suite `engines`, or any server by its URL, as a role that may create databases. */
  on?: 'embedded' | 'plain' | 'timescale' | { url: string }
  /** False: an empty database, not migrated. */
  isMigrated?: boolean
}

/** Makes a database, as a copy of one that was migrated once. */
export async function openTestDatabase({ on = 'embedded', isMigrated = true }: TestDatabaseChoices = {}): Promise<TestDatabase> {
  const server = await claim(on)
  const name = `t_${randomBytes(6).toString('hex')}`
  try {
    await server.run(`create database ${name} template ${isMigrated ? await server.ensureTemplate(prepare) : 'template0'}`)
  } catch (error) {
    await server.leave()
    throw error
  }
  return opened(server, name)
}

async function claim(on: NonNullable<TestDatabaseChoices['on']>): Promise<TestServer> {
  if (on === 'embedded') return await claimEmbedded()
  if (on === 'plain') return await claimPlain()
  return claimServer(on === 'timescale' ? timescaleUrl() : on.url)
}

/** As a start of the program does it. */
async function prepare(db: Database): Promise<void> {
  await migrate(db)
  await useTimescale(db)
}

function opened(server: TestServer, name: string): TestDatabase {
  const address = server.addressOf(name)
  const pools: Database[] = []
  const again = (): Database => {
    const pool = new Database(address)
    pools.push(pool)
    return pool
  }
  const close = async (): Promise<void> => {
    await Promise.all(pools.map((db) => db.close()))
    await server.run(`drop database if exists ${name} with (force)`)
    await server.leave()
  }
  return { db: again(), again, close }
}
