import { createServer, connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { IoAdapter } from '@nestjs/platform-socket.io'
import { ProblemFilter } from '@tierline/platform/http/problem-filter'
import type { Platform } from '@tierline/platform/platform'
import { LiveProcessModule } from '../live.module.ts'

/** Something that answers at an address until it is closed. */
export interface Opened {
  url: string
  close(): Promise<void>
}

/** The live service as one process of several, on a port of its own. */
export async function openLiveOn(platform: Platform): Promise<Opened> {
  const app = await NestFactory.create<NestFastifyApplication>(LiveProcessModule.of(platform), new FastifyAdapter({ forceCloseConnections: 'idle' }), { logger: false, abortOnError: false })
  app.useGlobalFilters(new ProblemFilter(platform.logger))
  app.useWebSocketAdapter(new IoAdapter(app))
  await app.listen(0, '127.0.0.1')
  return { url: await app.getUrl(), close: () => app.close() }
}

/** A proxy that hands every connection to the next process in turn, and to the one after it where that is gone; it remembers nobody. */
export async function openRoundRobin(urls: readonly string[]): Promise<Opened> {
  let turn = 0
  const open = new Set<Socket>()
  const server = createServer((client) => {
    open.add(client)
    client.on('close', () => open.delete(client)).on('error', () => undefined)
    const hand = (left: number): void => {
      const { hostname, port } = new URL(urls[turn++ % urls.length] ?? '')
      const behind = connect(Number(port), hostname, () => client.pipe(behind).pipe(client))
      behind.on('error', () => (left > 0 && behind.connecting === false && behind.bytesWritten === 0 ? hand(left - 1) : client.destroy()))
      behind.on('close', () => behind.bytesRead > 0 && client.destroy())
      client.on('close', () => behind.destroy())
    }
    hand(urls.length - 1)
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const close = async (): Promise<void> => {
    for (const client of open) client.destroy()
    await new Promise((resolve) => { server.close(resolve) })
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
