import { createServer, request } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** The services that answer over HTTP. */
export type Service = 'ingest' | 'rollup' | 'scoring' | 'live' | 'alerts' | 'snapshots'

/** One origin before several processes of every service, as a reverse proxy is: no sticky sessions, the next process for every connection. */
export interface Gateway {
  url: string
  close(): Promise<void>
}

/** Opens it; `livingOf` names the processes of a service that take requests now. */
export async function openGateway(livingOf: (service: Service) => readonly string[]): Promise<Gateway> {
  const turns = new Map<Service, number>()
  const open = new Set<Duplex>()
  const reach = async (service: Service): Promise<Socket | null> => {
    const urls = livingOf(service)
    const turn = turns.get(service) ?? 0
    turns.set(service, turn + 1)
    for (let tried = 0; tried < urls.length; tried += 1) {
      const socket = await connected(urls[(turn + tried) % urls.length] ?? '')
      if (socket) return socket
    }
    return null
  }
  // As long as nginx keeps an idle connection: the default of 5 s ends one just as a busy test sends its next request.
  const server = createServer({ keepAliveTimeout: 75_000 }, (asked, reply) => void pass(asked, reply, reach))
  server.on('upgrade', (asked: IncomingMessage, near: Duplex, head: Buffer) => void splice({ asked, near, head }, reach))
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server, open) }
}

const OWNERS: [RegExp, Service][] = [
  [/^\/v1\/(?:events|quarantine|units|catalogue)(?:[/?]|$)/, 'ingest'],
  [/^\/v1\/reconciliation(?:[/?]|$)/, 'rollup'],
  [/^\/v1\/(?:judgements|attributes|rubrics)(?:[/?]|$)/, 'scoring'],
  [/^\/v1\/(?:alerts|alerts\.csv|watches|silences|channels)(?:[/?]|$)/, 'alerts'],
  [/^\/v1\/(?:snapshots|objections|snapshot-plans)(?:[/?]|$)/, 'snapshots'],
]

/** Whose path it is; what nobody else owns is for people, so the live service's. */
export const ownerOf = (path: string): Service => OWNERS.find(([pattern]) => pattern.test(path))?.[1] ?? 'live'

type Reach = (service: Service) => Promise<Socket | null>

async function pass(asked: IncomingMessage, reply: ServerResponse, reach: Reach): Promise<void> {
  const owner = ownerOf(asked.url ?? '/')
  const socket = await reach(owner)
  if (!socket) return refuse(reply, `no process of ${owner} takes connections`)
  const onward = request({ method: asked.method, path: asked.url, headers: { ...asked.headers, connection: 'close' }, createConnection: () => socket })
  onward.once('response', (answer) => {
    reply.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: 'keep-alive' })
    answer.pipe(reply)
    answer.once('error', () => reply.destroy())
  })
  onward.once('error', (error) => (reply.headersSent ? reply.destroy() : refuse(reply, `the process of ${owner} broke off: ${error.message}`)))
  reply.once('close', () => onward.destroy())
  asked.pipe(onward)
}

function refuse(reply: ServerResponse, why: string): void {
  reply.writeHead(502, { 'content-type': 'application/problem+json' })
  reply.end(JSON.stringify({ type: 'urn:tierline:problem:bad_gateway', title: 'No answer', status: 502, code: 'bad_gateway', detail: `gateway: ${why}` }))
}

async function splice({ asked, near, head }: { asked: IncomingMessage; near: Duplex; head: Buffer }, reach: Reach): Promise<void> {
  near.on('error', () => near.destroy())
  const far = await reach(ownerOf(asked.url ?? '/'))
  if (!far) return void near.destroy()
  far.on('error', () => near.destroy())
  far.once('close', () => near.destroy())
  near.once('close', () => far.destroy())
  far.write(`${asked.method ?? 'GET'} ${asked.url ?? '/'} HTTP/1.1\r\n${headerLines(asked.rawHeaders)}\r\n`)
  far.write(head)
  far.pipe(near)
  near.pipe(far)
}

const headerLines = (raw: readonly string[]): string => raw.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('')

function connected(url: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => resolve(null))
  })
}

function close(server: Server, open: ReadonlySet<Duplex>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    for (const socket of open) socket.destroy()
  })
}
