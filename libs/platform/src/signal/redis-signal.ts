import { Redis } from 'ioredis'
import type { Logger } from '../logger.ts'
import { Signal } from './signal.ts'
import type { SignalTopic } from './signal.ts'

const TOPICS: readonly SignalTopic[] = ['touched', 'board', 'directory', 'rubric']

/** Signals between processes through Redis; the only file that imports ioredis. Nothing is kept there: a Redis that is away or wiped costs a hint, and who listens also polls. */
export class RedisSignal extends Signal {
  private readonly listeners = new Map<SignalTopic, Set<(payload: string) => void>>()

  private constructor(private readonly out: Redis, private readonly into: Redis, private readonly channel: string) {
    super()
    into.on('message', (name: string, payload: string) => this.hear(name.slice(this.channel.length) as SignalTopic, payload))
  }

  /** Comes back at once, whether Redis answers or not. */
  static open(url: string, channel: string, logger: Logger): RedisSignal {
    const connect = (isListener: boolean): Redis => {
      const redis = new Redis(url, { maxRetriesPerRequest: isListener ? null : 0, enableOfflineQueue: isListener, retryStrategy: (times) => Math.min(times * 200, 2_000) })
      redis.on('error', (error: Error) => logger.debug({ err: error }, 'Redis does not answer'))
      return redis
    }
    const [out, into] = [connect(false), connect(true)]
    into.subscribe(...TOPICS.map((topic) => channel + topic)).catch(() => undefined)
    return new RedisSignal(out, into, channel)
  }

  publish(topic: SignalTopic, payload: string): void {
    this.out.publish(this.channel + topic, payload).catch(() => undefined)
  }

  subscribe(topic: SignalTopic, listener: (payload: string) => void): () => void {
    const listeners = this.listeners.get(topic) ?? new Set()
    this.listeners.set(topic, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  close(): void {
    this.out.disconnect()
    this.into.disconnect()
  }

  private hear(topic: SignalTopic, payload: string): void {
    for (const listener of this.listeners.get(topic) ?? []) listener(payload)
  }
}
