import { join, resolve } from 'node:path'
import { readConfig } from '@tierline/platform/config'
import { Database } from '@tierline/platform/database/database'
import { runningPostgres, startEmbeddedPostgres } from '@tierline/platform/database/embedded-postgres'
import { migrate } from '@tierline/platform/database/migrator'
import { claimDataFolder, FolderInUse } from '@tierline/platform/folder/data-folder'

/**
 * Works on the database of a data folder: beside a server that runs on it, or with a PostgreSQL of our own that ends afterwards.
 * Where the configuration names a database, on that one, brought up to date first: a first key may be made before the first process has started. No folder is touched then.
 */
export async function withDatabase<T>(data: string | undefined, work: (db: Database) => Promise<T>): Promise<T> {
  const config = readConfig()
  if (config.databaseUrl !== null) {
    return await onDatabase(new Database({ connectionString: config.databaseUrl }, 2), async (db) => {
      await migrate(db)
      return await work(db)
    })
  }
  const folder = resolve(data ?? config.dataFolder)
  const claimed = await claimDataFolder(folder).catch((error: unknown) => {
    if (error instanceof FolderInUse) return null
    throw error
  })
  if (!claimed) return await onDatabase(new Database(await runningPostgres(join(folder, 'pg')), 2), work)
  try {
    return await onOwnPostgres(join(folder, 'pg'), work)
  } finally {
    await claimed.release()
  }
}

/** A command that is told to stop takes its PostgreSQL along; the work fails then, since its connection ends. */
async function onOwnPostgres<T>(folder: string, work: (db: Database) => Promise<T>): Promise<T> {
  const postgres = await startEmbeddedPostgres(folder)
  const stop = (): void => void postgres.stop()
  for (const name of SIGNALS) process.on(name, stop)
  try {
    return await onDatabase(new Database(postgres.address, 4), async (db) => {
      await migrate(db)
      return await work(db)
    })
  } finally {
    for (const name of SIGNALS) process.off(name, stop)
    await postgres.stop()
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

async function onDatabase<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> {
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}
