import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@tierline/platform/config'
import { Database } from '@tierline/platform/database/database'
import { KafkaClient } from '@tierline/platform/log/kafka/kafka-client'
import { openLogger } from '@tierline/platform/logger'
import { kafkaBrokers, redisUrl, timescaleUrl } from '@tierline/platform/testing/engines'

/** Where the engines of one cluster are; those of the suite where nothing else is said. */
export interface EngineAddresses {
  /** `host:port`, several with commas. */
  kafka?: string
  /** A URL of a database whose user may create databases. */
  timescale?: string
  redis?: string
}

/** A corner of the engines that one cluster has to itself: a database, a prefix of topics and channels, a file of secrets. */
export interface ClusterPlace {
  prefix: string
  /** What every process of the cluster is started with. */
  environment: Record<string, string>
  db: Database
  /** Takes all of it away again. */
  clear(): Promise<void>
}

/** Makes one; what its engines hold after it is what they held before. */
export async function openPlace(engines: EngineAddresses = {}): Promise<ClusterPlace> {
  const word = randomBytes(5).toString('hex')
  const [prefix, database] = [`t-${word}.`, `tl_${word}`]
  const server = engines.timescale ?? timescaleUrl()
  await onServer(server, (db) => db.script(`create database ${database}`))
  const folder = await mkdtemp(join(tmpdir(), 'tl-cluster-'))
  const secrets = join(folder, 'secrets.json')
  await writeFile(secrets, JSON.stringify({ personal: randomBytes(32).toString('hex'), seal: randomBytes(32).toString('hex') }), { mode: 0o600 })
  const url = databaseAt(server, database)
  const environment = {
    TIERLINE_SHAPE: 'distributed', TIERLINE_DATABASE_URL: url, TIERLINE_SECRETS: secrets, TIERLINE_PORT: '0', TIERLINE_LOG_LEVEL: 'info',
    TIERLINE_KAFKA_BROKERS: engines.kafka ?? kafkaBrokers().join(','), TIERLINE_KAFKA_PREFIX: prefix, TIERLINE_KAFKA_PARTITIONS: '4', TIERLINE_REDIS_URL: engines.redis ?? redisUrl(),
    // A folder that nothing may make: the distributed shape keeps no data beside the engines.
    TIERLINE_DATA: join(folder, 'never-made'),
  }
  const db = new Database({ connectionString: url }, 4)
  return {
    prefix, environment, db,
    clear: async () => {
      await db.close()
      await onServer(server, (admin) => admin.script(`drop database if exists ${database} with (force)`)).catch(sayLeft(`database ${database}`))
      await dropTopics(environment, prefix).catch(sayLeft(`topics ${prefix}*`))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function databaseAt(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

async function onServer(connectionString: string, work: (db: Database) => Promise<void>): Promise<void> {
  const db = new Database({ connectionString }, 1)
  try {
    await work(db)
  } finally {
    await db.close()
  }
}

async function dropTopics(environment: Record<string, string>, prefix: string): Promise<void> {
  const { distributed } = readConfig(environment)
  if (!distributed) return
  const admin = new KafkaClient(distributed.kafka, openLogger('silent')).admin()
  await admin.connect()
  try {
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix))
    if (topics.length > 0) await admin.deleteTopics({ topics })
    const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter((group) => group.startsWith(prefix))
    if (groups.length > 0) await admin.deleteGroups(groups)
  } finally {
    await admin.disconnect()
  }
}

/** A test's own engine may be gone by now, and takes what it held along. */
const sayLeft = (what: string) => (error: unknown): void => void process.stderr.write(`${what} could not be removed: ${String(error)}\n`)
