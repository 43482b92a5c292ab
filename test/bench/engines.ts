import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { raw } from '@tierline/platform/database/database'
import type { Database } from '@tierline/platform/database/database'
import { start as startKafka } from '../engines/kafka.mjs'
import { start as startRedis } from '../engines/redis.mjs'
import { start as startTimescale } from '../engines/timescale.mjs'

/** Engines of a benchmark's own, and a folder that goes with them. */
export interface BenchEngines {
  /** As a cluster takes them. */
  engines: { kafka: string; timescale: string; redis: string }
  /** `host:port` of the database's server. */
  server: string
  folder: string
}

/** Starts the three, durable as in earnest, and removes them when the work is done. */
export async function withBenchEngines<T>(work: (engines: BenchEngines) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tl-bench-'))
  const broker = await startKafka({ folder: join(folder, 'kafka'), heapMb: 768 })
  const server = await startTimescale({ folder: join(folder, 'timescale'), settings: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' } })
  const redis = await startRedis({ folder: join(folder, 'redis') })
  try {
    return await work({ engines: { kafka: broker.address, timescale: server.url, redis: redis.url }, server: server.address, folder })
  } finally {
    await Promise.all([broker.remove(), server.remove(), redis.remove()])
    await rm(folder, { recursive: true, force: true })
  }
}

/** Records committed so far, over all partitions. */
export async function committed(db: Database): Promise<number> {
  return Number((await db.one(raw<{ next: bigint | null }>(), 'select sum(next)::int8 as next from log_position')).next ?? 0n)
}
