import type { Outbound } from '@tierline/platform/channel/outbound'
import { WallClock } from '@tierline/platform/clock'
import type { Clock } from '@tierline/platform/clock'
import type { Platform } from '@tierline/platform/platform'
import { SteadyLoop } from '@tierline/platform/loop/steady-loop'
import { Gatherer } from '../notice/gather.ts'
import { OutboxMetrics } from './outbox-metrics.ts'
import { channelsToSend, countWaiting } from './outbox.store.ts'
import { Sender } from './sender.ts'

const PAUSE_MS = 1_000
const COMPLAINT = 'messages cannot be sent; tried again every second'

/** What sending needs of the platform. */
export type OutboxPlatform = Pick<Platform, 'db' | 'signal' | 'secrets' | 'directory' | 'config' | 'isDemo' | 'metrics' | 'logger'>

/** Gathers what is due into messages and sends them, once a second and on signals; any number of processes do so at once. A slow channel keeps no other waiting. */
export class OutboxLoop {
  private readonly gatherer: Gatherer
  private readonly sender: Sender
  private readonly wall: Clock
  private readonly busy = new Map<string, Promise<number>>()
  private readonly failing = new Set<string>()
  private readonly loop: SteadyLoop
  private isStopped = false
  private unsubscribe: () => void = () => undefined

  constructor(private readonly platform: OutboxPlatform, outbound: Outbound, { wall = new WallClock(), random = Math.random }: { wall?: Clock; random?: () => number } = {}) {
    this.wall = wall
    this.gatherer = new Gatherer(platform)
    this.sender = new Sender({ platform, outbound, wall, random, metrics: OutboxMetrics.on(platform.metrics, () => countWaiting(platform.db)) })
    this.loop = new SteadyLoop({ name: 'outbox', work: () => this.turn(), pauseMs: PAUSE_MS, logger: platform.logger, complaint: COMPLAINT })
  }

  start(): void {
    this.unsubscribe = this.platform.signal.subscribe('alert', () => this.loop.hurry())
    this.loop.start()
  }

  /** Waits for the calls that are under way and records their answers. */
  async stop(): Promise<void> {
    this.isStopped = true
    this.unsubscribe()
    await this.loop.stop()
    await Promise.all(this.busy.values())
  }

  /** One round to its end; returns how many attempts were made. */
  async pass(): Promise<number> {
    await this.turn()
    return (await Promise.all(this.busy.values())).reduce((sum, sent) => sum + sent, 0)
  }

  /** Recovers, gathers, and lets each channel that has something to send go its own way. */
  private async turn(): Promise<void> {
    await this.sender.recover()
    await this.gatherer.pass(this.wall.now())
    for (const channel of await channelsToSend(this.platform.db, this.wall.now())) {
      if (!this.busy.has(channel)) this.busy.set(channel, this.drain(channel).finally(() => this.busy.delete(channel)))
    }
  }

  private async drain(channel: string): Promise<number> {
    let sent = 0
    try {
      while (!this.isStopped && await this.sender.sendNext(channel)) sent += 1
      this.failing.delete(channel)
    } catch (error) {
      this.complain(error, channel)
    }
    return sent
  }

  private complain(error: unknown, channel: string): void {
    if (!this.failing.has(channel)) this.platform.logger.error({ err: error, channel }, COMPLAINT)
    this.failing.add(channel)
  }
}
