import { createServer, request } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Server as SocketServer } from 'socket.io'
import { io } from 'socket.io-client'
import { ownerOf } from '../support/gateway.ts'
import { until } from '../support/until.ts'
import { routesOfControllers } from './run/owners.ts'
import type { Route } from './run/owners.ts'
import { startProxy } from './run/proxy.ts'
import type { Proxy } from './run/proxy.ts'

/** Paths that look like somebody's and are not: people may type them, so they are for the screen. */
const DECOYS: Route[] = ['/', '/wall', '/v1/eventsource', '/v1/unitsx', '/openapi.json', '/readyz', '/assets/index.js', '/v1/boards/liuan-2021/counties'].map((path) => ({ path, owner: 'live' }))

/** A process' door that says whose it is, how it was asked, and what it has heard so far. */
class Door {
  readonly heard: string[] = []
  private constructor(readonly owner: string, readonly server: Server) {}

  static async open(owner: string): Promise<Door> {
    const server = createServer()
    const door = new Door(owner, server)
    server.on('request', (asked: IncomingMessage, reply: ServerResponse) => door.answer(asked, reply))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return door
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  private answer(asked: IncomingMessage, reply: ServerResponse): void {
    if (asked.url?.startsWith('/socket.io')) return
    asked.on('data', (chunk: Buffer) => this.heard.push(chunk.toString().slice(0, 100)))
    asked.once('end', () => reply.end(JSON.stringify({ owner: this.owner, path: asked.url, host: asked.headers.host, key: asked.headers.authorization })))
  }
}

let doors: Record<string, Door>
let proxy: Proxy
let sockets: SocketServer

beforeAll(async () => {
  const opened = await Promise.all(['ingest', 'rollup', 'scoring', 'live', 'alerts', 'snapshots'].map((owner) => Door.open(owner)))
  doors = Object.fromEntries(opened.map((door) => [door.owner, door]))
  sockets = new SocketServer(doors['live']?.server)
  sockets.of('/live').on('connection', (socket) => socket.on('join', (board: string, reply: (text: string) => void) => reply(`joined ${board}`)))
  proxy = await startProxy(Object.fromEntries(opened.map((door) => [door.owner, door.port])))
})

afterAll(async () => {
  await proxy?.stop()
  await sockets?.close()
  await Promise.all(Object.values(doors ?? {}).map(({ server }) => new Promise<void>((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  })))
})

describe('the one origin', () => {
  it('sends every route of the program to the process whose it is', async () => {
    const routes = await routesOfControllers()
    expect(routes.length).toBeGreaterThan(12)
    for (const { path, owner } of [...routes, ...DECOYS]) {
      const reply = (await (await fetch(`${proxy.url}${path}?from=2021`, { headers: { authorization: 'Bearer k' } })).json()) as unknown
      expect({ path, reply }).toEqual({ path, reply: { owner, path: `${path}?from=2021`, host: new URL(proxy.url).host, key: 'Bearer k' } })
    }
  })

  it('is parted as the tests\' own gateway parts it', async () => {
    for (const { path, owner } of [...(await routesOfControllers()), ...DECOYS]) expect({ path, owner: ownerOf(path) }).toEqual({ path, owner })
  })

  it('keeps the figures about itself inside', async () => {
    expect((await fetch(`${proxy.url}/metrics`)).status).toBe(404)
  })

  it('lets sockets through', async () => {
    const socket = io(`${proxy.url}/live`, { transports: ['websocket'], reconnection: false })
    try {
      expect(await socket.timeout(20_000).emitWithAck('join', 'liuan-2021')).toBe('joined liuan-2021')
    } finally {
      socket.close()
    }
  })

  it('hands a stream on while it comes in', async () => {
    const door = doors['ingest'] as Door
    const sending = request(`${proxy.url}/v1/events`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' } })
    const reply = new Promise<number | undefined>((resolve) => sending.once('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    }))
    sending.write('{"first":1}\n')
    await until('the first line at the door', () => Promise.resolve(door.heard.some((chunk) => chunk.includes('first'))))
    sending.end('{"last":1}\n')
    expect(await reply).toBe(200)
    expect(door.heard.join('')).toContain('last')
  })

  it('says 502 for a process that is away, and goes on for the others', async () => {
    const away = doors['rollup'] as Door
    await new Promise<void>((resolve) => {
      away.server.closeAllConnections()
      away.server.close(() => resolve())
    })
    expect((await fetch(`${proxy.url}/v1/reconciliation`)).status).toBe(502)
    expect((await fetch(`${proxy.url}/v1/boards`)).status).toBe(200)
  })
})
