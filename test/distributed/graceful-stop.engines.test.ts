import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Reconciliation } from '@tierline/contracts/quality'
import { startCluster } from '../support/cluster.ts'
import type { Cluster } from '../support/cluster.ts'
import type { Service } from '../support/gateway.ts'
import { CITY, CITY_UNITS, fillSmallCity, scans } from '../support/small-city.ts'
import { until } from '../support/until.ts'
import { SteadySender } from './support/steady-sender.ts'

/** Long, so that a partition that comes sooner was given up and not waited for. */
const SESSION_MS = 60_000

let cluster: Cluster
let sender: SteadySender
let before: Reconciliation

beforeAll(async () => {
  cluster = await startCluster({ ingest: 2, rollup: 2, scoring: 2, live: 2, environment: { TIERLINE_KAFKA_SESSION_MS: String(SESSION_MS) } })
  await fillSmallCity(cluster.client)
  before = await balanced()
  sender = new SteadySender(cluster.client, (index) => scans(unitOf(index), 1, `steady-${index}`))
  await sender.more(100)
}, 300_000)

afterAll(async () => {
  await sender?.stop().catch(() => undefined)
  await cluster?.stop()
}, 120_000)

const unitOf = (index: number): string => CITY_UNITS[index % CITY_UNITS.length] ?? ''

const balanced = (): Promise<Reconciliation> => until('everything accepted to be counted', async () => {
  const found = await cluster.client.reconciliation()
  if (found.inFlight === 0 && found.balanced) return found
  throw new Error(`in flight ${found.inFlight}, ${JSON.stringify(found.outcomes)}`)
}, 120)

/** Stops one of a service under load and lets the load go on without it; gives how it ended, what it said of that, and whether its process is gone. */
async function stopUnderLoad(service: Service): Promise<unknown> {
  const one = cluster.process(service)
  const { pid } = one
  const { code } = await one.stop()
  await sender.more(60)
  return { code, said: [...one.lastText.matchAll(/"msg":"(ending|ended)"/g)].map((match) => match[1]), isGone: isGone(pid) }
}

const IN_ORDER = { code: 0, said: ['ending', 'ended'], isGone: true }

function isGone(pid: number): boolean {
  try {
    return !process.kill(pid, 0)
  } catch {
    return true
  }
}

async function startAgain(service: Service): Promise<void> {
  await cluster.process(service).start()
  await cluster.process(service).untilReady()
}

describe('a process that is told to stop under load', () => {
  it.each<Service>(['ingest', 'scoring', 'live'])('ends with 0 where it is %s, while the other one goes on', async (service) => {
    expect(await stopUnderLoad(service)).toEqual(IN_ORDER)
    await startAgain(service)
    await sender.more(60)
  }, 180_000)

  it('gives its partitions up at once where it is a roll-up: the other one counts on long before the session would have ended', async () => {
    expect(await stopUnderLoad('rollup')).toEqual(IN_ORDER)
    const began = performance.now()
    // One event of every unit, so that every partition that has units must have somebody.
    const round = CITY_UNITS.map((unit) => scans(unit, 1, 'after-the-stop'))
    const { accepted } = await cluster.client.reconciliation()
    await cluster.client.events(round)
    await sender.stop()
    const after = await balanced()
    expect(after.accepted).toBeGreaterThanOrEqual(accepted + round.length)
    expect(performance.now() - began).toBeLessThan(SESSION_MS * 0.75)
    await startAgain('rollup')
  }, 240_000)

  it('loses nothing and counts nothing twice: every acknowledged event is counted once, and the board shows it', async () => {
    const { outcomes } = await balanced()
    expect(sender.acknowledged.size).toBeGreaterThan(400)
    expect(outcomes.counted - before.outcomes.counted).toBe(sender.acknowledged.size + CITY_UNITS.length)
    expect({ ...outcomes, counted: 0, duplicate: 0 }).toEqual({ ...before.outcomes, counted: 0, duplicate: 0 })
    const expected = new Map(CITY_UNITS.map((unit, index) => [unit, 5_600 - index * 400 + 1 + [...sender.acknowledged].filter((id) => id.startsWith(`${unit}/`)).length]))
    await until('the board to show every scan', async () => {
      const { rows } = await cluster.client.board(CITY)
      const wrong = rows.filter(({ unit, cells }) => Number(cells.verification_completion?.numerator) !== expected.get(unit))
      if (wrong.length > 0) throw new Error(wrong.map(({ unit, cells }) => `${unit} shows ${cells.verification_completion?.numerator}, expected ${expected.get(unit)}`).join('; '))
      return true
    }, 60)
  }, 240_000)

  it('ends with 0, all of them at once', async () => {
    const ended = await Promise.all(cluster.processes.map(async (one) => [one.name, await one.stop()]))
    expect(ended).toEqual(cluster.processes.map(({ name }) => [name, { code: 0, signal: null }]))
  }, 120_000)
})
