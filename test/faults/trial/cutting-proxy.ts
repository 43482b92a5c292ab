import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import type { Random } from '../../support/random.ts'

/** What a client sends to end a transaction for good: PostgreSQL's simple query `commit`. */
const COMMIT = Buffer.from('commit\0')
/** By then the server has committed, and its answer waits in the proxy. */
const ANSWERED_MS = 30

/** Stands between the services and PostgreSQL. While it is armed, it lets some commits through and cuts the connection before the answer: the commit stands, and nobody was told. */
export class CuttingProxy {
  cut = 0
  /** Share of the commits. */
  rate = 0
  private readonly sockets = new Set<Socket>()

  private constructor(private readonly random: Random, private readonly port: number) {}

  static async open(random: Random, port: number): Promise<CuttingProxy & { url: string; close: () => Promise<void> }> {
    const proxy = new CuttingProxy(random, port)
    const server = createServer((near) => proxy.join(near))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port: own } = server.address() as AddressInfo
    const close = (): Promise<void> => new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of proxy.sockets) socket.destroy()
    })
    return Object.assign(proxy, { url: `postgres://postgres@127.0.0.1:${own}/postgres`, close })
  }

  private join(near: Socket): void {
    const far = connect(this.port, '127.0.0.1')
    let isHolding = false
    for (const [one, other] of [[near, far], [far, near]] as const) {
      this.sockets.add(one)
      one.on('error', () => other.destroy())
      one.once('close', () => {
        this.sockets.delete(one)
        other.destroy()
      })
    }
    near.on('data', (bytes) => {
      far.write(bytes)
      if (this.rate === 0 || !bytes.includes(COMMIT) || !this.random.chance(this.rate)) return
      isHolding = true
      setTimeout(() => {
        this.cut += 1
        near.destroy()
      }, ANSWERED_MS)
    })
    far.on('data', (bytes) => { if (!isHolding) near.write(bytes) })
  }
}
