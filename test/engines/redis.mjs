import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { which } from './run/command.mjs'
import { ContainerEngine, hasDocker } from './run/container.mjs'
import { installPackages } from './run/debian.mjs'
import { LocalEngine } from './run/local.mjs'
import { answers, freePort } from './run/port.mjs'

const IMAGE = 'redis:7.4'

/** Redis on this machine: a Docker image, a program, or the reason why there is none. */
export async function provide() {
  if (await hasDocker()) return { image: IMAGE }
  const found = program()
  if (found) return { program: found }
  const failed = await installPackages('redis-tools')
  const installed = program()
  return installed ? { program: installed } : { reason: `no Redis: no Docker engine answers, no redis-server is on the PATH, and ${failed || 'the package redis-tools brought none'}. Set TIERLINE_TEST_REDIS_URL, start Docker, install redis-server, or run as root on Debian.` }
}

/**
 * Starts a Redis of one's own; without a setting it keeps nothing on disk.
 * @param {{ folder: string, port?: number, settings?: Record<string, string> }} how `settings` as in redis.conf: `{ appendonly: 'yes' }`
 */
export async function start({ folder, port, settings = {} }) {
  const { image, program: path, reason } = await provide()
  if (reason) throw new Error(reason)
  const place = port ?? await freePort()
  const flags = Object.entries({ save: '', appendonly: 'no', ...settings }).flatMap(([name, value]) => [`--${name}`, value])
  const isUp = () => answers(place, Buffer.from('PING\r\n'), (answer) => answer.toString().startsWith('+PONG'))
  const engine = image
    ? new ContainerEngine({ name: 'Redis', folder, image, port: place, innerPort: 6379, args: ['redis-server', '--protected-mode', 'no', ...flags], isUp })
    : new LocalEngine({ name: 'Redis', folder, command: [named(path, folder), '--bind', '127.0.0.1', '--port', String(place), '--dir', folder, ...flags], stopSignal: 'SIGTERM', isUp })
  await engine.start()
  return Object.assign(engine, { address: `127.0.0.1:${place}`, port: place, url: `redis://127.0.0.1:${place}` })
}

/** Debian's server program is redis-check-rdb of redis-tools under another name; its package redis-server adds the name and a service, which we do not want. */
const program = () => which('redis-server') ?? which('redis-check-rdb')

/** The program acts by the name it is called by. */
function named(path, folder) {
  if (path.endsWith('redis-server')) return path
  const link = join(folder, 'redis-server')
  mkdirSync(folder, { recursive: true })
  if (!existsSync(link)) symlinkSync(path, link)
  return link
}
