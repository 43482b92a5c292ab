import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import type { Logger } from '../logger.ts'
import { Listeners } from './listeners.ts'
import { Signal, SIGNAL_TOPICS } from './signal.ts'
import type { SignalTopic } from './signal.ts'
import { Uptime } from './uptime.ts'

/** Our own word is sent around once a second; unheard for this long, the signal is away; for longer, the connections are made anew. */
const PULSE = { everyMs: 1_000, awayMs: 3_000, anewMs: 10_000 } as const
/** Hints on the way; past it Redis has stopped answering, and more would only pile up. */
const MOST_UNANSWERED = 1_000

/**
 * Signals between processes through Redis; the only file that imports ioredis. Nothing is kept there: a Redis that is away or wiped costs a hint, and who listens also polls.
 * Whether it works is known by a pulse that goes the whole way: out on one connection, through Redis, back in on the other.
 */
export class RedisSignal extends Signal {
  private readonly listeners: Listeners
  private readonly uptime: Uptime
  private readonly out: Redis
  private readonly into: Redis
  private readonly own: string
  private readonly timer: NodeJS.Timeout
  private unanswered = 0
  private pulsedAt = performance.now()
  private anewAt = performance.now() + PULSE.anewMs

  private constructor(url: string, private readonly channel: string, logger: Logger) {
    super()
    this.listeners = new Listeners(logger)
    this.uptime = new Uptime({ awayMs: PULSE.awayMs, logger })
    this.own = `${channel}pulse.${randomUUID()}`
    this.out = this.connect(url)
    this.into = this.connect(url)
    // By us and not by ioredis, so that it does not depend on which subscription had been answered before the connection broke.
    this.into.on('ready', () => void this.into.subscribe(this.own, ...SIGNAL_TOPICS.map((topic) => channel + topic)).then(() => this.pulse(), () => undefined))
    this.into.on('message', (name: string, payload: string) => this.hear(name, payload))
    this.timer = setInterval(() => this.pulse(), PULSE.everyMs)
  }

  /** Comes back at once, whether Redis answers or not; `channel` goes before the names of the channels. */
  static open(url: string, channel: string, logger: Logger): RedisSignal {
    return new RedisSignal(url, channel, logger)
  }

  publish(topic: SignalTopic, payload: string): void {
    this.send(this.channel + topic, payload)
  }

  tell(topic: SignalTopic, payload: string): void {
    setImmediate(() => this.listeners.tell(topic, payload))
  }

  subscribe(topic: SignalTopic, listener: (payload: string) => void): () => void {
    return this.listeners.add(topic, listener)
  }

  isUp(): boolean {
    return this.uptime.isUp()
  }

  /** Resolves when both connections are gone. */
  async close(): Promise<void> {
    clearInterval(this.timer)
    this.uptime.close()
    await Promise.all([this.out, this.into].map(end))
  }

  private connect(url: string): Redis {
    const redis = new Redis(url, OPTIONS)
    redis.on('error', (error: Error) => this.uptime.note(error))
    return redis
  }

  private send(channel: string, payload: string): void {
    if (this.out.status !== 'ready' || this.unanswered >= MOST_UNANSWERED) return
    this.unanswered += 1
    this.out.publish(channel, payload).catch((error: unknown) => this.uptime.note(error)).finally(() => { this.unanswered -= 1 })
  }

  private pulse(): void {
    const now = performance.now()
    // After a pause of our own, what has arrived meanwhile is read first.
    if (now - this.pulsedAt < 2 * PULSE.everyMs) this.uptime.look()
    this.pulsedAt = now
    if (this.uptime.isUp()) this.anewAt = now + PULSE.anewMs
    else if (now > this.anewAt) this.connectAnew(now)
    this.send(this.own, '')
  }

  /** Connections that are open and silent (half-open after a network fault, unsubscribed by somebody) are not mended by waiting. */
  private connectAnew(now: number): void {
    this.anewAt = now + PULSE.anewMs
    for (const redis of [this.out, this.into]) if (redis.status === 'ready' || redis.status === 'connect') redis.disconnect(true)
  }

  private hear(name: string, payload: string): void {
    if (name === this.own) return this.uptime.heard()
    this.listeners.tell(name.slice(this.channel.length) as SignalTopic, payload)
  }
}

async function end(redis: Redis): Promise<void> {
  // One that waits for its next try to connect has nothing open and says nothing more.
  const isGone = redis.status === 'end' || redis.status === 'reconnecting'
  const ended = new Promise<void>((resolve) => { redis.once('end', () => resolve()) })
  redis.disconnect()
  if (!isGone) await ended
}

const OPTIONS = {
  enableOfflineQueue: false, maxRetriesPerRequest: 0, autoResubscribe: false, autoResendUnfulfilledCommands: false, connectTimeout: 3_000, disconnectTimeout: 500,
  retryStrategy: (times: number) => Math.min(times * 100, 1_000),
}
