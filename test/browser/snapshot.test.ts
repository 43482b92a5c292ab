import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { openApp } from '../support/app.ts'
import type { App } from '../support/app.ts'
import { SHIPPED_RULES } from '../support/rules.ts'
import { fillSmallCity } from '../support/small-city.ts'
import { Bureau, YEARLY } from './support/bureau.ts'
import { mapped, openPage, startChromium } from './support/chromium.ts'
import type { Opened } from './support/chromium.ts'
import { openWire } from './support/cut-proxy.ts'
import type { Wire } from './support/cut-proxy.ts'

/** What somebody was typing when the page changed under it. */
const TYPED = '还没有写完的一句'
let browser: Browser
let app: App
let wire: Wire
let bureau: Bureau
let opened: Opened

beforeAll(async () => {
  app = await openApp({ rules: SHIPPED_RULES })
  await fillSmallCity(app.client)
  bureau = new Bureau(app.client)
  await bureau.plan()
  wire = await openWire(app.url)
  browser = await startChromium()
}, 120_000)

afterAll(async () => {
  await browser.close()
  await wire.close()
  await app.close()
})

/** Opens a page and waits until it is live; what it shows later came without a reload, for a mark is kept. */
async function open(path: string): Promise<void> {
  opened = await openPage(browser, mapped(wire.url, path))
  await opened.page.waitForSelector('main h1')
  await opened.page.waitForSelector('.fresh .state:has-text("实时")')
  await opened.page.evaluate(() => { document.documentElement.dataset.mark = 'kept' })
}
/** Less than the thirty seconds after which a page without a connection looks by itself. */
const shows = (selector: string): Promise<unknown> => opened.page.waitForSelector(selector, { timeout: 20_000 })
const state = (words: string): Promise<unknown> => shows(`.life [aria-current=step] strong:text-is("${words}")`)
const withdrawn = (): Promise<unknown> => shows('.life [role=alert]:has-text("已撤回")')
const typed = (field: string): Promise<string> => opened.page.inputValue(`#field-${field}`)

/** What went wrong on the page, with its having been loaded again. */
const faults = async (): Promise<string[]> => [...opened.faults, ...(await opened.page.evaluate(() => document.documentElement.dataset.mark) === 'kept' ? [] : ['it was loaded again'])]

afterEach(async () => { await opened.close() })

describe('the list of snapshots', () => {
  it('shows one that somebody else has frozen, and where it has moved, beside a half-written form', async () => {
    await open('/snapshots')
    await opened.page.getByRole('button', { name: '冻结一份' }).click()
    await opened.page.fill('#field-freeze-reason', TYPED)
    const { id } = await bureau.freeze()
    await shows(`[data-snapshot="${id}"].draft`)
    await bureau.move(id, 'checking')
    await shows(`[data-snapshot="${id}"].checking`)
    await bureau.move(id, 'withdrawn')
    await shows(`[data-snapshot="${id}"].withdrawn`)
    expect(await typed('freeze-reason')).toBe(TYPED)
    expect(await faults()).toEqual([])
  }, 120_000)
})

describe('the page of one snapshot', () => {
  /** Withdrawn at the end of each test: a board's period is frozen once. */
  let id: number
  beforeEach(async () => { ({ id } = await bureau.freeze()) })

  it('follows every step that others take, and keeps a note for a step that is taken meanwhile', async () => {
    await open(`/snapshots/${id}`)
    await opened.page.getByRole('button', { name: '发各单位核对' }).click()
    await opened.page.fill('#field-move-note', TYPED)
    await bureau.move(id, 'checking')
    await state('核对')
    expect(await typed('move-note')).toBe(TYPED)
    await bureau.move(id, 'withdrawn')
    await withdrawn()
    expect(await typed('move-note')).toBe(TYPED)
    expect(await faults()).toEqual([])
  }, 120_000)

  it('shows an objection as it is raised, and keeps one that is being written when the time to object ends', async () => {
    await bureau.move(id, 'checking', 'objections')
    await open(`/snapshots/${id}`)
    await opened.page.getByRole('button', { name: '提出异议' }).click()
    await opened.page.selectOption('#field-objection-unit', '341504')
    await opened.page.fill('#field-objection-reason', TYPED)
    await bureau.object(id)
    await shows('[data-objection]')
    await app.client.send('POST', `/v1/objections/${await opened.page.getAttribute('[data-objection]', 'data-objection')}/withdraw`, { by: '裕安区', reason: '测试用' })
    await bureau.move(id, 'final')
    await state('定稿')
    await shows('tr[data-unit]')
    expect([await typed('objection-unit'), await typed('objection-reason')]).toEqual(['341504', TYPED])
    await bureau.move(id, 'withdrawn')
    await withdrawn()
    expect(await faults()).toEqual([])
  }, 120_000)

  it('catches up by itself after the connection was cut and mended', async () => {
    await open(`/snapshots/${id}`)
    wire.cut()
    await bureau.move(id, 'withdrawn')
    wire.mend()
    await withdrawn()
    expect((await faults()).filter((fault) => !/ERR_(CONNECTION|EMPTY|SOCKET)|WebSocket connection/.test(fault))).toEqual([])
  }, 120_000)
})

describe('the page of freeze plans', () => {
  it('shows a plan that somebody else has entered, beside a half-written one', async () => {
    await open('/snapshot-plans')
    await shows(`[data-plan="${YEARLY.id}"]`)
    await opened.page.getByRole('button', { name: '新建计划' }).click()
    await opened.page.fill('#field-plan-issuer', TYPED)
    await bureau.plan({ ...YEARLY, id: 'another' })
    await shows('[data-plan="another"]')
    expect(await typed('plan-issuer')).toBe(TYPED)
    expect(await faults()).toEqual([])
  }, 120_000)
})
