import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openApp } from '../support/app.ts'
import type { App } from '../support/app.ts'
import { SHIPPED_RULES } from '../support/rules.ts'
import { CITY, CITY_UNITS, fillSmallCity, scans } from '../support/small-city.ts'
import { until } from '../support/until.ts'
import { HOST, mapped, openPage, startChromium } from './support/chromium.ts'
import type { Opened } from './support/chromium.ts'
import { openWire } from './support/cut-proxy.ts'
import type { Wire } from './support/cut-proxy.ts'

const LAST = CITY_UNITS[7] ?? ''
const BOARD = `/boards/${CITY.rubric}/${CITY.group}/${CITY.period}`
let browser: Browser
let app: App
let wire: Wire
let opened: Opened

beforeAll(async () => {
  app = await openApp({ rules: SHIPPED_RULES })
  await fillSmallCity(app.client)
  wire = await openWire(app.url)
  browser = await startChromium()
  opened = await openPage(browser, mapped(wire.url, BOARD))
  await opened.page.waitForSelector('tr[data-unit]')
  // A mark that a reload would wipe out.
  await opened.page.evaluate(() => { document.documentElement.dataset.mark = 'kept' })
}, 90_000)

afterAll(async () => {
  await browser.close()
  await wire.close()
  await app.close()
})

const textOf = (page: Page, unit: string): Promise<string> => page.locator(`tr[data-unit="${unit}"]`).innerText()
const isMarked = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.dataset.mark === 'kept')
const apiScore = async (unit: string): Promise<string> => (await app.client.board(CITY)).rows.find((row) => row.unit === unit)?.low ?? ''
const shows = (unit: string, score: string): Promise<boolean> => until(`the row of ${unit} to show ${score}`, async () => (await textOf(opened.page, unit)).includes(score))

describe('the board in a real browser, on plain http by a name of the intranet', () => {
  it('is opened by that name and has no secure context', async () => {
    expect(new URL(opened.page.url()).hostname).toBe(HOST)
    expect(await opened.page.evaluate(() => window.isSecureContext)).toBe(false)
  })

  it('shows each unit with the score that the API gives, to the last digit', async () => {
    for (const unit of CITY_UNITS) expect(await shows(unit, await apiScore(unit))).toBe(true)
  })

  it('changes a row without a reload when an event is posted', async () => {
    const before = await apiScore(LAST)
    await app.client.events([scans(LAST, 3_000, 'more')])
    const after = await until('the score to change', async () => { const score = await apiScore(LAST); return score !== before && score })
    await shows(LAST, after)
    expect(await isMarked(opened.page)).toBe(true)
  })

  it('catches up by itself after the connection was cut and mended', async () => {
    wire.cut()
    const before = await apiScore(CITY_UNITS[6] ?? '')
    await app.client.events([scans(CITY_UNITS[6] ?? '', 3_000, 'unseen')])
    const after = await until('the score to change', async () => { const score = await apiScore(CITY_UNITS[6] ?? ''); return score !== before && score })
    expect(await textOf(opened.page, CITY_UNITS[6] ?? '')).not.toContain(after)
    wire.mend()
    await shows(CITY_UNITS[6] ?? '', after)
    expect(await isMarked(opened.page)).toBe(true)
    const said = opened.faults.filter((fault) => !/ERR_(CONNECTION|EMPTY|SOCKET)|WebSocket connection/.test(fault))
    expect(said).toEqual([])
  })

  it('brings the alerts where the connection was away when it wanted to fetch what shows them', async () => {
    let isAway = true
    let asked = 0
    const unfed = await openPage(browser, mapped(app.url, BOARD), {
      before: async (page) => {
        await page.route(/\/assets\/(run-feed|AlertBell)-|\/$/, (route) => {
          asked += 1
          return isAway ? route.abort('connectionfailed') : route.fallback()
        })
      },
    })
    await unfed.page.waitForSelector('tr[data-unit]')
    await until('two tries in vain', () => Promise.resolve(asked >= 4))
    expect(await unfed.page.locator('.bell').count()).toBe(0)
    isAway = false
    await unfed.page.waitForSelector('.bell button')
    expect(unfed.faults.filter((fault) => !fault.includes('ERR_CONNECTION_FAILED'))).toEqual([])
    await unfed.close()
  })

  it('says how fresh it is: live while heartbeats come, late when they stop, live again', async () => {
    const state = (): Promise<string> => opened.page.locator('.fresh .state').innerText()
    const says = (word: string): Promise<string> => until(`"${word}"`, async () => { const said = await state(); return said.includes(word) && said }, 25)
    expect(await says('实时')).toContain('实时')
    wire.cut()
    expect(await says('延迟')).toMatch(/1\d 秒/)
    wire.mend()
    expect(await says('实时')).toContain('实时')
  }, 70_000)
})
