import type { OnModuleDestroy } from '@nestjs/common'
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets'
import type { OnGatewayConnection, OnGatewayDisconnect, OnGatewayInit } from '@nestjs/websockets'
import { JoinRequest, LIVE_NAMESPACE } from '@tierline/contracts/live'
import type { Joined } from '@tierline/contracts/live'
import type { Namespace, Socket } from 'socket.io'
import { BoardPush } from './board-push.ts'
import { AlertPush, SnapshotPush } from './news-push.ts'
import { PushMetrics } from './push-metrics.ts'
import { roomName } from './room.ts'

/** Boards that one socket may watch at once: a page shows one, a carousel a few. */
const MAX_ROOMS = 8
/** A client only says which board it wants. */
const MESSAGE_BYTES = 4_096

type Reply = Joined | { problem: string }

/**
 * The live boards over socket.io: join and leave rooms; deltas, heartbeats and the news of alerts and snapshots go out by themselves. WebSockets alone: long polling is many requests that
 * must all meet the same process, so it would need sticky sessions; one socket meets one process and may meet another when it connects again.
 */
@WebSocketGateway({ namespace: LIVE_NAMESPACE, transports: ['websocket'], maxHttpBufferSize: MESSAGE_BYTES, perMessageDeflate: false, serveClient: false, pingInterval: 10_000, pingTimeout: 10_000 })
export class LiveGateway implements OnGatewayInit<Namespace>, OnGatewayConnection<Socket>, OnGatewayDisconnect<Socket>, OnModuleDestroy {
  constructor(private readonly push: BoardPush, private readonly alerts: AlertPush, private readonly snapshots: SnapshotPush, private readonly metrics: PushMetrics) {}

  afterInit(namespace: Namespace): void {
    this.push.start({
      toRoom: (room, event, message) => namespace.to(room).emit(event, message),
      toAll: (event, message) => namespace.emit(event, message),
      members: (room) => namespace.adapter.rooms.get(room)?.size ?? 0,
    })
    this.alerts.start((message) => namespace.emit('alerts', message))
    this.snapshots.start((message) => namespace.emit('snapshots', message))
  }

  onModuleDestroy(): void {
    this.push.stop()
    this.alerts.stop()
    this.snapshots.stop()
  }

  handleConnection(socket: Socket): void {
    this.metrics.sockets.inc()
    this.push.heartbeat().then((beat) => socket.emit('heartbeat', beat), () => undefined)
    void this.alerts.current().then((moved) => moved && socket.emit('alerts', moved))
    void this.snapshots.current().then((moved) => moved && socket.emit('snapshots', moved))
  }

  handleDisconnect(): void {
    this.metrics.sockets.dec()
  }

  @SubscribeMessage('join')
  async join(@ConnectedSocket() socket: Socket, @MessageBody() message: unknown): Promise<Reply> {
    const key = JoinRequest.safeParse(message)
    if (!key.success) return this.refuse('join: expected { rubric, group, period }, three texts. Take them from the key of a board of GET /v1/boards.')
    const room = roomName(key.data)
    if (!socket.rooms.has(room) && socket.rooms.size > MAX_ROOMS) return this.refuse(`join: this connection watches ${MAX_ROOMS} boards, the most allowed. Leave one first.`)
    // In the room first: a delta sent while the board is read then reaches this socket, which holds it until its snapshot is there.
    await socket.join(room)
    const joined = await this.push.join(key.data).catch(() => null)
    if (joined) return joined
    await socket.leave(room)
    return this.refuse(`join: there is no board ${key.data.rubric} / ${key.data.group} / ${key.data.period} to follow. GET /v1/boards lists those that exist.`)
  }

  @SubscribeMessage('leave')
  async leave(@ConnectedSocket() socket: Socket, @MessageBody() message: unknown): Promise<{ left: boolean }> {
    const key = JoinRequest.safeParse(message)
    if (key.success) await socket.leave(roomName(key.data))
    return { left: key.success }
  }

  private refuse(problem: string): Reply {
    this.metrics.refused.inc()
    return { problem }
  }
}
