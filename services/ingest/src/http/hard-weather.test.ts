import { request } from 'node:http'
import type { ClientRequest } from 'node:http'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { IngestReply } from '@tierline/contracts/ingest'
import fc from 'fast-check'
import { openDoorServer } from '../testing/door-server.ts'
import type { DoorServer } from '../testing/door-server.ts'
import { event } from '../testing/sample-event.ts'

const LINES = { 'content-type': 'application/x-ndjson' }
const MB = 1024 ** 2

let door: DoorServer
beforeAll(async () => { door = await openDoorServer() }, 60_000)
afterAll(async () => { await door.close() })
beforeEach(() => { door.consumer.before = () => Promise.resolve() })

const many = (prefix: string, count: number): string => Array.from({ length: count }, (_, index) => JSON.stringify(event(`${prefix} ${index}`))).join('\n')
const countedOf = (prefix: string): number => door.consumer.counted.filter((id) => id.startsWith(`${prefix} `)).length

/** A request whose body is written by hand. */
function open(): { stream: ClientRequest; answer: Promise<{ status: number; body: string }> } {
  const stream = request(`${door.url}/v1/events`, { method: 'POST', headers: { ...LINES, authorization: `Bearer ${door.key}` } })
  const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
    stream.on('error', reject)
    stream.on('response', (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => { body += chunk.toString() }).on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
  })
  return { stream, answer }
}

/** Writes `count` chunks, waiting for the socket where it is full. */
async function pour(stream: ClientRequest, chunk: Buffer, count: number): Promise<void> {
  for (let sent = 0; sent < count && !stream.destroyed; sent += 1) {
    if (!stream.write(chunk)) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), new Promise((resolve) => stream.once('close', resolve))])
  }
}

describe('a stream of lines', () => {
  it('is appended in batches of at most 5,000 while it comes', async () => {
    const before = door.consumer.batches.length
    expect((await door.post(many('batch', 12_000), LINES)).body).toMatchObject({ accepted: 12_000, quarantined: [], rejected: [] })
    const batches = door.consumer.batches.slice(before)
    expect(Math.max(...batches)).toBeLessThanOrEqual(5_000)
    expect(batches.reduce((sum, size) => sum + size, 0)).toBe(12_000)
  })

  it('waits at the socket while the former batch commits', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => { release = resolve })
    door.consumer.before = () => held
    const { stream, answer } = open()
    const chunk = Buffer.from(`${many('held', 2_000)}\n`)
    const poured = pour(stream, chunk, 40).then(() => stream.end())
    await wait(400)
    // 40 chunks are about 11 MB; two batches and the buffers of the sockets are all that may have been read.
    expect(stream.writableLength).toBeGreaterThan(0)
    expect(door.platform.log.queued()).toBeLessThanOrEqual(5_000)
    release()
    await poured
    expect(IngestReply.parse(JSON.parse((await answer).body))).toMatchObject({ accepted: 80_000, duplicates: 78_000 })
    expect(countedOf('held')).toBe(2_000)
  }, 30_000)

  it('gives what came so far to the log when it pauses', async () => {
    const { stream, answer } = open()
    stream.write(`${JSON.stringify(event('pause 1'))}\n`)
    await wait(300)
    expect(countedOf('pause')).toBe(1)
    stream.end(JSON.stringify(event('pause 2')))
    expect(JSON.parse((await answer).body)).toMatchObject({ accepted: 2 })
  })

  it('that is cut in the middle of an event leaves no half of it', async () => {
    const { stream, answer } = open()
    answer.catch(() => undefined)
    stream.write(`${JSON.stringify(event('cut 1'))}\n${JSON.stringify(event('cut 2')).slice(0, -1)}`)
    await wait(200)
    stream.destroy()
    await wait(100)
    expect(countedOf('cut')).toBe(1)
    expect((await door.post(JSON.stringify(event('cut 2')))).body).toMatchObject({ accepted: 1, duplicates: 0 })
  })

  it('never loses a good event to a bad neighbour, whatever the bytes and however they are cut', async () => {
    let run = 0
    const bad = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes.map((byte) => (byte === 10 ? 32 : byte)))), fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))), fc.constantFrom('{', '"', '[', '\\', '{"a":NaN}', '}').map((text) => Buffer.from(text)))
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(bad, fc.constant(null)), { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 6 }), async (lines, places) => {
      run += 1
      const prefix = `fuzz${run}`
      const body = Buffer.concat(lines.flatMap((line, index) => [line ?? Buffer.from(JSON.stringify(event(`${prefix} ${index}`))), Buffer.from('\n')]))
      const { stream, answer } = open()
      const edges = [0, ...places.map((place) => place % (body.length + 1)).sort((a, b) => a - b), body.length]
      for (const [index, edge] of edges.slice(1).entries()) stream.write(body.subarray(edges[index], edge))
      stream.end()
      const { status, body: text } = await answer
      expect([200, 400]).toContain(status)
      const reply = IngestReply.parse(JSON.parse(text))
      const good = lines.filter((line) => line === null).length
      expect(countedOf(prefix)).toBe(good)
      expect(reply.accepted - reply.quarantined.length).toBe(good)
    }), { numRuns: 60 })
  }, 60_000)
})

