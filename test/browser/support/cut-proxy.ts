import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** A wire between browser and server that can be cut and mended. */
export interface Wire {
  url: string
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** Opens a wire to an app. Cut, it drops what is open and refuses what comes. */
export async function openWire(to: string): Promise<Wire> {
  const open = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect(Number(new URL(to).port), '127.0.0.1')
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => { open.delete(one); other.destroy() })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const drop = (): void => { for (const socket of open) socket.destroy() }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => { isCut = true; drop() },
    mend: () => { isCut = false },
    close: () => new Promise((resolve) => { drop(); server.close(() => resolve()) }),
  }
}
