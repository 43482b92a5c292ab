import type { Logger } from '../../../logger.ts'
import type { Lane, LogConsumer, LogGap, StoredStand } from '../../event-log.ts'
import type { LogBounds, TopicView } from '../cluster-view.ts'
import type { GroupMember } from './group-member.ts'
import type { LagBoard, LogMetrics } from './log-metrics.ts'
import { gapOf } from './stand.ts'
import type { Stand } from './stand.ts'

/** What settling needs. */
export interface SettlingParts {
  lane: Lane
  topic: string
  consumer: LogConsumer
  metrics: LogMetrics
  lag: LagBoard
  logger: Logger
}

/** Holds stands against the log: which log the topic names now, where it begins and ends, and where the stored positions are. */
export class Settling {
  private current: string | null = null
  private isGone = false

  constructor(private readonly parts: SettlingParts, private readonly member: GroupMember) {}

  /** The log that the topic named when it was last looked at. */
  get log(): string | null {
    return this.current
  }

  /** One round. The order matters: stored positions are read before the log's bounds, and a gap is believed only if the position is the same after them. */
  async run(stands: ReadonlyMap<number, Stand>, look: () => Promise<TopicView | null>): Promise<void> {
    const movesBefore = new Map([...stands.values()].map((stand) => [stand, stand.moves]))
    const storedBefore = this.current === null ? [] : await this.parts.consumer.standing(this.current)
    const view = await look()
    if (!view) return this.standStill(stands)
    this.isGone = false
    const stored = view.log === this.current ? storedBefore : await this.adopt(view.log, stands)
    const byPartition = new Map(stored.map((one) => [one.partition, one]))
    this.show(view, byPartition)
    for (const stand of stands.values()) {
      const bounds = view.partitions.get(stand.partition)
      if (!bounds || stand.isBusy || stand.phase === 'waiting') continue
      if (stand.phase === 'running' && stand.moves !== movesBefore.get(stand)) continue
      await this.settle(stand, bounds, byPartition.get(stand.partition))
    }
  }

  /** The topic is gone for now: nothing is taken, also not by chance from another one that comes under its name. */
  private standStill(stands: ReadonlyMap<number, Stand>): void {
    for (const stand of stands.values()) this.hold(stand, 'checked')
    if (this.isGone) return
    this.isGone = true
    this.parts.logger.error({ topic: this.parts.topic, lane: this.parts.lane }, 'the topic is not there; nothing is counted until it is')
  }

  /** Another log under the same name begins at positions of its own; the earlier one becomes an incident. */
  private async adopt(log: string, stands: ReadonlyMap<number, Stand>): Promise<StoredStand[]> {
    for (const stand of stands.values()) {
      this.hold(stand, 'checked')
      stand.forget()
    }
    await this.parts.consumer.adopt(log, this.parts.topic)
    this.current = log
    return await this.parts.consumer.standing(log)
  }

  private async settle(stand: Stand, bounds: LogBounds, stored: StoredStand | undefined): Promise<void> {
    if (stored?.next === stand.next && stand.phase === 'running' && !stored.isStopped && !gapOf({ next: stand.next, missed: stand.missed, bounds })) return
    if (stand.phase === 'running') this.hold(stand, 'checked')
    const moves = stand.moves
    const next = await this.parts.consumer.reread({ log: this.current ?? '', partition: stand.partition }, bounds.start)
    // The position was somewhere else before the bounds were read: the next round sees both anew.
    if (stored && stored.next !== next) return
    const gap = gapOf({ next, missed: stand.missed, bounds })
    if (gap) await this.open(stand, { ...gap, log: this.current ?? '', partition: stand.partition })
    if (stand.moves !== moves) return
    if (gap || stored?.isStopped) return this.hold(stand, 'stopped')
    stand.go(next)
    this.member.resume(stand.partition, next)
  }

  private async open(stand: Stand, gap: LogGap): Promise<void> {
    await this.parts.consumer.openGap(gap)
    if (stand.phase === 'stopped') return
    this.parts.metrics.gapOpen.set({ lane: this.parts.lane, partition: gap.partition }, 1)
    const { from, until, ...fields } = gap
    this.parts.logger.error({ ...fields, topic: this.parts.topic, position: from, start: until }, 'the log cannot serve the stored position: the partition stands still, nothing is skipped. See "tierline gap list"; "tierline gap accept" lets it go on')
  }

  private hold(stand: Stand, phase: 'checked' | 'stopped'): void {
    if (stand.phase === phase) return
    stand.leave(phase)
    this.member.pause([stand.partition])
  }

  private show({ partitions }: TopicView, stored: ReadonlyMap<number, StoredStand>): void {
    const { lane, lag, metrics } = this.parts
    for (const [partition, { start, end }] of partitions) {
      const one = stored.get(partition)
      lag.set(lane, partition, Math.max(0, end - (one?.next ?? start)))
      metrics.gapOpen.set({ lane, partition }, one?.hasIncident ? 1 : 0)
    }
  }
}
