import { io, type Socket } from 'socket.io-client'
import { inject, onScopeDispose, provide, ref, shallowRef, type InjectionKey, type Ref, type ShallowRef } from 'vue'
import type { BoardKey } from '@tierline/contracts/board'
import { BoardDelta, Heartbeat, Joined, LIVE_NAMESPACE } from '@tierline/contracts/live'
import { freshnessAt, keepBeat, type Beat, type Freshness } from './freshness.ts'

/** What a board wants to hear. `joined` comes after every (re)connection, with the server's `seq`. */
export interface BoardListener {
  delta(delta: BoardDelta): void
  joined(seq: number): void
}

/** The one connection of the page: heartbeats for everybody, deltas for who asked. */
export interface LiveConnection {
  readonly connected: Ref<boolean>
  readonly heartbeat: ShallowRef<Heartbeat | null>
  readonly freshness: ShallowRef<Freshness>
  /** Joins a board's room; the returned function leaves it. */
  follow(key: BoardKey, listener: BoardListener): () => void
  /** Hears an event that goes to everybody; the returned function stops it. What comes is not yet parsed. */
  hear(event: string, listener: (message: unknown) => void): () => void
}

const injectionKey: InjectionKey<LiveConnection> = Symbol('live connection')

/** The connection that the page's root has opened. */
export function useLiveConnection(): LiveConnection {
  const live = inject(injectionKey)
  if (!live) throw new Error('useLiveConnection: no connection was found; expected App to have called provideLiveConnection first')
  return live
}

/** Opens the connection for everything below the calling component and closes it with that component. A WebSocket or nothing: polling would need the server's processes to be told apart. */
export function provideLiveConnection(): LiveConnection {
  const socket: Socket = io(LIVE_NAMESPACE, { transports: ['websocket'], reconnectionDelay: 500, reconnectionDelayMax: 5_000, randomizationFactor: 0.5 })
  const connected = ref(false)
  const followed = new Map<string, { key: BoardKey; listener: BoardListener }>()
  const { heartbeat, freshness } = hearHeartbeats(socket)

  socket.on('connect', () => {
    connected.value = true
    for (const { key, listener } of followed.values()) join(socket, key, listener)
  })
  socket.on('disconnect', () => (connected.value = false))
  socket.on('delta', (message: unknown) => {
    const parsed = BoardDelta.safeParse(message)
    if (parsed.success) followed.get(roomOf(parsed.data.key))?.listener.delta(parsed.data)
  })
  onScopeDispose(() => socket.disconnect())

  const live: LiveConnection = {
    connected, heartbeat, freshness,
    follow(key, listener) {
      followed.set(roomOf(key), { key, listener })
      if (socket.connected) join(socket, key, listener)
      return () => {
        followed.delete(roomOf(key))
        if (socket.connected) socket.emit('leave', key)
      }
    },
    hear(event, listener) {
      socket.on(event, listener)
      return () => socket.off(event, listener)
    },
  }
  provide(injectionKey, live)
  return live
}

function join(socket: Socket, key: BoardKey, listener: BoardListener): void {
  socket.emit('join', key, (reply: unknown) => {
    const parsed = Joined.safeParse(reply)
    if (parsed.success) listener.joined(parsed.data.seq)
  })
}

function hearHeartbeats(socket: Socket) {
  const startedAt = performance.now()
  const heartbeat = shallowRef<Heartbeat | null>(null)
  const freshness = shallowRef<Freshness>({ state: 'waiting', ageSeconds: 0 })
  let beats: Beat[] = []
  const refresh = () => {
    const next = freshnessAt(beats, performance.now(), startedAt)
    if (next.state !== freshness.value.state || next.ageSeconds !== freshness.value.ageSeconds) freshness.value = next
  }
  socket.on('heartbeat', (message: unknown) => {
    const parsed = Heartbeat.safeParse(message)
    if (!parsed.success) return
    beats = keepBeat(beats, parsed.data, performance.now())
    heartbeat.value = parsed.data
    refresh()
  })
  const timer = setInterval(refresh, 1000)
  onScopeDispose(() => clearInterval(timer))
  return { heartbeat, freshness }
}

function roomOf({ rubric, group, period }: BoardKey): string {
  return JSON.stringify([rubric, group, period])
}
