import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startCluster } from '../support/cluster.ts'
import type { Cluster } from '../support/cluster.ts'
import { SHIPPED_RULES } from '../support/rules.ts'
import { fillSmallCity, CITY } from '../support/small-city.ts'

let cluster: Cluster

beforeAll(async () => { cluster = await startCluster({ rules: SHIPPED_RULES, ingest: 2, rollup: 2, scoring: 2, live: 2 }) }, 240_000)
afterAll(async () => { await cluster?.stop() }, 120_000)

describe('every service its own process, two of each', () => {
  it('serves one origin', async () => {
    await fillSmallCity(cluster.client)
    const board = await cluster.client.board(CITY)
    expect(board.rows.every(({ rank }) => rank !== null)).toBe(true)
  }, 240_000)
})
