import { join } from 'node:path'
import { Registry } from 'prom-client'
import { ApiKeys } from './api-keys.ts'
import { WallClock } from './clock.ts'
import type { Clock } from './clock.ts'
import type { Config, DistributedConfig } from './config.ts'
import { Database } from './database/database.ts'
import type { DatabaseAddress, Transaction } from './database/database.ts'
import { startEmbeddedPostgres } from './database/embedded-postgres.ts'
import { migrate } from './database/migrator.ts'
import { useTimescale } from './database/timescale.ts'
import { Directory } from './directory.ts'
import { storeUnits } from './directory.store.ts'
import { claimDataFolder, readSharedSecrets } from './folder/data-folder.ts'
import type { DataFolder, Secrets } from './folder/data-folder.ts'
import { readRulesFolder } from './folder/rules-folder.ts'
import type { RulesFolder } from './folder/rules-folder.ts'
import { spell } from './folder/spelling.ts'
import { NoInlet } from './inlet/inlet.ts'
import type { Inlet } from './inlet/inlet.ts'
import { KafkaInlet } from './inlet/kafka-inlet.ts'
import type { EventLog } from './log/event-log.ts'
import { InProcessLog } from './log/in-process-log.ts'
import { KafkaLog } from './log/kafka/kafka-log.ts'
import { openLogger } from './logger.ts'
import type { Logger } from './logger.ts'
import type { Platform } from './platform.ts'
import { Seal } from './seal.ts'
import { InProcessSignal } from './signal/in-process-signal.ts'
import { RedisSignal } from './signal/redis-signal.ts'
import { Revisions } from './signal/revisions.ts'
import { removeScorers } from './signal/revision.store.ts'
import { measureSignal } from './signal/signal-metrics.ts'
import type { Signal } from './signal/signal.ts'

/** What a caller may choose besides the configuration. */
export interface PlatformChoices {
  clock?: Clock
  isDemo?: boolean
  /** The process' name on its log lines. */
  process?: string
  /** Told when a part has failed that nothing works without and that cannot be opened again; the process is to end. */
  onFatal?: (error: Error) => void
}

/** Opens the platform in the configured shape; the only place that knows which. A failure on the way closes what was open. */
export async function openPlatform(config: Config, choices: PlatformChoices = {}): Promise<Platform> {
  const closers: Closers = []
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    const rules = await readRulesFolder(config.rulesFolder)
    const logger = openLogger(config.logLevel, choices.process)
    const shape = config.distributed ? await openDistributed({ config, distributed: config.distributed, logger, onFatal: choices.onFatal }, closers) : await openEmbedded({ config, logger, choices }, closers)
    await tellTimescale(shape.db, config, logger)
    return await assemble({ config, rules, logger, shape, choices, close }, closers)
  } catch (error) {
    await close()
    throw error
  }
}

type Closers = (() => void | Promise<void>)[]

/** What differs between the shapes. */
interface Shape {
  db: Database
  log: EventLog
  inlet: Inlet
  signal: Signal
  secrets: Secrets
}

async function openEmbedded({ config, logger, choices }: { config: Config; logger: Logger; choices: PlatformChoices }, closers: Closers): Promise<Shape> {
  const folder = await claimDataFolder(config.dataFolder)
  closers.push(() => folder.release())
  const db = await openDatabase(await embeddedAddress({ config, folder, choices }, closers), closers)
  const log = new InProcessLog({ batchRecords: 5_000, queuedRecords: config.queueRecords })
  closers.push(() => log.stop())
  // The folder is claimed, so nobody else scores on its database; what a killed process left must not hold boards.
  await removeScorers(db)
  return { db, log, inlet: new NoInlet(), signal: new InProcessSignal(logger), secrets: folder.secrets }
}

async function embeddedAddress({ config, folder, choices }: { config: Config; folder: DataFolder; choices: PlatformChoices }, closers: Closers): Promise<DatabaseAddress> {
  if (config.databaseUrl !== null) return { connectionString: config.databaseUrl }
  const postgres = await startEmbeddedPostgres(join(folder.path, 'pg'))
  closers.push(() => postgres.stop())
  postgres.onDeath((error) => choices.onFatal?.(error))
  return postgres.address
}

async function openDistributed({ config, distributed, logger, onFatal }: { config: Config; distributed: DistributedConfig; logger: Logger; onFatal: PlatformChoices['onFatal'] }, closers: Closers): Promise<Shape> {
  const secrets = await readSharedSecrets(distributed.secretsFile)
  const db = await openDatabase({ connectionString: config.databaseUrl ?? '' }, closers)
  const signal = RedisSignal.open(distributed.redisUrl, `${distributed.kafka.prefix}tierline.`, logger)
  closers.push(() => signal.close())
  const log = await KafkaLog.open({ kafka: distributed.kafka, queueRecords: config.queueRecords, seal: new Seal(Buffer.from(secrets.seal, 'hex')), logger, onFatal })
  closers.push(() => log.stop())
  const inlet = new KafkaInlet({ kafka: distributed.kafka, inlets: distributed.inlets, logger })
  closers.push(() => inlet.stop())
  return { db, log, inlet, signal, secrets }
}

async function openDatabase(address: DatabaseAddress, closers: Closers): Promise<Database> {
  const db = new Database(address, 12)
  closers.push(() => db.close())
  await migrate(db)
  return db
}

/** Big tables become hypertables where the server has TimescaleDB. */
async function tellTimescale(db: Database, { eventChunkDays }: Config, logger: Logger): Promise<void> {
  const { edition, converted, why } = await useTimescale(db, { eventChunkDays })
  if (why !== null) logger.warn({ edition }, why)
  if (converted.length > 0) logger.info({ edition, converted }, 'tables became hypertables')
}

async function assemble(parts: { config: Config; rules: RulesFolder; logger: Logger; shape: Shape; choices: PlatformChoices; close: () => Promise<void> }, closers: Closers): Promise<Platform> {
  const { config, rules, logger, shape, choices, close } = parts
  const { db, signal } = shape
  const clock = choices.clock ?? new WallClock()
  const stored = await db.transaction(async (tx) => await storeUnitFiles(tx, rules, new Date(clock.now())))
  if (stored !== null) signal.publish('directory', stored)
  const revisions = await Revisions.open({ db, signal, logger })
  closers.push(() => revisions.close())
  const directory = new Directory(db, signal)
  await directory.reload()
  const metrics = new Registry()
  measureSignal(metrics, signal)
  shape.log.measure(metrics)
  return { config, rules, logger, ...shape, clock, directory, close, keys: new ApiKeys(db, clock), metrics, isDemo: choices.isDemo ?? false }
}

async function storeUnitFiles(tx: Transaction, { units }: RulesFolder, instant: Date): Promise<string | null> {
  let revision: string | null = null
  for (const file of units) revision = await storeUnits(tx, file, spell, instant) ?? revision
  return revision
}
