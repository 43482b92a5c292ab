import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LogRecord } from '@tierline/contracts/log-record'
import type { Reconciliation } from '@tierline/contracts/quality'
import type { KafkaConfig } from '@tierline/platform/config'
import type { Lane } from '@tierline/platform/log/event-log'
import { KafkaLog } from '@tierline/platform/log/kafka/kafka-log'
import { lanesOf } from '@tierline/platform/log/kafka/topics'
import { openLogger } from '@tierline/platform/logger'
import { Seal } from '@tierline/platform/seal'
import { kafkaBrokers } from '@tierline/platform/testing/engines'
import { openKafkaTopics, withAdmin } from '@tierline/platform/testing/kafka-topics'
import type { KafkaTopics } from '@tierline/platform/testing/kafka-topics'
import type { TestDatabase } from '@tierline/platform/testing/test-database'
import { reconcile } from '../reconciliation/reconcile.ts'
import { openWorker } from './kafka-worker.ts'
import type { Worker, WorkerPlace } from './kafka-worker.ts'
import { rigOn } from './rig.ts'
import type { Rig } from './rig.ts'
import { MEASURES } from './types.ts'

type Admin = Parameters<Parameters<typeof withAdmin>[1]>[0]

/** The roll-up on a real Kafka: topics of its own, an emptied database, workers in this process or as processes. */
export interface KafkaRig {
  rig: Rig
  topics: KafkaTopics
  topic: Record<Lane, string>
  group: Record<Lane, string>
  send(records: readonly LogRecord[], lane?: Lane): Promise<void>
  worker(before?: WorkerPlace['before']): Promise<Worker>
  /** A process; build first. Resolves when it has begun to join. */
  process(): Promise<ChildProcess>
  admin<T>(work: (admin: Admin) => Promise<T>): Promise<T>
  reconcile(): Promise<Reconciliation>
  /** Waits until nothing is above the stored positions and so many records have their outcome. */
  settled(accepted: number): Promise<Reconciliation>
  /** Stops what runs and takes the topics away. */
  close(): Promise<void>
}

const LEVEL = 'silent'
const SCRIPT = fileURLToPath(new URL('../../dist/testing/kafka-worker-process.js', import.meta.url))

export async function openKafkaRig(test: TestDatabase, changes: Partial<KafkaConfig> & { brokers?: string[] } = {}): Promise<KafkaRig> {
  const rig = await rigOn(test, { measures: MEASURES })
  const topics = openKafkaTopics(changes.brokers ?? kafkaBrokers(), { partitions: 4, ...changes })
  const lanes = lanesOf(topics.config)
  const logger = openLogger(LEVEL)
  const door = await KafkaLog.open({ kafka: topics.config, queueRecords: 200_000, seal: new Seal(Buffer.alloc(32)), logger })
  const workers: Worker[] = []
  const children: ChildProcess[] = []
  const place = { kafka: topics.config, database: test.db.address }
  const balance = (): Promise<Reconciliation> => reconcile(test.db, door)
  return {
    rig, topics, topic: { live: lanes.live.topic, backfill: lanes.backfill.topic }, group: { live: lanes.live.group, backfill: lanes.backfill.group },
    send: async (records, lane = 'live') => { await door.append(records, lane) },
    worker: async (before) => {
      const worker = await openWorker({ ...place, logger, ...(before ? { before } : {}) })
      workers.push(worker)
      return worker
    },
    process: async () => {
      const child = spawn(process.execPath, [SCRIPT, JSON.stringify(place)], { stdio: ['ignore', 'pipe', 'inherit'] })
      children.push(child)
      await new Promise<void>((resolve, reject) => {
        child.stdout.once('data', () => resolve())
        child.once('exit', (code) => reject(new Error(`the worker ended with ${code}; build first: npx tsc -b`)))
      })
      return child
    },
    admin: (work) => withAdmin(topics.client, work),
    reconcile: balance,
    settled: async (accepted) => await until(balance, (read) => read.inFlight === 0 && read.accepted >= accepted),
    close: async () => {
      for (const child of children) child.kill('SIGKILL')
      await Promise.all(workers.map((worker) => worker.stop().catch(() => undefined)))
      await door.stop()
      await topics.close()
    },
  }
}

const PATIENCE_MS = 90_000

/** Asks until the answer is as wished; the last answer is in the error. */
export async function until<T>(ask: () => Promise<T> | T, isWished: (answer: T) => boolean): Promise<T> {
  const giveUpAt = Date.now() + PATIENCE_MS
  for (;;) {
    const answer = await ask()
    if (isWished(answer)) return answer
    if (Date.now() > giveUpAt) throw new Error(`waited ${PATIENCE_MS / 1_000} s in vain, last found ${JSON.stringify(answer).slice(0, 2_000)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
