import type { Logger } from '../../../logger.ts'
import type { Seal } from '../../../seal.ts'
import { PositionTaken } from '../../event-log.ts'
import type { Lane, LogConsumer } from '../../event-log.ts'
import type { TopicView } from '../cluster-view.ts'
import type { EachBatchPayload, KafkaClient, KafkaMessage } from '../kafka-client.ts'
import { askedOffset } from '../kafka-internals.ts'
import { decodeRecord } from '../record-codec.ts'
import { GroupMember } from './group-member.ts'
import { withHeartbeats } from './heartbeat.ts'
import type { Membership } from './heartbeat.ts'
import { LiveFirst } from './live-first.ts'
import type { LagBoard, LogMetrics } from './log-metrics.ts'
import type { LogWatch, Watched } from './log-watch.ts'
import { Settling } from './settling.ts'
import { slicesOf } from './slices.ts'
import type { SliceBounds } from './slices.ts'
import { Stand } from './stand.ts'

/** What consuming one lane needs. */
export interface LaneParts {
  lane: Lane
  topic: string
  group: string
  client: KafkaClient
  sessionMs: number
  seal: Seal
  consumer: LogConsumer
  metrics: LogMetrics
  lag: LagBoard
  logger: Logger
  watch: Pick<LogWatch, 'check' | 'hurry' | 'lookAgeMs'>
  onFatal(error: Error): void
}

/** An import's transactions are short, so that a live one never waits long behind its locks. */
const SLICES: Record<Lane, SliceBounds> = { live: { records: 5_000, bytes: 8 * 1024 * 1024 }, backfill: { records: 1_000, bytes: 2 * 1024 * 1024 } }
/** A batch is taken only if the topic's identity was looked at this recently. */
const LOOK_AGE_MS = 3_000
const PAUSE_MS = { first: 100, longest: 5_000 }
/** PositionTaken this often in a row means that somebody else is at work on the partitions of this member. */
const TAKEN_BEFORE_REJOIN = 2

/** Consumes one lane: a member of its group, and a stand towards each partition that it is given. */
export class LaneConsumer implements Watched {
  readonly topic: string
  /** Whether it has had a place in its group since it was made; partitions may be none. */
  hasJoined = false
  private stands = new Map<number, Stand>()
  private readonly member: GroupMember
  private readonly settling: Settling
  private readonly liveFirst: LiveFirst | null
  private readonly atWork = new Set<Promise<void>>()
  private takenInARow = 0
  private isStopping = false

  constructor(private readonly parts: LaneParts) {
    this.topic = parts.topic
    this.member = new GroupMember(parts, { onJoin: (partitions) => this.onJoin(partitions), onBatch: (payload) => this.onBatch(payload) })
    this.settling = new Settling(parts, this.member)
    this.liveFirst = parts.lane === 'backfill' ? new LiveFirst(() => parts.lag.of('live')) : null
    parts.client.onOutOfRange(parts, (partition) => this.onOutOfRange(partition))
  }

  start(): void {
    this.member.start()
  }

  /** Holds every stand against the log as it is, and starts those that fit. Throws when the database does not answer. */
  async settle(look: () => Promise<TopicView | null>): Promise<void> {
    if (this.isStopping) return
    await this.settling.run(this.stands, look)
    void this.commitOffsets()
  }

  /** Finishes the batch at hand, tells Kafka's offsets, leaves the group. */
  async stop(): Promise<void> {
    this.isStopping = true
    await Promise.all(this.atWork)
    await this.commitOffsets()
    await this.member.stop()
  }

  private async commitOffsets(): Promise<void> {
    await this.member.commit([...this.stands.values()].filter(({ phase }) => phase === 'running'))
  }

  /** Pauses of before are lost when kafkajs starts its consumer again, so each join begins with all of them. */
  private onJoin(partitions: readonly number[]): void {
    this.stands = new Map(partitions.map((partition) => [partition, new Stand(partition)]))
    this.takenInARow = 0
    this.hasJoined = true
    this.member.pause(partitions)
    this.parts.metrics.rebalances.inc({ lane: this.parts.lane })
    this.parts.watch.hurry()
  }

  /** kafkajs goes to the log's start then, without a word; what it fetches there must not be taken. */
  private onOutOfRange(partition: number): void {
    const stand = this.stands.get(partition)
    if (!stand || stand.phase !== 'running') return
    stand.missed = stand.next
    this.checkAgain(stand)
  }

