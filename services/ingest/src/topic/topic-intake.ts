import { setTimeout as wait } from 'node:timers/promises'
import type { LogRecord, RefusedRecord } from '@tierline/contracts/log-record'
import type { Clock } from '@tierline/platform/clock'
import type { InletBatch, InletLoss, InletTaker } from '@tierline/platform/inlet/inlet'
import { Overloaded } from '@tierline/platform/log/event-log'
import type { Logger } from '@tierline/platform/logger'
import type { Seal } from '@tierline/platform/seal'
import { Counter } from 'prom-client'
import type { Registry } from 'prom-client'
import type { Door } from '../door/door.ts'
import { APPEND_RECORDS } from '../door/intake.ts'
import type { MeasuredLog } from '../door/measured-log.ts'
import { eventsOf } from './message-form.ts'
import type { MessageEvent } from './message-form.ts'

/** What the intake of topics works with. */
export interface TopicIntakeParts {
  door: Door
  log: MeasuredLog
  seal: Seal
  clock: Clock
  logger: Logger
  metrics: Registry
}

/** Originals above this are not kept: sealed, they would not fit where records go. */
const SEALED_BYTES = 256 * 1024

/**
 * The door for other systems' topics: 1 read a batch → 2 examine each event → 3 append to the log → 4 commit the offset.
 * A crash before 3 costs nothing: the batch is read again. Between 3 and 4 the batch is read and appended again: its events find their identities taken and are counted once;
 * what was refused stands in quarantine twice, for it owns no identity. After 4 everything is in the log. While the log is away, 3 is tried until it is back.
 */
export class TopicIntake implements InletTaker {
  private readonly lost: Counter<'topic'>
  private readonly crashes: Counter

  constructor(private readonly parts: TopicIntakeParts) {
    const registers = [parts.metrics]
    this.lost = new Counter({ name: 'tierline_ingest_inlet_lost_total', help: 'Messages of other systems that were deleted before they were read (offsets passed over)', labelNames: ['topic'], registers })
    this.crashes = new Counter({ name: 'tierline_ingest_inlet_crashes_total', help: 'Times that the reader of other systems’ topics broke off and was begun anew', registers })
  }

  async take(batch: InletBatch): Promise<void> {
    // 1. The inlet has read the batch. Its events may be many times its messages, so they go by appends.
    const events = batch.messages.flatMap(eventsOf)
    for (let from = 0; from < events.length; from += APPEND_RECORDS.most) {
      // 2. Examine: nobody gets a reply, so what cannot be read is kept as well, in quarantine.
      const records = events.slice(from, from + APPEND_RECORDS.most).map((event) => this.examine(event, batch))
      // 3. Append, and wait for the acknowledgement.
      await this.append(records, batch.stopping)
    }
    // 4. Commit the offset.
    await batch.commit()
  }

  noteLoss({ topic, partition, from, until }: InletLoss): void {
    this.lost.inc({ topic }, Math.max(until - from, 1))
    this.parts.logger.error({ topic, partition, from, until }, 'messages of another system were deleted before they were read; ask it to write them again, and keep the topic longer than this process may be down')
  }

  noteCrash(error: unknown): void {
    this.crashes.inc()
    this.parts.logger.error({ err: error }, 'reading the topics of other systems broke off and is begun anew')
  }

  private examine(event: MessageEvent, { topic, permits }: InletBatch): LogRecord {
    if ('rejection' in event) return this.unreadable(topic, event.rejection.detail, event.original)
    const examined = this.parts.door.examine(event.bytes, { ...permits, holder: 'topic' })
    return examined.kind === 'rejected' ? this.unreadable(topic, examined.detail, event.bytes) : examined
  }

  private unreadable(topic: string, detail: string, original: Buffer): RefusedRecord {
    const isKept = original.length <= SEALED_BYTES
    return {
      kind: 'refused', code: 'unreadable', detail: isKept ? detail : `${detail} The original of ${original.length} bytes was too large to be kept.`,
      source: topic, id: null, type: null, subject: null, time: null, arrived: this.parts.clock.now(),
      payload: null, sealed: isKept ? this.parts.seal.close(original) : null, replayOf: null,
    }
  }

  private async append(records: readonly LogRecord[], stopping: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await this.parts.log.append(records, 'live')
        return
      } catch (error) {
        if (!(error instanceof Overloaded) || stopping.aborted) throw error
        await wait(error.retryAfterSeconds * 1_000, undefined, { signal: stopping })
      }
    }
  }
}
