import type { Logger } from '../../../logger.ts'
import type { Lane } from '../../event-log.ts'
import type { Consumer, ConsumerCrashEvent, ConsumerGroupJoinEvent, EachBatchPayload, KafkaClient } from '../kafka-client.ts'
import type { LogMetrics } from './log-metrics.ts'

/** What a member of a group is made of. */
export interface MemberParts {
  lane: Lane
  topic: string
  group: string
  client: KafkaClient
  metrics: LogMetrics
  logger: Logger
  onFatal(error: Error): void
}

/** What a member tells. */
export interface MemberHearer {
  /** Called before anything of the new partitions is fetched. */
  onJoin(partitions: readonly number[]): void
  onBatch(payload: EachBatchPayload): Promise<void>
}

/** Partitions that are taken at the same time by one process. */
const AT_ONCE: Record<Lane, number> = { live: 3, backfill: 1 }
const START_PAUSE_MS = 2_000

/** kafkajs' consumer of one topic, kept running: it starts again when it crashes, and the process ends when it cannot. */
export class GroupMember {
  private readonly kafka: Consumer
  private readonly committed = new Map<number, number>()
  private rejoining: Promise<void> = Promise.resolve()
  private starting: Promise<void> = Promise.resolve()
  private isRejoining = false
  private isStopping = false

  constructor(private readonly parts: MemberParts, private readonly hearer: MemberHearer) {
    this.kafka = parts.client.consumer(parts.group)
    this.kafka.on(this.kafka.events.GROUP_JOIN, (event) => this.onJoin(event))
    this.kafka.on(this.kafka.events.CRASH, (event) => this.onCrash(event))
  }

  /** Joins the group, and tries until it can. */
  start(): void {
    this.starting = this.startUntilDone()
  }

  pause(partitions: readonly number[]): void {
    this.quietly(() => this.kafka.pause([{ topic: this.parts.topic, partitions: [...partitions] }]))
  }

  /** Fetches a partition from a position on. */
  resume(partition: number, from: number): void {
    this.quietly(() => {
      this.kafka.seek({ topic: this.parts.topic, partition, offset: String(from) })
      this.kafka.resume([{ topic: this.parts.topic, partitions: [partition] }])
    })
  }

  /** Tells Kafka's offsets where they have moved, for lag dashboards only: a failure is nobody's business. */
  async commit(stands: readonly { partition: number; next: number }[]): Promise<void> {
    const moved = stands.filter(({ partition, next }) => this.committed.get(partition) !== next)
    if (moved.length === 0) return
    try {
      await this.kafka.commitOffsets(moved.map(({ partition, next }) => ({ topic: this.parts.topic, partition, offset: String(next) })))
      for (const { partition, next } of moved) this.committed.set(partition, next)
    } catch (error) {
      this.parts.logger.debug({ err: error, lane: this.parts.lane }, 'Kafka did not take the offsets')
    }
  }

  /** Leaves the group and joins it anew, so that the partitions are given out again. */
  rejoin(): void {
    if (this.isRejoining || this.isStopping) return
    this.isRejoining = true
    this.parts.logger.warn({ lane: this.parts.lane, group: this.parts.group }, 'leaves the group and joins it again: somebody else is at work on its partitions')
    this.rejoining = this.kafka.stop().then(() => (this.isStopping ? undefined : this.run())).catch((error: unknown) => this.fail(error)).finally(() => { this.isRejoining = false })
  }

  async stop(): Promise<void> {
    this.isStopping = true
    await this.rejoining
    await this.kafka.disconnect()
    await this.starting
  }

  private async startUntilDone(): Promise<void> {
    while (!this.isStopping) {
      try {
        await this.kafka.connect()
        // From the beginning, for kafkajs' own reset; it is noticed, and never taken as it comes.
        await this.kafka.subscribe({ topics: [this.parts.topic], fromBeginning: true })
        return await this.run()
      } catch (error) {
        this.parts.logger.warn({ err: error, lane: this.parts.lane, topic: this.parts.topic }, 'the consumer could not be started; it is tried again')
        await new Promise((resolve) => setTimeout(resolve, START_PAUSE_MS))
      }
    }
  }

  private run(): Promise<void> {
    return this.kafka.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: AT_ONCE[this.parts.lane], eachBatch: (payload) => this.hearer.onBatch(payload) })
  }

  private onJoin({ payload }: ConsumerGroupJoinEvent): void {
    const partitions = payload.memberAssignment[this.parts.topic] ?? []
    this.committed.clear()
    this.parts.logger.info({ lane: this.parts.lane, group: payload.groupId, member: payload.memberId, partitions }, 'joined the group')
    this.hearer.onJoin(partitions)
  }

  private onCrash({ payload }: ConsumerCrashEvent): void {
    this.parts.metrics.crashes.inc({ lane: this.parts.lane })
    this.parts.logger.error({ err: payload.error, lane: this.parts.lane, restart: payload.restart }, payload.restart ? 'the consumer crashed and starts again' : 'the consumer crashed and cannot start again')
    if (!payload.restart) this.fail(payload.error)
  }

  private fail(error: unknown): void {
    const said = error instanceof Error ? error.message : String(error)
    this.parts.onFatal(new Error(`Kafka, group ${this.parts.group}: the consumer has ended (${said}) and cannot start again. Mend what it says; the process ends, so that its supervisor starts it anew.`, { cause: error }))
  }

  /** Between a crash and the new start kafkajs has no consumer that could be told; the next join begins with pauses anyway. */
  private quietly(tell: () => void): void {
    try {
      tell()
    } catch (error) {
      this.parts.logger.debug({ err: error, lane: this.parts.lane }, 'the consumer is not running')
    }
  }
}
