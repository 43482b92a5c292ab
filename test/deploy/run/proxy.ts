import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../../support/until.ts'
import { freePort } from './free-port.ts'
import { DEPLOY, nginxPath } from './programs.ts'

/** The reverse proxy of compose.yaml, running. */
export interface Proxy {
  url: string
  stop(): Promise<void>
}

/** Starts nginx on deploy/proxy/nginx.conf as it stands, but for where it listens, where its files lie, and where the processes are. */
export async function startProxy(portOf: Readonly<Record<string, number>>): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), 'tierline-proxy-'))
  const port = await freePort()
  const file = join(folder, 'nginx.conf')
  await writeFile(file, placed(await readFile(join(DEPLOY, 'proxy', 'nginx.conf'), 'utf8'), { folder, port, portOf }))
  const child = spawn(nginxPath(), ['-e', 'stderr', '-p', folder, '-c', file, '-g', 'daemon off;'], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  await until('nginx to answer', async () => {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}: ${said}`)
    return await fetch(`${url}/metrics`).then(() => true, () => false)
  })
  return { url, stop: async () => {
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  } }
}

interface Placing {
  folder: string
  port: number
  portOf: Readonly<Record<string, number>>
}

function placed(text: string, { folder, port, portOf }: Placing): string {
  const moved = text.replace('listen 8080;', `listen 127.0.0.1:${port};`).replaceAll('/tmp/', `${folder}/`).replaceAll('/dev/stderr', 'stderr')
  return Object.entries(portOf).reduce((config, [name, at]) => config.replaceAll(`${name}:4620`, `127.0.0.1:${at}`), moved)
}
