import { AlertsMoved } from '@tierline/contracts/alert/alert'
import { BoardDelta, Heartbeat, LIVE_NAMESPACE } from '@tierline/contracts/live'
import { SnapshotsMoved } from '@tierline/contracts/snapshot/snapshot'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'

/** One browser's connection: what it heard, parsed by the contracts, with the local instant of each message. */
export interface Watcher {
  socket: Socket
  deltas: { at: number; delta: BoardDelta }[]
  beats: { at: number; beat: Heartbeat }[]
  alerts: { at: number; moved: AlertsMoved }[]
  snapshots: { at: number; moved: SnapshotsMoved }[]
  /** Sends a request and waits for its acknowledgement. */
  ask(event: string, message?: unknown): Promise<unknown>
  close(): void
}

/** Connects over websocket alone and waits until it is there. */
export async function watch(url: string): Promise<Watcher> {
  const socket = io(url + LIVE_NAMESPACE, { transports: ['websocket'], forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 100 })
  const deltas: Watcher['deltas'] = []
  const beats: Watcher['beats'] = []
  const alerts: Watcher['alerts'] = []
  const snapshots: Watcher['snapshots'] = []
  socket.on('delta', (message) => deltas.push({ at: performance.now(), delta: BoardDelta.parse(message) }))
  socket.on('heartbeat', (message) => beats.push({ at: performance.now(), beat: Heartbeat.parse(message) }))
  socket.on('alerts', (message) => alerts.push({ at: performance.now(), moved: AlertsMoved.parse(message) }))
  socket.on('snapshots', (message) => snapshots.push({ at: performance.now(), moved: SnapshotsMoved.parse(message) }))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const ask = async (event: string, message?: unknown): Promise<unknown> =>
    await (message === undefined ? socket.timeout(3_000).emitWithAck(event) : socket.timeout(3_000).emitWithAck(event, message)) as unknown
  return { socket, deltas, beats, alerts, snapshots, ask, close: () => { socket.close() } }
}

/** Waits until something is so; says what it waited for when it never is. */
export async function until(what: string, isSo: () => boolean, withinMs = 3_000): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`)
    await pause(5)
  }
}

/** Lets time pass. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })
