import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Counter, Registry } from 'prom-client'
import { openLiveApp } from '../testing/live-app.ts'
import type { LiveApp } from '../testing/live-app.ts'
import { pause, watch } from '../testing/watcher.ts'

let folder: string
let live: LiveApp

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tl-site-'))
  live = await openLiveApp({ folder })
}, 30_000)
afterAll(async () => {
  await live.close()
  await rm(folder, { recursive: true })
})

const ask = async (path: string, headers = { accept: 'text/html' }): Promise<{ status: number; text: string; type: string | null }> => {
  const response = await fetch(live.url + path, { headers })
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') }
}

describe('before the dashboard is built', () => {
  it('says how to build it, and serves it without a restart once it is there', async () => {
    const { status, text, type } = await ask('/')
    expect([status, type]).toEqual([503, 'text/html; charset=utf-8'])
    expect(text).toMatch(/apps\/dashboard\/dist\/index\.html.*npm run build/)
    expect((await ask('/boards/luan-2021/counties')).status).toBe(503)
    await writeFile(join(folder, 'index.html'), '<title>built</title>')
    expect(await ask('/')).toMatchObject({ status: 200, text: '<title>built</title>' })
  })
})

describe('readiness', () => {
  const ready = async (): Promise<unknown> => {
    const { status, text } = await ask('/readyz')
    return [status, JSON.parse(text) as unknown]
  }
  const known = { process: 'live', build: 'b1', demo: true, bureau: '六安市数据资源管理局' }

  it('comes when every board was scored once, is not taken back by a new board, and is while the database is away', async () => {
    expect(await ready()).toEqual([503, { ready: false, instant: '2021-11-18T10:20:00.000+08:00', ...known, waitsFor: 'the first scores of the boards' }])
    const key = live.boards.add('counties', 0)
    expect(await ready()).toMatchObject([503, { ready: false }])
    live.boards.change(key)
    const now = [200, { ready: true, instant: '2021-11-18T10:20:00.000+08:00', ...known }]
    expect(await ready()).toEqual(now)
    live.boards.add('of a new month', 0)
    expect(await ready()).toEqual(now)
    live.boards.failure = new Error('away')
    expect(await ready()).toEqual([503, { ready: false, instant: null, ...known, waitsFor: 'the database' }])
    expect((await ask('/healthz')).status).toBe(200)
    live.boards.failure = null
    expect(await ready()).toEqual(now)
  })

  it('does not wait for ever for a database that hangs', async () => {
    const release = live.boards.holdWatermark()
    expect(await ready()).toMatchObject([503, { waitsFor: 'the database' }])
    release()
  })
})

describe('metrics', () => {
  it('show the process, the push, and what another service adds', async () => {
    new Counter({ name: 'tierline_trial_total', help: 'Of another service', registers: [live.app.get(Registry)] }).inc(3)
    const watcher = await watch(live.url)
    const during = await ask('/metrics')
    watcher.close()
    await pause(50)
    expect([during.status, during.type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    expect(during.text).toMatch(/^process_cpu_seconds_total /m)
    expect(during.text).toMatch(/^tierline_trial_total 3$/m)
    expect(during.text).toMatch(/^tierline_live_sockets 1$/m)
    expect((await ask('/metrics')).text).toMatch(/^tierline_live_sockets 0$/m)
  })
})
