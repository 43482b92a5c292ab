import type { BoardKey, Watermark } from '@tierline/contracts/board'
import type { Heartbeat, Joined } from '@tierline/contracts/live'
import type { Logger } from '@tierline/platform/logger'
import type { Signal } from '@tierline/platform/signal/signal'
import type { BoardReader } from '@tierline/boards/board/board-reader'
import type { PushMetrics } from './push-metrics.ts'
import { Room, roomName } from './room.ts'

/** How messages leave: to one room, or to everybody. socket.io encodes a message once for all who get it. */
export interface Outlet {
  toRoom(room: string, event: 'delta', message: object): void
  toAll(event: 'heartbeat', message: object): void
  /** Members of a room. */
  members(room: string): number
}

export interface BoardPushParts {
  reader: BoardReader
  signal: Signal
  logger: Logger
  metrics: PushMetrics
  build: string
  isDemo: boolean
  /** The clock by which arrivals are stamped, epoch ms. */
  now(): number
}

/** Longest and shortest pauses of the push. */
export const PUSH_PACE = { deltaMs: 250, pollMs: 1_000, heartbeatMs: 5_000, watermarkMs: 500 } as const

interface Followed {
  room: Room
  /** Newest seq heard of. */
  heard: number
  notBefore: number
  isReading: boolean
}

/**
 * Pushes what changed on the boards that somebody watches: at most four deltas a second a board, each from the state told last.
 * The signal only hastens it; a poll once a second finds what a lost signal would have said.
 */
export class BoardPush {
  private readonly followed = new Map<string, Followed>()
  /** Boards being read for the first who asked; who asks meanwhile waits for the same reading. */
  private readonly opening = new Map<string, Promise<Followed | null>>()
  private readonly roomOfId = new Map<number, string>()
  private readonly timers = new Set<NodeJS.Timeout>()
  private unsubscribe: (() => void) | null = null
  private outlet: Outlet | null = null
  private isPolling = false
  private watermark: { readAt: number; reading: Promise<Watermark> } | null = null

  constructor(private readonly parts: BoardPushParts) {}

  start(outlet: Outlet): void {
    this.outlet = outlet
    this.unsubscribe = this.parts.signal.subscribe('board', (id) => this.hear(Number(id)))
    this.timers.add(setInterval(() => void this.poll(), PUSH_PACE.pollMs))
    this.timers.add(setInterval(() => void this.beat(), PUSH_PACE.heartbeatMs))
  }

  stop(): void {
    this.unsubscribe?.()
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
    this.followed.clear()
    this.outlet = null
  }

  /** Where the board's room stands, for a client that joins it now; null where there is no such board. */
  async join(key: BoardKey): Promise<Joined | null> {
    const name = roomName(key)
    const followed = this.followed.get(name) ?? await this.open(name, key)
    return followed && { seq: followed.room.seq, asOf: followed.room.asOf }
  }

  /** The heartbeat of this moment. */
  async heartbeat(): Promise<Heartbeat> {
    const { build, isDemo, signal } = this.parts
    return { watermark: await this.readWatermark(), now: Date.now(), build, demo: isDemo, ...(signal.isUp() ? {} : { degraded: ['signal'] }) }
  }

  private open(name: string, key: BoardKey): Promise<Followed | null> {
    const opening = this.opening.get(name) ?? this.follow(name, key).finally(() => this.opening.delete(name))
    this.opening.set(name, opening)
    return opening
  }

  private async follow(name: string, key: BoardKey): Promise<Followed | null> {
    const board = await this.parts.reader.read(key)
    if (!board) return null
    const followed = { room: new Room(board), heard: board.seq, notBefore: 0, isReading: false }
    this.followed.set(name, followed)
    return followed
  }

  /** All who connect within a moment, as after a restart, share one reading. */
  private readWatermark(): Promise<Watermark> {
    const now = performance.now()
    if (!this.watermark || now - this.watermark.readAt > PUSH_PACE.watermarkMs) this.watermark = { readAt: now, reading: this.parts.reader.watermark() }
    return this.watermark.reading
  }

  private async beat(): Promise<void> {
    try {
      this.outlet?.toAll('heartbeat', await this.heartbeat())
    } catch (error) {
      // No heartbeat is the message: the screens turn to 延迟 and then to 中断 by themselves.
      this.parts.logger.warn({ err: error }, 'no heartbeat: the watermark cannot be read')
    }
  }

  private async poll(): Promise<void> {
    if (this.isPolling || this.followed.size === 0) return
    this.isPolling = true
    try {
      for (const { key, id, seq } of await this.parts.reader.seqs()) {
        const name = roomName(key)
        this.roomOfId.set(id, name)
        const followed = this.followed.get(name)
        if (followed && seq > followed.room.seq) this.due(name, followed)
      }
      this.forgetEmpty()
    } catch (error) {
      this.parts.logger.warn({ err: error }, 'the boards cannot be polled; tried again in a second')
    } finally {
      this.isPolling = false
    }
  }

  private hear(id: number): void {
    const name = this.roomOfId.get(id)
    if (name === undefined) return void this.poll()
    const followed = this.followed.get(name)
    if (followed) this.due(name, followed)
  }

  private forgetEmpty(): void {
    for (const [name, followed] of this.followed) {
      if (!followed.isReading && this.outlet?.members(name) === 0) this.followed.delete(name)
    }
  }

  /** Reads and pushes now, or when the board's pause is over; what comes meanwhile is in the same reading. */
  private due(name: string, followed: Followed): void {
    if (followed.isReading) {
      followed.heard += 1
      return
    }
    followed.isReading = true
    const heardAt = performance.now()
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      void this.push(name, followed, heardAt)
    }, Math.max(0, followed.notBefore - heardAt))
    this.timers.add(timer)
  }

  private async push(name: string, followed: Followed, heardAt: number): Promise<void> {
    const { heard, room: { arrivedAt } } = followed
    followed.notBefore = performance.now() + PUSH_PACE.deltaMs
    try {
      const board = await this.parts.reader.read(followed.room.key)
      const delta = board && followed.room.advance(board)
      if (delta) {
        this.outlet?.toRoom(name, 'delta', delta)
        this.parts.metrics.deltas.inc()
        this.parts.metrics.pushSeconds.observe((performance.now() - heardAt) / 1_000)
        const { lastArrivedAt } = delta.watermark
        if (lastArrivedAt !== null && lastArrivedAt !== arrivedAt) this.parts.metrics.pushed(this.parts.now() - Date.parse(lastArrivedAt))
      }
    } catch (error) {
      this.parts.logger.warn({ err: error, board: name }, 'a board cannot be read for its room; tried again in a second')
    } finally {
      followed.isReading = false
    }
    if (followed.heard !== heard && this.outlet) this.due(name, followed)
  }
}
