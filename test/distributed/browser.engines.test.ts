import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { mapped, openPage, startChromium } from '../browser/support/chromium.ts'
import type { Opened } from '../browser/support/chromium.ts'
import { startCluster } from '../support/cluster.ts'
import type { Cluster } from '../support/cluster.ts'
import type { ClusterProcess } from '../support/cluster/cluster-process.ts'
import { CITY, CITY_UNITS, fillSmallCity, scans } from '../support/small-city.ts'
import { until } from '../support/until.ts'

const [MOVED = '', MOVED_LATER = ''] = [CITY_UNITS[7], CITY_UNITS[6]]
let cluster: Cluster
let browser: Browser
let opened: Opened

beforeAll(async () => {
  cluster = await startCluster({ ingest: 2, rollup: 2, scoring: 2, live: 2 })
  await fillSmallCity(cluster.client)
  browser = await startChromium()
  opened = await openPage(browser, mapped(cluster.url, `/boards/${CITY.rubric}/${CITY.group}/${CITY.period}`))
  await opened.page.waitForSelector('tr[data-unit]')
  // A mark that a reload would wipe out.
  await opened.page.evaluate(() => { document.documentElement.dataset.mark = 'kept' })
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
}, 120_000)

const lowOf = async (unit: string): Promise<string> => (await cluster.client.board(CITY)).rows.find((row) => row.unit === unit)?.low ?? ''
const shows = (unit: string, score: string): Promise<boolean> => until(`the row of ${unit} to show ${score}`, async () => (await opened.page.locator(`tr[data-unit="${unit}"]`).innerText()).includes(score), 60)

/** Posts scans that cross a bound of the unit's leaf, and waits until the API gives another score. */
async function moveScore(unit: string, id: string): Promise<string> {
  const before = await lowOf(unit)
  await cluster.client.events([scans(unit, 3_000, id)])
  return await until('the score to change', async () => { const score = await lowOf(unit); return score !== before && score }, 60)
}

/** The live processes that have an open socket. */
async function watched(): Promise<ClusterProcess[]> {
  const live = cluster.processes.filter(({ service, isRunning }) => service === 'live' && isRunning)
  const sockets = await Promise.all(live.map(async ({ url }) => Number(/^tierline_live_sockets (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1])))
  return live.filter((_, index) => (sockets[index] ?? 0) > 0)
}

describe('the board in a real browser, from HTTP through Kafka, two of every service', () => {
  it('shows each unit with the score that the API gives', async () => {
    for (const unit of CITY_UNITS) expect(await shows(unit, await lowOf(unit))).toBe(true)
  }, 120_000)

  it('moves a row by its socket, which one of the two live processes holds', async () => {
    expect(await watched()).toHaveLength(1)
    await shows(MOVED, await moveScore(MOVED, 'more'))
    expect(await opened.page.evaluate(() => document.documentElement.dataset.mark)).toBe('kept')
  }, 120_000)

  it('goes on with the other process when the one that it is on is killed, without a reload', async () => {
    const [on] = await watched()
    await on?.kill()
    const [other] = await until('the browser to be on the other process', async () => { const now = await watched(); return now.length === 1 && now[0] !== on && now }, 60)
    await shows(MOVED_LATER, await moveScore(MOVED_LATER, 'after-the-kill'))
    expect(other?.name).not.toBe(on?.name)
    expect(await opened.page.evaluate(() => document.documentElement.dataset.mark)).toBe('kept')
    const unexpected = opened.faults.filter((fault) => !/ERR_(CONNECTION|EMPTY|SOCKET)|WebSocket connection|status of 502/.test(fault))
    expect(unexpected).toEqual([])
  }, 180_000)
})
