// npm run engines: starts real Kafka, TimescaleDB and Redis, prints where they are, and runs until Ctrl-C.
import { ENGINES, withEngines } from './engines.mjs'

console.error('Starting Kafka, TimescaleDB and Redis; the first time their parts are fetched, which takes a minute …')
const { reason } = await withEngines(ENGINES, async (env) => {
  for (const [variable, address] of Object.entries(env)) console.log(`${variable}=${address}`)
  console.error('They run until Ctrl-C.')
  return await new Promise(() => setInterval(() => undefined, 60_000))
})
console.error(`Not started: ${reason}`)
process.exitCode = 1