  private async onBatch(payload: EachBatchPayload): Promise<void> {
    const stand = this.stands.get(payload.batch.partition)
    if (this.isStopping || !stand || stand.phase !== 'running') return this.member.pause([payload.batch.partition])
    const work = withHeartbeats(() => payload.heartbeat(), this.parts.sessionMs / 8, (membership) => this.pass(payload, stand, membership))
    const ended = work.catch(() => undefined)
    this.atWork.add(ended)
    stand.isBusy = true
    try {
      await work
    } finally {
      stand.isBusy = false
      this.atWork.delete(ended)
    }
  }

  private async pass(payload: EachBatchPayload, stand: Stand, membership: Membership): Promise<void> {
    try {
      await this.consume(payload, stand, membership)
      this.takenInARow = 0
    } catch (error) {
      this.answer(error, stand)
    }
  }

  /**
   * A crash before step 4 costs nothing: nothing was kept, the records come again from the stored position. Between 4 and 5 nothing either:
   * the stored position has moved with the records, and whoever comes next asks for it and not for Kafka's offset.
   */
  private async consume(payload: EachBatchPayload, stand: Stand, membership: Membership): Promise<void> {
    const { batch } = payload
    const { consumer, lag, lane, watch } = this.parts
    // 1. The topic is still the log whose positions these are.
    if (watch.lookAgeMs(batch.topic) > LOOK_AGE_MS) await watch.check()
    const log = this.settling.log
    if (log === null || stand.phase !== 'running') return
    // 2. Ask the stored position. A batch from elsewhere is not taken: the stand is checked, and Kafka asked for the right place.
    const next = await consumer.position({ log, partition: batch.partition }, 0)
    if (next !== stand.next || !stand.isExpected(askedOffset(batch))) return this.checkAgain(stand, askedOffset(batch))
    lag.set(lane, batch.partition, Number(batch.highWatermark) - next)
    for (const slice of slicesOf(batch.messages, SLICES[lane])) {
      // 3. Imports let live traffic go first. A member that was revoked or told to stop takes nothing more; the stored position is the fence.
      await this.liveFirst?.wait(() => this.isStopping || membership.isLost)
      if (this.isStopping || membership.isLost || stand.phase !== 'running' || !payload.isRunning() || payload.isStale()) return
      // 4. One transaction: records and position.
      const commit = (): Promise<unknown> => consumer.consume({ log, partition: batch.partition, ...this.decoded(slice) })
      await (this.liveFirst ? this.liveFirst.timed(commit) : commit())
      // 5. Only now kafkajs may go on; Kafka's own offset follows within a second, for dashboards of lag.
      const last = slice.at(-1)?.offset ?? '0'
      payload.resolveOffset(last)
      stand.advance(Number(last) + 1, Number(last === batch.messages.at(-1)?.offset ? batch.lastOffset() : last) + 1)
      lag.set(lane, batch.partition, Number(batch.highWatermark) - stand.next)
    }
  }

  private decoded(slice: readonly KafkaMessage[]): { records: ReturnType<typeof decodeRecord>[]; positions: number[] } {
    return { records: slice.map((message) => decodeRecord(message, this.parts.seal, Number(message.timestamp))), positions: slice.map(({ offset }) => Number(offset)) }
  }

  /** Somebody else has the partition: look again, and leave the group when it goes on. Anything else is infrastructure: the partition waits, the session is kept, nothing is skipped. */
  private answer(error: unknown, stand: Stand): void {
    const { logger, lane } = this.parts
    const fields = { lane, partition: stand.partition, log: this.settling.log, position: stand.next }
    if (error instanceof PositionTaken) {
      logger.warn({ ...fields, said: error.message }, 'the stored position was moved by somebody else; it is read again')
      this.checkAgain(stand)
      this.takenInARow += 1
      if (this.takenInARow >= TAKEN_BEFORE_REJOIN) this.member.rejoin()
      return
    }
    const pauseMs = Math.min(PAUSE_MS.longest, PAUSE_MS.first * 2 ** stand.failures)
    stand.failures += 1
    logger.warn({ ...fields, err: error, pauseMs }, 'a batch could not be committed; it is tried again')
    if (!this.isCurrent(stand)) return
    stand.leave('waiting')
    this.member.pause([stand.partition])
    setTimeout(() => { if (stand.phase === 'waiting') this.checkAgain(stand) }, pauseMs)
  }

  private checkAgain(stand: Stand, suspect: number | null = null): void {
    if (!this.isCurrent(stand)) return
    stand.suspect = suspect
    stand.leave('checked')
    this.member.pause([stand.partition])
    this.parts.watch.hurry()
  }

  /** One from before the last join says nothing about the partition now. */
  private isCurrent(stand: Stand): boolean {
    return this.stands.get(stand.partition) === stand
  }
}
