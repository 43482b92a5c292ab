import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as kafka from './kafka.mjs'
import * as redis from './redis.mjs'
import { reaches } from './run/port.mjs'
import * as timescale from './timescale.mjs'

/** Each engine: the variable that names one, how one is started, and its address as the variable gives it. */
const KINDS = {
  kafka: { variable: 'TIERLINE_TEST_KAFKA', kind: kafka, options: { heapMb: 768 }, addressOf: ({ address }) => address, portOf: 9092 },
  timescale: { variable: 'TIERLINE_TEST_TIMESCALE_URL', kind: timescale, options: {}, addressOf: ({ url }) => url, portOf: 5432 },
  redis: { variable: 'TIERLINE_TEST_REDIS_URL', kind: redis, options: {}, addressOf: ({ url }) => url, portOf: 6379 },
}

/** All of them. */
export const ENGINES = Object.keys(KINDS)

/**
 * Hands the named engines to some work, as the variables that tests read: by URL where the environment names one, else started on a free port with its data in a temporary folder, and removed with it when the work ends, fails or is interrupted.
 * Gives what the work gives, or `{ reason }` where an engine cannot be had.
 * @param {string[]} names
 * @param {(env: Record<string, string>) => unknown} work
 */
export async function withEngines(names, work) {
  const folder = mkdtempSync(join(tmpdir(), 'tierline-engines-'))
  const started = []
  // The engines have ended by then, also one that was only starting: each sees to that itself.
  const forget = onEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  try {
    const env = {}
    for (const name of names) {
      const { address, engine, reason } = await obtain(KINDS[name], join(folder, name))
      if (reason) return { reason }
      if (engine) started.push(engine)
      env[KINDS[name].variable] = address
    }
    return await work(env)
  } finally {
    for (const engine of started) await engine.remove()
    rmSync(folder, { recursive: true, force: true })
    forget()
  }
}

async function obtain({ variable, kind, options, addressOf, portOf }, folder) {
  const given = process.env[variable]
  if (given) return await answersAt(given, portOf) ? { address: given } : { reason: `${variable} names ${withoutPassword(given)}, where nothing answers; start that engine, or leave the variable out to have one started` }
  const { reason } = await kind.provide()
  if (reason) return { reason }
  try {
    const engine = await kind.start({ folder, ...options })
    return { engine, address: addressOf(engine) }
  } catch (error) {
    return { reason: error.message }
  }
}

async function answersAt(given, defaultPort) {
  const { hostname, port } = new URL(given.includes('://') ? given : `kafka://${given.split(',')[0]}`)
  return await reaches({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || defaultPort) })
}

const withoutPassword = (url) => url.replace(/:[^:@/]*@/, ':***@')

/** Does it when this process is interrupted or exits; gives the way to call that off. */
function onEnd(clear) {
  // The others who listen for the signal have their turn first. npm sends it once more than the terminal does; the second must not end us half cleared.
  const interrupted = () => setImmediate(() => process.exit(130))
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  process.once('exit', clear)
  for (const signal of signals) process.on(signal, interrupted)
  return () => {
    process.off('exit', clear)
    for (const signal of signals) process.off(signal, interrupted)
  }
}
