import { access, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { at, event } from '../end-to-end/liuan/self-report.ts'
import { Client } from '../support/client.ts'
import { runTierline, startCluster } from '../support/cluster.ts'
import type { Cluster } from '../support/cluster.ts'
import { openPlace } from '../support/cluster/cluster-place.ts'
import { until } from '../support/until.ts'
import { rulesOfBoth } from './support/two-streams.ts'

const TICKETS = new URL('../real-tickets/', import.meta.url)
let cluster: Cluster
let work: string
let key: string

beforeAll(async () => {
  cluster = await startCluster({ rules: await rulesOfBoth() })
  work = await mkdtemp(join(tmpdir(), 'tl-import-'))
  await cp(new URL('tickets.csv', TICKETS), join(work, 'tickets.csv'))
}, 180_000)

afterAll(async () => {
  await cluster?.stop()
  await rm(work, { recursive: true, force: true })
}, 120_000)

const counted = (accepted: number): Promise<true> => until(`${accepted} events to be counted`, async () => {
  const found = await cluster.client.reconciliation()
  if (found.accepted === accepted && found.inFlight === 0 && found.balanced) return true
  throw new Error(JSON.stringify({ accepted: found.accepted, inFlight: found.inFlight, outcomes: found.outcomes }))
}, 60)

describe('the command line before any process has started', () => {
  it('makes the first key on an empty database', async () => {
    const place = await openPlace()
    try {
      const { code, out, err } = await runTierline(['key', 'create', '--name', 'first', '--role', 'admin'], place.environment)
      expect([code, out.trim(), err]).toEqual([0, expect.stringMatching(/^tl_[\w-]{40,}$/), expect.stringContaining('The key "first" has been made')])
    } finally {
      await place.clear()
    }
  }, 60_000)
})

describe('the command line beside processes of every service', () => {
  it('makes a key that every door knows', async () => {
    const { code, out, err } = await cluster.tierline('key', 'create', '--name', 'clerk', '--role', 'ingest', '--role', 'admin')
    expect([code, err]).toEqual([0, expect.stringContaining('The key "clerk" has been made')])
    key = out.trim()
    const reply = await new Client(cluster.url, key).events([event('first', 'code.shown', at(10), { count: 1 })])
    expect(reply).toMatchObject({ accepted: 1, quarantined: [], rejected: [] })
  }, 60_000)

  it('imports a thousand tickets through the door', async () => {
    const { code, out } = await cluster.tierline('import', join(work, 'tickets.csv'), '--map', new URL('MAP.yaml', TICKETS).pathname, '--url', cluster.url, '--key', key)
    expect([code, out]).toEqual([0, expect.stringMatching(/事件 \/ events 1986 · 收到 \/ accepted 1986/)])
    await counted(1_987)
  }, 120_000)

  it('reconciles: the balance holds and every cell agrees with its recomputation', async () => {
    const { code, out, err } = await cluster.tierline('reconcile', '--json')
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toMatchObject({ balanced: true, accepted: 1_987, outcomes: { counted: 1_987 }, events: 1_987, skipped: [], differences: [] })
  }, 120_000)

  it('tries quarantined events again, dry, and says which would pass once the unit is known', async () => {
    await cluster.client.events([event('lost', 'code.shown', at(10), { count: 1 }, '开发区'), event('lost-too', 'code.shown', at(10), { count: 1 }, 'nobody')])
    await counted(1_989)
    expect((await cluster.client.send('POST', '/v1/units/341500-jkq/aliases', { alias: '开发区', reason: 'test', by: 'test' })).status).toBeLessThan(300)
    const replayed = await until('the doors to know the alias', async () => {
      const said = await cluster.tierline('replay', '--url', cluster.url, '--key', key, '--code', 'unknown_unit')
      return said.out.includes('1 of 2 would pass') && said
    }, 60)
    expect(replayed.code).toBe(1)
    expect(replayed.out).toMatch(/✓ \d+ .*\n✗ \d+ .*nobody/)
    expect((await cluster.client.reconciliation())).toMatchObject({ accepted: 1_989, replays: 0 })
  }, 120_000)

  it('touches no data folder', async () => {
    await expect(access(cluster.environment.TIERLINE_DATA ?? '')).rejects.toThrow('ENOENT')
  })
})
