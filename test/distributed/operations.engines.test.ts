import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startCluster } from '../support/cluster.ts'
import type { Cluster } from '../support/cluster.ts'
import { ClusterProcess } from '../support/cluster/cluster-process.ts'
import { CITY, CITY_UNITS, fillSmallCity, scans } from '../support/small-city.ts'
import { until } from '../support/until.ts'

/** Nobody listens there, so signals are away from the first to the last. */
const NOWHERE = 'redis://127.0.0.1:1'
let cluster: Cluster

beforeAll(async () => {
  cluster = await startCluster({ engines: { redis: NOWHERE }, environment: { TIERLINE_BUILD: 'build-7' } })
  await fillSmallCity(cluster.client)
}, 240_000)

afterAll(async () => { await cluster?.stop() }, 120_000)

const eachProcess = async (path: string): Promise<[string, Response][]> => await Promise.all(cluster.processes.map(async ({ service, url }): Promise<[string, Response]> => [service, await fetch(url + path)]))

describe('every process', () => {
  it('says that it lives, that it is ready, and that it works without signals', async () => {
    for (const [service, reply] of await eachProcess('/healthz')) expect([service, reply.status]).toEqual([service, 200])
    for (const [service, reply] of await eachProcess('/readyz')) {
      expect([service, reply.status, await reply.json()]).toEqual([service, 200, expect.objectContaining({ ready: true, process: service, build: 'build-7', degraded: ['signal'] })])
    }
  })

  it('shows its metrics: the build, the database, the signals, the process itself', async () => {
    for (const [service, reply] of await eachProcess('/metrics')) {
      const text = await reply.text()
      expect(text).toContain(`tierline_build_info{build="build-7",process="${service}"} 1`)
      expect(text).toMatch(/^tierline_database_up 1$/m)
      expect(text).toMatch(/^tierline_signal_up 0$/m)
      expect(text).toMatch(/^process_cpu_seconds_total /m)
    }
  })

  it('writes JSON lines with its name, and no person', async () => {
    for (const { service, text } of cluster.processes) {
      const lines = text.trim().split('\n').map((line) => JSON.parse(line) as { process?: string; msg?: string })
      expect(new Set(lines.map(({ process }) => process))).toEqual(new Set([service]))
      expect(lines.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['listening', 'ready']))
      expect(text).not.toMatch(/-p\d|"person"/)
    }
  })

  it('is described at one origin, whoever serves what', async () => {
    const { paths } = await (await fetch(`${cluster.url}/openapi.json`)).json() as { paths: Record<string, unknown> }
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/v1/events', '/v1/reconciliation', '/v1/judgements', '/v1/boards']))
  })

  it('says why it cannot start, and ends with 1', async () => {
    const lost = new ClusterProcess('scoring', 9, { ...cluster.environment, TIERLINE_SECRETS: '/no/such/file' })
    await expect(lost.start()).rejects.toThrow(/scoring-9 ended with 1 .*"process":"scoring".*TIERLINE_SECRETS = \/no\/such\/file: found no file that can be read.*"msg":"the process could not start"/s)
  }, 60_000)

  it('counts, scores and shows without signals, for who listens also polls', async () => {
    const [unit = ''] = CITY_UNITS.slice(-1)
    const low = async (): Promise<string> => (await cluster.client.board(CITY)).rows.find((row) => row.unit === unit)?.low ?? ''
    const before = await low()
    await cluster.client.events([scans(unit, 3_000, 'unsignalled')])
    expect(await until('the board to move', async () => { const now = await low(); return now !== before && now }, 60)).not.toBe(before)
  }, 90_000)
})
