import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readSharedSecrets } from '@tierline/platform/folder/data-folder'
import { ROOT } from '../architecture/source.ts'
import { freePort } from './run/free-port.ts'
import { buildImage } from './run/image-build.ts'
import { readDockerfile } from './run/programs.ts'
import type { Dockerfile } from './run/programs.ts'

const run = promisify(execFile)
/** Root's tests step down to `nobody`, as the image steps down to its own user; anybody else is somebody without rights already. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
const BUILD_MS = 480_000

let dockerfile: Dockerfile
let folder: string
let app: string

beforeAll(async () => {
  dockerfile = await readDockerfile(join(ROOT, 'Dockerfile'))
  folder = await mkdtemp(join(tmpdir(), 'tierline-image-'))
  await chmod(folder, 0o755)
  app = join(await buildImage(dockerfile, folder), 'app')
  await run('chmod', ['-R', 'a-w', app])
}, BUILD_MS)

afterAll(async () => {
  await run('chmod', ['-R', 'u+w', folder])
  await rm(folder, { recursive: true, force: true })
})

describe('the Dockerfile', () => {
  it('is one that BuildKit parses and its linter has nothing against', () => {
    expect(dockerfile.warnings).toEqual([])
    expect(dockerfile.stages.map(({ name, from }) => [name, from])).toEqual([['build', '${NODE_IMAGE}'], ['run', '${NODE_IMAGE}']])
    expect(dockerfile.args[0]).toMatch(/^ARG NODE_IMAGE=node:\d+\.\d+\.\d+-/)
  })

  it('ends without root, with a check of its health and signals that reach Node', () => {
    const last = dockerfile.stages.at(-1)?.commands ?? []
    expect(last).toEqual(expect.arrayContaining(['USER 10001:10001', 'STOPSIGNAL SIGTERM', 'ENTRYPOINT ["sh", "/app/deploy/image/entry.sh"]', 'CMD ["all"]']))
    expect(last.find((command) => command.startsWith('HEALTHCHECK'))).toMatch(/CMD \["node", "\/app\/deploy\/image\/health\.mjs"\]$/)
    expect(last.findIndex((command) => command.startsWith('USER'))).toBeGreaterThan(last.findLastIndex((command) => command.startsWith('RUN')))
  })

  it('brings the manifest of every package before it installs', async () => {
    const copied = dockerfile.stages[0]?.commands.filter((command) => command.startsWith('COPY')).join(' ')
    for (const place of await packages()) expect(copied).toContain(`${place}/package.json`)
  })
})

describe('the image', () => {
  it('holds what runs and nothing else', async () => {
    for (const gone of ['jest', 'vite', '@swc/core', 'oxlint', 'nx', '@typescript/native']) expect({ gone, isThere: existsSync(join(app, 'node_modules', gone)) }).toEqual({ gone, isThere: false })
    const files = (await readdir(app, { recursive: true })).filter((path) => !path.startsWith('node_modules/'))
    expect(files.filter((path) => /(^|\/)src(\/|$)|\.test\.[jt]s|\.map$|\.env|(^|\/)secrets\.json$|(^|\/)test\//.test(path))).toEqual([])
    expect(files).toEqual(expect.arrayContaining(['apps/dashboard/dist/index.html', 'rubrics/catalogue.yaml', 'libs/platform/migrations/0001_spine.sql', ...SERVICES.map((name) => `services/${name}/dist/main.js`)]))
  })

  it('serves the whole of it to a user without rights, from files that nobody may write, and stops when told', async () => {
    const data = await ownFolder('data')
    const port = await freePort()
    const server = enter(['all'], { TIERLINE_DATA: join(data, 'kept'), TIERLINE_PORT: String(port) })
    try {
      expect(await health(port)).toBe(0)
      const url = `http://127.0.0.1:${port}`
      expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ alive: true })
      const ready = (await (await fetch(`${url}/readyz`)).json()) as { build: string }
      expect(ready.build).toBe((await readFile(join(app, 'BUILD'), 'utf8')).trim())
      const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
      expect((await fetch(`${url}${/src="(\/assets\/[^"]+)"/.exec(page)?.[1]}`)).status).toBe(200)
      expect(await sendEvent(url, server.said())).toMatchObject({ accepted: 1, durability: 'committed' })
      expect(await ownerOfProcess(server.child)).toBe(NOBODY.uid ?? process.getuid?.())
    } finally {
      server.child.kill('SIGTERM')
    }
    expect(await server.ended).toEqual({ code: 0, signal: null })
    expect(await healthOnce(port)).toBe(1)
  }, 240_000)

  it.each(['ingest', 'rollup', 'scoring', 'live', 'alerts', 'snapshots'])('starts the process %s, which names every setting that it misses', async (name) => {
    const started = enter([name], { TIERLINE_SHAPE: 'distributed', TIERLINE_DATA: join(await ownFolder(name), 'none') })
    expect((await started.ended).code).not.toBe(0)
    expect(started.said()).toMatch(/TIERLINE_DATABASE_URL, TIERLINE_KAFKA_BROKERS, TIERLINE_REDIS_URL, TIERLINE_SECRETS/)
  }, 120_000)

  it('hands any other word to the command line', async () => {
    const helped = enter(['key', '--help'], {})
    expect(await helped.ended).toEqual({ code: 0, signal: null })
    expect(helped.said()).toContain('tierline key create')
    expect((await enter(['nonsense'], {}).ended).code).toBe(2)
  }, 120_000)

  it('writes the shared keys once and never again', async () => {
    const file = join(await ownFolder('keys'), 'secrets.json')
    const make = async (): Promise<string> => (await run(process.execPath, [join(app, 'deploy/image/make-secrets.mjs'), file])).stdout
    await make()
    const keys = await readSharedSecrets(file)
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('400')
    expect(await make()).toContain('stays as it is')
    expect(await readSharedSecrets(file)).toEqual(keys)
  })
})

const SERVICES = ['ingest', 'rollup', 'scoring', 'live', 'alerts', 'snapshots', 'all-in-one']

async function packages(): Promise<string[]> {
  const { workspaces } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { workspaces: string[] }
  const nested = await Promise.all(workspaces.map(async (pattern) => (await readdir(join(ROOT, pattern.replace('/*', '')))).map((name) => pattern.replace('*', name))))
  return nested.flat().filter((place) => existsSync(join(ROOT, place, 'package.json')))
}

async function ownFolder(name: string): Promise<string> {
  const place = await mkdtemp(join(folder, `${name}-`))
  if (NOBODY.uid !== undefined) await chown(place, NOBODY.uid, NOBODY.gid)
  return place
}

interface Entered {
  child: ChildProcess
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  said(): string
}

/** Runs the image's entry as its container would. */
function enter(args: readonly string[], settings: Record<string, string>): Entered {
  const child = spawn('sh', [join(app, 'deploy/image/entry.sh'), ...args], { ...NOBODY, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, NODE_ENV: 'production', TIERLINE_HOST: '127.0.0.1', ...settings } })
  let text = ''
  const hear = (chunk: Buffer): void => void (text += chunk.toString())
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return { child, ended: new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal }))), said: () => text }
}

async function healthOnce(port: number): Promise<number> {
  const child = spawn(process.execPath, [join(app, 'deploy/image/health.mjs')], { ...NOBODY, stdio: 'ignore', env: { TIERLINE_PORT: String(port) } })
  return await new Promise((resolve) => child.once('close', (code) => resolve(code ?? -1)))
}

async function health(port: number): Promise<number> {
  for (const end = Date.now() + 120_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 250))) {
    if ((await healthOnce(port)) === 0) return 0
  }
  return 1
}

async function sendEvent(url: string, said: string): Promise<unknown> {
  const key = /\btl_[\w-]+/.exec(said)?.[0]
  const event = { specversion: '1.0', source: 'hall', id: 'scan-1', type: 'code.verified', subject: '金安区', time: '2021-12-15T10:30:00+08:00', data: { checkpoint: 'east-gate', count: 3 } }
  const reply = await fetch(`${url}/v1/events`, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/cloudevents+json' }, body: JSON.stringify(event) })
  return await reply.json()
}

async function ownerOfProcess({ pid }: ChildProcess): Promise<number> {
  return Number((await run('ps', ['-o', 'uid=', '-p', String(pid)])).stdout)
}
