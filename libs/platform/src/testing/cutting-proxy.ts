import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** Stands between a client and a broker; cuts the connection in place of one produce reply, when told to. */
export interface CuttingProxy {
  port: number
  /** The next produce request reaches the broker, its reply does not come back; resolves when that has happened. */
  cutNextReply(): Promise<void>
  close(): void
}

/** Kafka's number of a produce request. */
const PRODUCE = 0

/** Opens a proxy before the broker is started, which then names the proxy's port as its own. */
export async function openCuttingProxy(brokerPort: () => number): Promise<CuttingProxy> {
  const sockets = new Set<Socket>()
  let cut: (() => void) | null = null
  const server = createServer((client) => {
    const broker = connect(brokerPort(), '127.0.0.1')
    let awaited: number | null = null
    for (const socket of [client, broker]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => { client.destroy(); broker.destroy(); sockets.delete(socket) })
    }
    onFrames(client, (frame) => {
      if (cut && frame.readInt16BE(4) === PRODUCE) awaited = frame.readInt32BE(8)
      broker.write(frame)
    })
    onFrames(broker, (frame) => {
      if (cut && awaited !== null && frame.readInt32BE(4) === awaited) {
        cut()
        cut = null
        client.destroy()
      } else client.write(frame)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    cutNextReply: () => new Promise((resolve) => { cut = resolve }),
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Kafka's messages, each with its four bytes of length. */
function onFrames(socket: Socket, take: (frame: Buffer) => void): void {
  let held = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk])
    while (held.length >= 4 && held.length >= 4 + held.readInt32BE(0)) {
      const end = 4 + held.readInt32BE(0)
      take(held.subarray(0, end))
      held = held.subarray(end)
    }
  })
}
