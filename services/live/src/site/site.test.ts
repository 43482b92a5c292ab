import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openLiveApp } from '../testing/live-app.ts'
import type { LiveApp } from '../testing/live-app.ts'
import { ProbeController } from '../testing/probe.controller.ts'

const PAGE = `<!doctype html><title>榜线</title>${'<p>board</p>'.repeat(200)}`
const CODE = 'export const board = 1\n'.repeat(200)
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
let folder: string
let live: LiveApp

interface Reply { status: number; headers: IncomingHttpHeaders; body: Buffer }

/** fetch would unpack the body and hide its coding. */
const send = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> => new Promise((resolve, reject) => {
  const sent = request(live.url + path, { method, headers }, (response) => {
    const parts: Buffer[] = []
    response.on('data', (part: Buffer) => parts.push(part))
    response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }))
  })
  sent.on('error', reject)
  sent.end(method === 'POST' ? '{"id":1}\n' : undefined)
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tl-site-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), PAGE)
  await writeFile(join(folder, 'boot.js'), CODE)
  await writeFile(join(folder, 'assets/index-HkMhNVjr.js'), CODE)
  await writeFile(join(folder, 'assets/sans-CFpWYfbt.woff2'), Buffer.alloc(4_000, 7))
  live = await openLiveApp({ folder, more: { controllers: [ProbeController] } })
}, 30_000)
afterAll(async () => {
  await live.close()
  await rm(folder, { recursive: true })
})

describe('the page', () => {
  it.each(['/', '/boards/luan-2021/counties/2021-11?unit=341502', '/boards/%E9%87%91/a.b', '/quality', '/no-such-page'])('answers a person at %s, and is asked for anew each time', async (path) => {
    const { status, headers, body } = await send(path, HTML)
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'text/html; charset=utf-8', 'no-cache'])
    expect(body.toString()).toBe(PAGE)
  })

  it.each([
    ['/v1/no-such-thing', HTML], ['/v1', HTML], ['/socket.io-not', { accept: '*/*' }], ['/assets/old-12345678.js', HTML], ['/assets', { accept: '*/*' }],
    ['/assets/', HTML], ['/boards/x', { accept: 'application/json' }], ['/..%2f..%2fetc/passwd', { accept: '*/*' }], ['/assets/..%2f..%2f..%2fetc%2fpasswd', { accept: '*/*' }],
    ['/openapi.json', HTML], ['/readyz/more', HTML],
  ])('is never what a program gets at %s', async (path, accept) => {
    const { status, headers, body } = await send(path, accept)
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8'])
    expect(JSON.parse(body.toString())).toMatchObject({ status: 404, code: 'not_found' })
    expect(headers['cache-control'] ?? '').not.toContain('immutable')
  })

  it('is not given for a POST', async () => {
    expect((await send('/boards/x', HTML, 'POST')).status).toBe(404)
  })
})

describe('files', () => {
  it.each([
    ['/assets/index-HkMhNVjr.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/sans-CFpWYfbt.woff2', 'font/woff2', 'public, max-age=31536000, immutable'],
    ['/boot.js', 'text/javascript; charset=utf-8', 'no-cache'],
  ])('%s has its type and how long it keeps', async (path, type, caching) => {
    const { status, headers } = await send(path)
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, caching])
  })

  it('are not sent again to who has them, and are when they changed', async () => {
    const first = await send('/boot.js')
    const etag = String(first.headers.etag)
    const again = await send('/boot.js', { 'if-none-match': `"other", ${etag}`, 'accept-encoding': 'br' })
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag])
    await writeFile(join(folder, 'boot.js'), `${CODE}// newer\n`)
    const newer = await send('/boot.js', { 'if-none-match': etag })
    expect([newer.status, newer.body.toString()]).toEqual([200, `${CODE}// newer\n`])
  })

  it('answer HEAD with the headers alone', async () => {
    const { status, headers, body } = await send('/assets/index-HkMhNVjr.js', {}, 'HEAD')
    expect([status, headers['content-length'], body.length]).toEqual([200, String(CODE.length), 0])
  })
})

const UNPACK = { br: brotliDecompressSync, gzip: gunzipSync }

describe('compression', () => {
  it.each([
    ['br', '/', 'gzip, deflate, br'], ['gzip', '/', 'gzip, deflate'], ['br', '/assets/index-HkMhNVjr.js', 'br'], ['gzip', '/v1/probe/board', 'gzip'], ['br', '/v1/probe/board', 'gzip, deflate, br, zstd'],
  ] as const)('%s for %s where the browser takes %s; unpacked it is the same', async (coding, path, accepted) => {
    const plain = await send(path, HTML)
    const packed = await send(path, { ...HTML, 'accept-encoding': accepted })
    expect([plain.headers['content-encoding'], packed.headers['content-encoding'], packed.headers.vary]).toEqual([undefined, coding, 'accept-encoding'])
    expect(packed.body.length).toBeLessThan(plain.body.length / 4)
    expect(UNPACK[coding](packed.body)).toEqual(plain.body)
    expect([packed.status, packed.headers['content-type'], packed.headers.etag]).toEqual([plain.status, plain.headers['content-type'], plain.headers.etag])
  })

  it.each(['/v1/probe/small', '/assets/sans-CFpWYfbt.woff2', '/v1/no-such-thing'])('leaves %s as it is', async (path) => {
    expect((await send(path, { 'accept-encoding': 'br, gzip' })).headers['content-encoding']).toBeUndefined()
  })

  it('lets a reply of the API be 304 with nothing in it, and answers its HEAD', async () => {
    const same = await send('/v1/probe/board', { 'if-none-match': 'W/"7-abc"', 'accept-encoding': 'br' })
    expect([same.status, same.body.length, same.headers['content-encoding']]).toEqual([304, 0, undefined])
    const head = await send('/v1/probe/board', { 'accept-encoding': 'br' }, 'HEAD')
    expect([head.status, head.body.length, head.headers.etag]).toEqual([200, 0, 'W/"7-abc"'])
  })

  it('does not unpack what is sent in', async () => {
    const { status, body } = await send('/v1/probe/upload', { 'content-type': 'application/json', 'content-encoding': 'gzip', 'accept-encoding': 'gzip' }, 'POST')
    // The body is no gzip: read as it came, it is good JSON; unpacked, it would have been refused.
    expect([status, JSON.parse(gunzipSync(body).toString())]).toMatchObject([201, { coding: 'gzip' }])
  })
})

describe('safe headers', () => {
  it.each([['/', HTML], ['/v1/probe/small', {}], ['/v1/no-such-thing', {}], ['/readyz', {}]])('stand on %s and never send a browser to https', async (path, accept) => {
    const { headers } = await send(path, accept)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['strict-transport-security']).toBeUndefined()
    const policy = String(headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'self'; .*frame-ancestors 'self'$/)
    expect(policy).not.toMatch(/upgrade-insecure-requests|unsafe-eval|script-src/)
  })
})
