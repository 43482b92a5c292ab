import { setTimeout as wait } from 'node:timers/promises'
import type { InletConfig, KafkaConfig } from '../config.ts'
import { KafkaClient } from '../log/kafka/kafka-client.ts'
import type { Admin, Consumer, EachBatchPayload, KafkaMessage } from '../log/kafka/kafka-client.ts'
import { provide, settingsOf } from '../log/kafka/topics.ts'
import type { Logger } from '../logger.ts'
import { Inlet } from './inlet.ts'
import type { InletMessage, InletPermits, InletTaker } from './inlet.ts'
import { InletStand } from './inlet-stand.ts'

const DAY_MS = 86_400_000
/** What other systems write holds person data as it is, so it is kept only as long as a door may be down. */
const RETENTION_MS = 7 * DAY_MS
const PAUSE = { firstMs: 1_000, longestMs: 30_000 } as const

/** What a Kafka inlet is made of. */
export interface KafkaInletParts {
  kafka: KafkaConfig
  inlets: readonly InletConfig[]
  logger: Logger
}

/** Reads the topics of other systems as one group; offsets move only after the batch is in the log. A reader that crashes is replaced, after a pause. */
export class KafkaInlet extends Inlet {
  private readonly client: KafkaClient
  private readonly group: string
  private readonly permits: ReadonlyMap<string, InletPermits>
  private readonly stopping = new AbortController()
  private running: Promise<void> | null = null

  constructor(private readonly parts: KafkaInletParts) {
    super()
    this.client = new KafkaClient(parts.kafka, parts.logger)
    this.group = `${parts.kafka.prefix}tierline-ingest`
    this.permits = new Map(parts.inlets.map(({ topic, ...permits }) => [`${parts.kafka.prefix}${topic}`, permits]))
  }

  open(taker: InletTaker): void {
    if (this.permits.size > 0) this.running ??= this.run(taker)
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.running
  }

  private async run(taker: InletTaker): Promise<void> {
    for (let pauseMs: number = PAUSE.firstMs; !this.stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2, PAUSE.longestMs)) {
      const began = performance.now()
      await this.session(taker).catch((error: unknown) => { if (!this.stopping.signal.aborted) taker.noteCrash(error) })
      if (performance.now() - began > PAUSE.longestMs) pauseMs = PAUSE.firstMs
      await wait(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined)
    }
  }

  /** One reader from its connection to its crash, or to the stop. kafkajs would begin some crashes anew and not others; here it begins none. */
  private async session(taker: InletTaker): Promise<void> {
    const admin = this.client.admin()
    const consumer = this.client.consumer(this.group, { retry: { retries: 5, restartOnFailure: () => Promise.resolve(false) } })
    try {
      await admin.connect()
      await provide(admin, this.parts.kafka, { logger: this.parts.logger, wanted: [...this.permits.keys()].map((topic) => ({ topic, settings: settingsOf(this.parts.kafka, RETENTION_MS) })) })
      await this.read({ admin, consumer, taker })
    } finally {
      await Promise.allSettled([consumer.disconnect(), admin.disconnect()])
    }
  }

  private async read({ admin, consumer, taker }: { admin: Admin; consumer: Consumer; taker: InletTaker }): Promise<void> {
    const stand = new InletStand({ admin, consumer, group: this.group, taker })
    const ended = new Promise<void>((resolve, reject) => {
      consumer.on('consumer.crash', ({ payload }) => reject(payload.error))
      this.stopping.signal.addEventListener('abort', () => resolve(), { once: true })
    })
    ended.catch(() => undefined)
    await consumer.connect()
    await consumer.subscribe({ topics: [...this.permits.keys()], fromBeginning: true })
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 3, eachBatch: (payload) => this.hand(payload, { consumer, taker, stand }) })
    await ended
  }

  private async hand(payload: EachBatchPayload, { consumer, taker, stand }: { consumer: Consumer; taker: InletTaker; stand: InletStand }): Promise<void> {
    const { topic, partition, messages } = payload.batch
    const permits = this.permits.get(topic)
    const last = messages.at(-1)
    if (!permits || !last) return
    await stand.check(topic, partition, Number(messages[0]?.offset))
    // A log that is away is waited for; meanwhile the group must know that this member lives.
    const beat = setInterval(() => { payload.heartbeat().catch(() => undefined) }, this.parts.kafka.sessionMs / 4)
    try {
      const commit = async (): Promise<void> => {
        await consumer.commitOffsets([{ topic, partition, offset: String(Number(last.offset) + 1) }])
        stand.moved(topic, partition, Number(last.offset) + 1)
        payload.resolveOffset(last.offset)
      }
      await taker.take({ topic, partition, permits, messages: messages.map(messageOf), stopping: this.stopping.signal, commit })
    } finally {
      clearInterval(beat)
    }
  }
}

function messageOf({ value, headers = {} }: KafkaMessage): InletMessage {
  const texts = Object.entries(headers).map(([name, sent]) => [name, (Array.isArray(sent) ? sent : [sent ?? '']).map(String)] as const)
  return { value, headers: Object.fromEntries(texts) }
}
