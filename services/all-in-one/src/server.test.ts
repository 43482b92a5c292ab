import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { FastifyInstance } from 'fastify'
import { OPERATIONS } from '@tierline/live/openapi/operations'
import { readConfig } from '@tierline/platform/config'
import type { Config } from '@tierline/platform/config'
import { openPlatform } from '@tierline/platform/open-platform'
import { createApp } from './app.ts'
import { openServer } from './server.ts'
import type { Server } from './server.ts'

describe('the composed server', () => {
  const folders: string[] = []
  const servers: Server[] = []
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop()
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
  })

  async function newConfig(): Promise<Config> {
    const folder = await mkdtemp(join(tmpdir(), 'tl-one-'))
    await chmod(folder, 0o755)
    folders.push(folder)
    return readConfig({ TIERLINE_DATA: folder, TIERLINE_PORT: '0', TIERLINE_LOG_LEVEL: 'silent' })
  }

  it('starts, answers, tells a second start on its folder, and stops leaving no port, process or claim', async () => {
    const config = await newConfig()
    const server = await openServer(config)
    servers.push(server)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect(((await (await fetch(`${server.url}/openapi.json`)).json()) as { openapi: string }).openapi).toBe('3.1.0')
    expect((await (await fetch(`${server.url}/v1/boards`)).json() as { boards: unknown[] }).boards.length).toBeGreaterThan(0)
    await expect(openServer(config)).rejects.toThrow(`in use by Tierline process ${process.pid}`)
    await Promise.all([server.stop(), server.stop()])
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed')
    expect(await processesOn(config.dataFolder)).toEqual([])
    expect(await readdir(config.dataFolder)).not.toContain('lock')
    servers.push(await openServer(config))
  }, 120_000)

  it('closes what it opened when its port is taken, and says how to mend it', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const config = { ...await newConfig(), port }
    await expect(openServer(config)).rejects.toThrow(`127.0.0.1:${port}: found another program listening there, expected a free port.`)
    await new Promise((resolve) => other.close(resolve))
    expect(await processesOn(config.dataFolder)).toEqual([])
    servers.push(await openServer(config))
  }, 120_000)

  it('has every route that its OpenAPI document tells, and no other under /v1', async () => {
    const platform = await openPlatform(await newConfig())
    const app = await createApp(platform)
    await app.init()
    const routes = routesOf(app.getHttpAdapter().getInstance())
    await app.close()
    await platform.close()
    const told = OPERATIONS.map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, ':')}`)
    expect(routes.filter((route) => / \/v1/.test(route)).sort()).toEqual(told.filter((route) => / \/v1/.test(route)).sort())
    expect(told.filter((route) => !routes.includes(route))).toEqual([])
  }, 60_000)
})

/** `GET /v1/units`, parameters without their names. */
function routesOf(fastify: FastifyInstance): string[] {
  const lines = fastify.printRoutes({ commonPrefix: false }).split('\n')
  const stack: string[] = []
  return lines.flatMap((line) => {
    const match = /^([│ ├└─]*)(\S.*?)(?: \(([A-Z, ]+)\))?$/.exec(line)
    if (!match) return []
    const [, indent = '', part = '', methods = ''] = match
    stack.length = indent.length / 4
    stack.push(part)
    const path = stack.slice(0).join('').replaceAll(/:\w+/g, ':')
    return methods.split(', ').filter((method) => ['GET', 'POST', 'PUT', 'DELETE'].includes(method)).map((method) => `${method} ${path}`)
  })
}

/** Command lines of processes that name a folder. */
async function processesOn(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return lines.filter((line) => line.includes(folder))
}
