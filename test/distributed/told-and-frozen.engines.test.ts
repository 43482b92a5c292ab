import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Snapshot, SnapshotRows, SnapshotVerification } from '@tierline/contracts/snapshot/snapshot'
import { startCluster } from '../support/cluster.ts'
import type { Cluster } from '../support/cluster.ts'
import { HookServer } from '../support/told/hook-server.ts'
import { manyTownsRules, townAt } from '../support/many-towns.ts'
import { OnTime } from '../support/told/on-time.ts'
import { eventually, until } from '../support/until.ts'

const TOWNS = 12

let cluster: Cluster
let hook: HookServer
let city: OnTime

beforeAll(async () => {
  hook = await HookServer.open()
  cluster = await startCluster({ alerts: 2, snapshots: 2, rules: await manyTownsRules(TOWNS) })
  city = new OnTime(() => cluster.client, TOWNS)
  await city.begin(hook.url)
}, 300_000)

afterAll(async () => {
  await hook?.close()
  await cluster?.stop()
}, 120_000)

describe('two processes each of alerts and snapshots', () => {
  it('tell once of every town that crosses the line, in one message', async () => {
    await cluster.client.events(city.everywhere(2, true))
    const fired = await until('an alert for every town', async () => {
      const active = await city.alerts('state=active')
      return active.length === TOWNS && active
    }, 60)
    await until('the message', () => Promise.resolve(hook.calls.length > 0), 30)
    await wait(3_000)
    expect(hook.calls.map(({ body }) => body.facts.alerts.length)).toEqual([TOWNS])
    expect(new Set(fired.map(({ unit }) => unit)).size).toBe(TOWNS)
  }, 180_000)

  it('go on telling, each thing once, while one after the other is killed', async () => {
    const killed = [0, 1].map((index) => cluster.process('alerts', index))
    for (const [round, process] of killed.entries()) {
      await cluster.client.events(city.tickets(round, 40, false))
      await process.kill()
      await until(`town ${round} to have recovered`, async () => (await city.alerts(`state=all&unit=${townAt(round)}`))[0]?.ended === 'recovered', 60)
      await process.start()
      await process.untilReady()
    }
    const ids = (await Promise.all(killed.map(async (_, round) => (await city.alerts(`state=all&unit=${townAt(round)}`)).map(({ id }) => id)))).flat()
    expect(ids).toHaveLength(2)
    expect(await eventually(() => Promise.resolve(ids.map((id) => hook.told.get(`${id} recovered`)?.size)), [1, 1], 30)).toEqual([1, 1])
  }, 240_000)

  it('freeze what the board shows, through one process, and verify it through the other', async () => {
    const board = await cluster.client.board(city.board)
    const frozen = Snapshot.parse(await city.change('POST', '/v1/snapshots', { key: city.board, by: '经办人', reason: '测试' }))
    await cluster.process('snapshots', 0).kill()
    const { rows } = SnapshotRows.parse((await cluster.client.send('GET', `/v1/snapshots/${frozen.id}/rows`)).body)
    const figures = (each: (typeof rows)[number]): unknown => [each.unit, each.rank, each.score, each.low, each.high, each.tier, each.cells]
    expect(rows.map(figures)).toEqual(board.rows.map(figures))
    const verified = SnapshotVerification.parse(await city.change('POST', `/v1/snapshots/${frozen.id}/verify`, {}))
    expect(verified.checks.filter(({ outcome }) => outcome === 'broken')).toEqual([])
    expect(verified.checks.find(({ check }) => check === 'events')?.outcome).toBe('holds')
    const book = await fetch(`${cluster.url}/v1/snapshots/${frozen.id}.xlsx`)
    expect([book.status, book.headers.get('content-type')]).toEqual([200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'])
    expect((await book.arrayBuffer()).byteLength).toBeGreaterThan(5_000)
  }, 120_000)
})
