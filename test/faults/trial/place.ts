import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../../engines/engines.mjs'
import * as kafkaEngine from '../../engines/kafka.mjs'
import * as redisEngine from '../../engines/redis.mjs'
import * as timescaleEngine from '../../engines/timescale.mjs'
import type { TimescaleEngine } from '../../engines/timescale.mjs'
import { startCluster } from '../../support/cluster.ts'
import type { Cluster } from '../../support/cluster.ts'
import { Random } from '../../support/random.ts'
import { buildCity, giveAttributes } from './city.ts'
import type { City } from './city.ts'
import { CuttingProxy } from './cutting-proxy.ts'
import { Told } from './told.ts'
import { Writers } from './writers.ts'

/** Everything that a block of faults may break: engines of its own, two processes of every service that writes, and writers before them. */
export interface Place {
  random: Random
  kafka: Engine
  timescale: TimescaleEngine
  redis: Engine
  proxy: CuttingProxy
  cluster: Cluster
  city: City
  writers: Writers
  told: Told
  say: (text: string) => void
  close(): Promise<void>
}

/** The shortest that Kafka allows, so that a takeover does not make a round long. */
export const SESSION_MS = 6_000
/** Of the database's volume; a block fills it. */
export const VOLUME_MB = 1_500

/** Starts it all; `hasVolume` puts the database on a small volume, which is had on Debian as root only. */
export async function openPlace({ seed, hasVolume, say }: { seed: number; hasVolume: boolean; say: (text: string) => void }): Promise<Place> {
  const random = new Random(seed)
  const folder = await mkdtemp(join(tmpdir(), 'tl-faults-'))
  // Processes and engines end with ours, however it ends; only the folder has to be thought of.
  const forget = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', forget)
  const closers: (() => Promise<unknown>)[] = [async () => {
    process.off('exit', forget)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }]
  const close = async (): Promise<void> => { for (const closer of closers.splice(0).reverse()) await closer().catch((error: unknown) => say(`not removed: ${String(error)}`)) }
  try {
    const kafka = await kafkaEngine.start({ folder: join(folder, 'kafka'), properties: { 'broker.session.timeout.ms': '3000', 'broker.heartbeat.interval.ms': '500' } })
    closers.push(() => kafka.remove())
    const timescale = await timescaleEngine.start({ folder: join(folder, 'timescale'), ...(hasVolume ? { volumeMb: VOLUME_MB } : {}) })
    closers.push(() => timescale.remove())
    const redis = await redisEngine.start({ folder: join(folder, 'redis') })
    closers.push(() => redis.remove())
    const proxy = await CuttingProxy.open(new Random(seed ^ 0x5eed), timescale.port)
    closers.push(() => proxy.close())
    const city = await buildCity()
    closers.push(() => rm(city.folder, { recursive: true, force: true }))
    const cluster = await startCluster({
      ingest: 2, rollup: 2, scoring: 2, live: 1, alerts: 2, rules: city.folder, environment: { TIERLINE_KAFKA_SESSION_MS: String(SESSION_MS) },
      engines: { kafka: kafka.address, timescale: proxy.url, redis: `redis://${redis.address}` },
    })
    closers.push(() => cluster.stop())
    const told = await Told.begin(cluster.client, cluster.db)
    closers.push(() => told.close())
    await giveAttributes(cluster.client)
    const writers = new Writers({ url: cluster.url, key: cluster.client.key }, random.whole(0, 2 ** 31))
    return { random, kafka, timescale, redis, proxy, cluster, city, writers, told, say, close }
  } catch (error) {
    await close()
    throw error
  }
}
