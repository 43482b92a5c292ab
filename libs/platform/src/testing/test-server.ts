import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database } from '../database/database.ts'
import type { DatabaseAddress } from '../database/database.ts'
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts'
import { startOwnPostgres } from './own-postgres.ts'

/** A PostgreSQL server on which tests make databases; what was made on it is gone when the last user has left. */
export class TestServer {
  private users = 0
  private template: Promise<string> | null = null

  constructor(private readonly address: DatabaseAddress, private readonly end: () => Promise<void>) {}

  claim(): this {
    this.users += 1
    return this
  }

  async leave(): Promise<void> {
    this.users -= 1
    if (this.users > 0) return
    const name = await this.template
    this.template = null
    if (name !== null) {
      await this.run(`alter database ${name} with is_template false`)
      await this.run(`drop database ${name} with (force)`)
    }
    await this.end()
  }

  addressOf(database: string): DatabaseAddress {
    const { connectionString, ...place } = this.address
    if (connectionString === undefined) return { ...place, database }
    const url = new URL(connectionString)
    url.pathname = `/${database}`
    return { connectionString: url.href }
  }

  /** One statement on the server's own database. */
  async run(sql: string): Promise<void> {
    const db = new Database(this.address, 1)
    try {
      await db.script(sql)
    } finally {
      await db.close()
    }
  }

  /** The name of a database that `prepare` has filled once, to be copied. */
  ensureTemplate(prepare: (db: Database) => Promise<void>): Promise<string> {
    this.template ??= this.makeTemplate(prepare)
    return this.template
  }

  private async makeTemplate(prepare: (db: Database) => Promise<void>): Promise<string> {
    const name = `template_${randomBytes(6).toString('hex')}`
    await this.run(`create database ${name}`)
    const db = new Database(this.addressOf(name), 2)
    await prepare(db)
    await db.close()
    // Nobody connects to it any more, TimescaleDB's background workers included: a database in use cannot be copied.
    await this.run(`alter database ${name} with allow_connections false is_template true`)
    return name
  }
}

let embedded: Promise<TestServer> | null = null

/** The PostgreSQL of this test process (without fsync: nothing here outlives the test), started with its first user and ended with its last. */
export async function claimEmbedded(): Promise<TestServer> {
  embedded ??= startEmbedded()
  return (await embedded).claim()
}

let plain: Promise<TestServer> | null = null

/** A PostgreSQL 17 without TimescaleDB, started through test/engines with its first user and ended with its last. */
export async function claimPlain(): Promise<TestServer> {
  plain ??= startPlain()
  return (await plain).claim()
}

const servers = new Map<string, TestServer>()

/** A server that runs already; it goes on running. */
export function claimServer(url: string): TestServer {
  const server = servers.get(url) ?? new TestServer({ connectionString: url }, () => Promise.resolve())
  servers.set(url, server)
  return server.claim()
}

async function startPlain(): Promise<TestServer> {
  const engine = await startOwnPostgres({ isPlain: true })
  return new TestServer({ connectionString: engine.url }, async () => {
    plain = null
    await engine.remove()
  })
}

async function startEmbedded(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tl-'))
  // The user that runs PostgreSQL under root must get through.
  await chmod(folder, 0o755)
  const postgres = await startEmbeddedPostgres(join(folder, 'pg'), ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off', '-c', 'shared_buffers=64MB'])
  return new TestServer(postgres.address, async () => {
    embedded = null
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  })
}
