import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A Kafka that a test started for itself and may kill. */
export interface OwnKafka {
  address: string
  port: number
  /** On the same folder and port; resolves when it answers. */
  restart(): Promise<void>
  stop(): Promise<void>
  kill(): Promise<void>
  pause(): Promise<void>
  resume(): Promise<void>
  remove(): Promise<void>
}

interface KafkaEngine {
  start: (how: { folder: string; port?: number; properties?: Record<string, string> }) => Promise<OwnKafka>
}

/** Starts a one-node Kafka through test/engines; `remove` it when done. */
export async function startOwnKafka(how: { port?: number; properties?: Record<string, string> } = {}): Promise<OwnKafka> {
  // Past the type checker, for test/ is no part of this package.
  const { start } = await import(new URL('../../../../test/engines/kafka.mjs', import.meta.url).href) as KafkaEngine
  return await start({ folder: await mkdtemp(join(tmpdir(), 'tl-kafka-')), ...how })
}
