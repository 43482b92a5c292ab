import type { LogRecord } from '@tierline/contracts/log-record'
import type { Logger } from '../../logger.ts'
import { Overloaded } from '../event-log.ts'
import type { Lane } from '../event-log.ts'
import type { SendMessages } from './kafka-send.ts'
import { ProducerLane, sizeOf } from './producer-lane.ts'
import type { LaneBounds } from './producer-lane.ts'
import { encodeRecord } from './record-codec.ts'

/** What one process may hold, and how its sends are made. */
export interface ProducerBounds extends LaneBounds {
  queuedRecords: number
  queuedBytes: number
}

/** A send stays below Kafka's own default of what a batch may have (1 MiB), so that it fits any topic. */
export const PRODUCER_BOUNDS: ProducerBounds = { queuedRecords: 50_000, queuedBytes: 64 * 1024 * 1024, sendRecords: 2_000, sendBytes: 900_000, lingerMs: 3, ackMs: 15_000, refuseMs: 1_000 }

/**
 * Appends to the topics of the two lanes, each with sends of its own, so that an import never stands before live events.
 * An append that is refused or fails was perhaps kept: whoever sends the same ids again is counted once.
 */
export class KafkaProducer {
  private readonly lanes: Record<Lane, ProducerLane>
  private isStopped = false

  constructor(topics: Record<Lane, string>, send: SendMessages, private readonly parts: { bounds: ProducerBounds; logger: Logger }) {
    this.lanes = { live: new ProducerLane(topics.live, send, parts), backfill: new ProducerLane(topics.backfill, send, parts) }
  }

  /** Resolves after the acknowledgement of all records; rejects with `Overloaded` where it is unknown or refused. */
  async append(records: readonly LogRecord[], lane: Lane): Promise<null> {
    if (records.length === 0) return null
    const refusal = this.refusal() ?? this.lanes[lane].refusal() ?? this.full(lane, { records: records.length, bytes: 0 })
    if (refusal) throw refusal
    const messages = records.map(encodeRecord)
    const tooMuch = this.full(lane, { records: records.length, bytes: messages.reduce((sum, message) => sum + sizeOf(message), 0) })
    if (tooMuch) throw tooMuch
    await this.lanes[lane].append(messages)
    return null
  }

  /** Records that have no answer yet. */
  queued(): number {
    return this.held().records
  }

  /** Takes no more, sends what waits, and resolves when all of it has its answer. */
  async stop(): Promise<void> {
    this.isStopped = true
    await Promise.all(Object.values(this.lanes).map((lane) => lane.stop()))
  }

  private refusal(): Overloaded | null {
    return this.isStopped ? new Overloaded(5, 'The server is stopping and takes no more events. Send the same events again in a few seconds.') : null
  }

  /** Imports get half of the room, so that they leave the other to live events; a lane in which nothing waits takes one append of any size. */
  private full(lane: Lane, more: { records: number; bytes: number }): Overloaded | null {
    const { queuedRecords, queuedBytes } = this.parts.bounds
    const share = lane === 'live' ? 1 : 0.5
    const held = this.held()
    if (this.lanes[lane].held.records === 0 || (held.records + more.records <= queuedRecords * share && held.bytes + more.bytes <= queuedBytes * share)) return null
    return new Overloaded(1, `${held.records} events (${held.bytes} bytes) wait for the event log, the bounds are ${queuedRecords * share} and ${queuedBytes * share}. Nothing of this was taken; send the same events again after a second.`)
  }

  private held(): { records: number; bytes: number } {
    const { live, backfill } = this.lanes
    return { records: live.held.records + backfill.held.records, bytes: live.held.bytes + backfill.held.bytes }
  }
}