describe('back-pressure', () => {
  it('answers 503 with Retry-After when the log is full, and the same events are counted once afterwards', async () => {
    const small = await openDoorServer({ queuedRecords: 1_000, requestTimeout: 60_000 })
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => { release = resolve })
    small.consumer.before = () => held
    const filling = small.post(many('fill', 5_000), LINES)
    await wait(500)
    const refused = await small.post(many('late', 10), LINES)
    expect({ status: refused.status, code: refused.body.code, after: refused.headers.get('retry-after'), detail: refused.body.detail })
      .toEqual({ status: 503, code: 'overloaded', after: '1', detail: expect.stringMatching(/^\d+ events wait to be committed, the bound is 1000\. Send the same events again after a second\.$/) })
    release()
    expect((await filling).body).toMatchObject({ accepted: 5_000 })
    expect((await small.post(many('late', 10), LINES)).body).toMatchObject({ accepted: 10, duplicates: 0 })
    await small.close()
  }, 30_000)

  it('answers 429 with Retry-After to a key with too many requests open', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => { release = resolve })
    door.consumer.before = () => held
    const opened = Array.from({ length: 32 }, (_, index) => door.post(JSON.stringify(event(`open ${index}`))))
    await wait(300)
    const refused = await door.post(JSON.stringify(event('open 33')))
    expect({ status: refused.status, detail: refused.body.detail, after: refused.headers.get('retry-after') }).toEqual({
      status: 429, detail: 'The key "first" has 32 requests open, which is the bound. Wait for their replies, or send more events in each.', after: '1',
    })
    release()
    expect((await Promise.all(opened)).map(({ status }) => status)).toEqual(Array.from({ length: 32 }, () => 200))
  }, 30_000)

  it('answers 503 when the outcome is unknown', async () => {
    door.consumer.before = () => Promise.reject(new Error('the database went away'))
    expect(await door.post(JSON.stringify(event('unknown 1')))).toMatchObject({ status: 503, body: { code: 'unknown_outcome' } })
  })
})

describe('bodies of 100 MB', () => {
  async function grown(work: () => Promise<void>): Promise<number> {
    const before = process.memoryUsage().rss
    let highest = before
    const timer = setInterval(() => { highest = Math.max(highest, process.memoryUsage().rss) }, 20)
    await work()
    clearInterval(timer)
    return highest - before
  }

  it.each([
    ['of lines that cannot be read', Buffer.from(`${'x'.repeat(1_023)}\n`.repeat(1_024)), 413],
    ['of one line without end', Buffer.alloc(MB, 'x'), 413],
    ['of blank lines', Buffer.alloc(MB, '\n'), 413],
  ])('%s cost no memory, and their neighbours are taken', async (name, chunk, status) => {
    const started = Date.now()
    const growth = await grown(async () => {
      const sent = pourRaw(chunk, 100)
      const neighbour = await door.post(JSON.stringify(event(`neighbour ${name}`)))
      expect(neighbour.body).toMatchObject({ accepted: 1 })
      expect(await sent).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    })
    // A body held whole would cost its 100 MB several times over; the rest is the runtime's own room.
    expect(growth).toBeLessThan(200 * MB)
    // The rest is read away at once, not waited for.
    expect(Date.now() - started).toBeLessThan(14_000)
    expect((await door.post(JSON.stringify(event(`after ${name}`)))).body).toMatchObject({ accepted: 1 })
  }, 60_000)

  it('whose length is declared are refused before they come', async () => {
    const socket = connect(Number(new URL(door.url).port), '127.0.0.1')
    socket.write(`POST /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${door.key}\r\ncontent-type: application/x-ndjson\r\ncontent-length: ${100 * MB}\r\n\r\n`)
    expect(await firstOf(socket)).toMatch(/^HTTP\/1.1 413 /)
    socket.destroy()
  })
})

describe('slow senders', () => {
  it('of headers and of bodies are cut off, while others are served', async () => {
    const strict = await openDoorServer({ queuedRecords: 50_000, requestTimeout: 1_500 })
    const port = Number(new URL(strict.url).port)
    const sockets = Array.from({ length: 60 }, (_, index) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write(index % 2 ? 'POST /v1/events HTTP/1.1\r\nhost: x\r\n' : `POST /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${strict.key}\r\ncontent-type: application/x-ndjson\r\ncontent-length: 1000\r\n\r\n{`)
      const drip = setInterval(() => socket.write(index % 2 ? 'a: b\r\n' : ' '), 200)
      socket.on('close', () => clearInterval(drip))
      return { socket, closed: new Promise<void>((resolve) => socket.on('close', () => resolve())) }
    })
    const own = await strict.platform.keys.make({ name: 'own', roles: ['ingest'] })
    expect((await strict.post(many('beside', 100), { ...LINES, authorization: `Bearer ${own}` })).body).toMatchObject({ accepted: 100, duplicates: 0 })
    await Promise.all(sockets.map(({ socket, closed }) => { socket.resume(); return closed }))
    expect((await strict.post(many('beside', 100), LINES)).body).toMatchObject({ accepted: 100, duplicates: 100 })
    await strict.close()
  }, 30_000)
})

/** Sends a chunked body on a bare socket to its very end, whatever the answer; gives what was answered. */
async function pourRaw(chunk: Buffer, count: number): Promise<string> {
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1')
  let answer = ''
  socket.on('data', (data) => { answer += data.toString() })
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => undefined)
  socket.write(`POST /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${door.key}\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n`)
  const framed = Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')])
  for (let sent = 0; sent < count && !socket.destroyed; sent += 1) {
    if (!socket.write(framed)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed])
  }
  socket.end('0\r\n\r\n')
  await closed
  return answer
}

function firstOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => { socket.once('data', (chunk) => resolve(chunk.toString())).once('error', reject) })
}
