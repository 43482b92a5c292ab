import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../../support/random.ts'

/** Where a hard sender sends to. */
export interface Target {
  url: string
  key: string
}

const head = ({ url, key }: Target, lines: readonly string[]): string =>
  [`POST /v1/events HTTP/1.1`, `host: ${new URL(url).host}`, `authorization: Bearer ${key}`, 'content-type: application/x-ndjson', ...lines, '', ''].join('\r\n')

/** Says it will send a body and sends one byte a second; resolves with what came back once it is cut off or `forMs` are over. */
export async function dawdle(target: Target, forMs: number): Promise<string> {
  const socket = connect(Number(new URL(target.url).port), '127.0.0.1')
  let reply = ''
  socket.on('data', (chunk) => { reply += chunk.toString('latin1') })
  socket.on('error', () => undefined)
  socket.write(head(target, ['content-length: 1000000']))
  for (const end = Date.now() + forMs; Date.now() < end && !socket.destroyed; await wait(1_000)) socket.write('{')
  socket.destroy()
  return reply
}

/** Sends a body of so many bytes in one line that never ends, chunked so that its length is not announced; gives the status line, or what cut it. */
export async function flood(target: Target, bytes: number): Promise<string> {
  const socket = connect(Number(new URL(target.url).port), '127.0.0.1')
  let reply = ''
  const isOver = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => { reply += chunk.toString('latin1'); resolve() })
    socket.on('error', () => resolve())
    socket.on('close', () => resolve())
  })
  socket.write(head(target, ['transfer-encoding: chunked']))
  const chunk = Buffer.alloc(64 * 1024, 'x')
  const framed = Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')])
  for (let sent = 0; sent < bytes && !socket.destroyed && reply === ''; sent += chunk.length) {
    if (!socket.write(framed)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), isOver])
  }
  if (!socket.destroyed && reply === '') socket.write('0\r\n\r\n')
  await Promise.race([isOver, wait(30_000)])
  socket.destroy()
  return reply.split('\r\n')[0] ?? ''
}

/** A sound body with bytes flipped, cut out, doubled or strewn in. */
export function mangled(sound: string, random: Random): Buffer {
  const bytes = [...Buffer.from(sound)]
  for (let turns = random.whole(1, 12); turns > 0; turns -= 1) {
    const place = random.whole(0, Math.max(0, bytes.length - 1))
    const span = random.whole(1, 6)
    const turn = random.whole(0, 3)
    if (turn === 0) bytes[place] = random.whole(0, 255)
    else if (turn === 1) bytes.splice(place, span)
    else if (turn === 2) bytes.splice(place, 0, ...bytes.slice(place, place + span))
    else bytes.splice(place, 0, ...Array.from({ length: span }, () => random.one([0, 10, 34, 44, 58, 91, 92, 93, 123, 125, 0xc3, 0xed, 0xff])))
  }
  return Buffer.from(bytes)
}
