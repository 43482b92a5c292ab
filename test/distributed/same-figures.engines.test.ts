import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openApp } from '../support/app.ts'
import type { Client } from '../support/client.ts'
import { startCluster } from '../support/cluster.ts'
import type { Cluster } from '../support/cluster.ts'
import { atRest, until } from '../support/until.ts'
import { figuresOf } from './support/figures.ts'
import type { Figures } from './support/figures.ts'
import { ACCEPTED, BOARDS, rulesOfBoth, sendBoth } from './support/two-streams.ts'

let cluster: Cluster
let embedded: Figures
let distributed: Figures

beforeAll(async () => {
  const rules = await rulesOfBoth()
  const app = await openApp({ rules })
  try {
    embedded = await played(app.client)
  } finally {
    await app.close()
  }
  cluster = await startCluster({ ingest: 2, rollup: 2, scoring: 2, live: 2, rules })
  distributed = await played(cluster.client)
}, 600_000)

afterAll(async () => { await cluster?.stop() }, 120_000)

/** Sends both streams, waits until all of it is counted and the boards stand still, and reads every figure. */
async function played(client: Client): Promise<Figures> {
  await sendBoth(client)
  await until('every event to be counted', async () => {
    const { accepted, inFlight, balanced, outcomes } = await client.reconciliation()
    if (accepted === ACCEPTED && inFlight === 0 && balanced) return true
    throw new Error(`accepted ${accepted} of ${ACCEPTED}, in flight ${inFlight}, ${JSON.stringify(outcomes)}`)
  }, 180)
  return await atRest(() => figuresOf(client, BOARDS), 120)
}

describe('the same stream through one process and through two of every service', () => {
  it('is worth looking at: every board has scores, every outcome its events', () => {
    // The zone's completion as its report prints it, and tickets that were closed in every year.
    const [zone = '', ...years] = embedded.boards.map((board) => JSON.stringify(board))
    expect([zone.includes('"108.17 %"'), ...years.map((year) => /"closed":\{[^}]*"value":"[1-9]/.test(year))]).toEqual(BOARDS.map(() => true))
    expect(embedded.explanations.length).toBeGreaterThan(BOARDS.length)
    expect(embedded.reconciliation).toMatchObject({ accepted: ACCEPTED, balanced: true, implausibleTotal: 10, outcomes: { duplicate: 500, conflicting: 2 } })
  })

  it('gives the same boards, cell by cell', () => {
    expect(distributed.boards).toEqual(embedded.boards)
  })

  it('gives the same explanation of every unit', () => {
    expect(distributed.explanations).toEqual(embedded.explanations)
  })

  it('gives every event the same outcome', () => {
    expect(distributed.reconciliation).toEqual(embedded.reconciliation)
  })
})
