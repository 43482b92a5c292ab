import { join } from 'node:path'
import { ApiKeys } from './api-keys.ts'
import { WallClock } from './clock.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { Database } from './database/database.ts'
import type { DatabaseAddress } from './database/database.ts'
import { startEmbeddedPostgres } from './database/embedded-postgres.ts'
import { migrate } from './database/migrator.ts'
import { Directory } from './directory.ts'
import { storeUnits } from './directory.store.ts'
import { claimDataFolder } from './folder/data-folder.ts'
import type { DataFolder } from './folder/data-folder.ts'
import { readRulesFolder } from './folder/rules-folder.ts'
import type { RulesFolder } from './folder/rules-folder.ts'
import { InProcessLog } from './log/in-process-log.ts'
import { InProcessSignal } from './signal/in-process-signal.ts'
import { openLogger } from './logger.ts'
import type { Platform } from './platform.ts'
import { spell } from './spelling.ts'

/** What a caller may choose besides the configuration. */
export interface PlatformChoices {
  clock?: Clock
  isDemo?: boolean
}

/** Opens the platform in the configured shape; the only place that knows which. A failure on the way closes what was open. */
export async function openPlatform(config: Config, choices: PlatformChoices = {}): Promise<Platform> {
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    const rules = await readRulesFolder(config.rulesFolder)
    const folder = await claimDataFolder(config.dataFolder)
    closers.push(() => folder.release())
    const db = await openDatabase(config, folder, closers)
    return await assemble({ config, rules, folder, db, choices, closers }, close)
  } catch (error) {
    await close()
    throw error
  }
}

interface Parts {
  config: Config
  rules: RulesFolder
  folder: DataFolder
  db: Database
  choices: PlatformChoices
  closers: (() => Promise<void>)[]
}

async function openDatabase(config: Config, folder: DataFolder, closers: (() => Promise<void>)[]): Promise<Database> {
  let address: DatabaseAddress = { connectionString: config.databaseUrl ?? '' }
  if (config.databaseUrl === null) {
    const postgres = await startEmbeddedPostgres(join(folder.path, 'pg'))
    closers.push(() => postgres.stop())
    address = postgres.address
  }
  const db = new Database(address, 12)
  closers.push(() => db.close())
  await migrate(db)
  return db
}

async function assemble(parts: Parts, close: () => Promise<void>): Promise<Platform> {
  const { config, rules, folder, db, choices, closers } = parts
  const clock = choices.clock ?? new WallClock()
  await db.transaction(async (tx) => {
    for (const file of rules.units) await storeUnits(tx, file, spell, new Date(clock.now()))
  })
  const signal = new InProcessSignal()
  const directory = new Directory(db, signal)
  await directory.reload()
  const log = new InProcessLog({ batchRecords: 5_000, queuedRecords: config.queueRecords })
  closers.push(() => log.stop())
  return {
    config, rules, db, clock, signal, directory, log, close,
    secrets: folder.secrets,
    keys: new ApiKeys(db, clock),
    logger: openLogger(config.logLevel),
    isDemo: choices.isDemo ?? false,
  }
}
