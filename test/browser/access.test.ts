import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { CITY, CITY_UNITS } from '../support/small-city.ts'
import { until } from '../support/until.ts'
import { mapped, openPage } from './support/chromium.ts'
import type { Opened } from './support/chromium.ts'
import { PAGES, openSite } from './support/site.ts'
import type { Site } from './support/site.ts'

const BOARD = `/boards/${CITY.rubric}/${CITY.group}/${CITY.period}`
/** Both themes in Chinese, and English once. */
const LOOKS = [['light', 'zh-CN'], ['dark', 'zh-CN'], ['light', 'en']] as const
let site: Site
let axe: string

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  site = await openSite()
}, 180_000)

afterAll(async () => { await site.close() })

const open = async (path: string, options: Parameters<typeof openPage>[2] = {}): Promise<Opened> => await openPage(site.browser, mapped(site.app.url, path), options)

describe('accessibility', () => {
  const cases = PAGES.flatMap((page) => LOOKS.map(([theme, lang]) => [page.name, theme, lang, page] as const))

  it.each(cases)('axe finds nothing on %s, %s, %s', async (_name, theme, lang, { path, drawn, isPhone }) => {
    const query = `${path.includes('?') ? '&' : '?'}theme=${theme}&lang=${lang}`
    const opened = await open(path + query, isPhone ? { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2 } : {})
    await opened.page.waitForSelector(drawn)
    await quiet(opened.page)
    expect(await violations(opened.page, axe)).toEqual([])
    await opened.close()
  }, 120_000)
})

describe('a journey with the keyboard alone', () => {
  it('finds a unit, opens its explanation, walks its leaves, comes back to the row, goes on, sorts, and asks for help', async () => {
    const opened = await open(BOARD)
    const { page } = opened
    await page.waitForSelector('tr[data-unit]')
    const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await page.keyboard.press(key) }

    await press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('skip')
    await press('/')
    await page.keyboard.type('ya')
    await press('Enter')
    await page.waitForSelector('[role=dialog] table')
    expect(await focusIsIn(page, '[role=dialog]')).toBe(true)
    expect(new URL(page.url()).searchParams.get('unit')).toBe('341503')
    const leaf = (): string | null => new URL(page.url()).searchParams.get('leaf')
    await press('ArrowRight')
    await until('a leaf to be open', () => Promise.resolve(leaf()))
    const first = leaf()
    await press('ArrowRight')
    await until('the next leaf', () => Promise.resolve(leaf() !== first))
    await press('Escape')
    await page.waitForSelector('[role=dialog]', { state: 'detached' })
    await until('the focus to be back on the row', () => focusIsIn(page, 'tr[data-unit="341503"]'))

    const units = await page.locator('tr[data-unit]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.unit ?? ''))
    await press('Home', 'ArrowDown')
    await until('the focus on the second row', () => focusIsIn(page, `tr[data-unit="${units[1]}"]`))
    await press('Enter')
    await page.waitForSelector('[role=dialog] table')
    expect(new URL(page.url()).searchParams.get('unit')).toBe(units[1])
    await press('Escape')

    await page.locator('th[aria-sort] button, th button').first().focus()
    await press('Enter')
    expect(await page.locator('th[aria-sort=ascending], th[aria-sort=descending]').count()).toBe(1)
    await press('?')
    await page.waitForSelector('[role=dialog]')
    await press('Escape')
    await page.waitForSelector('[role=dialog]', { state: 'detached' })
    expect(opened.faults).toEqual([])
    await opened.close()
  }, 120_000)
})

describe('zoomed to 200 %', () => {
  it.each(PAGES.filter(({ name }) => name !== 'wall').map((page) => [page.name, page] as const))('%s loses nothing and needs no sideways scrolling', async (_name, { path, drawn, isPhone }) => {
    // Zooming a window of 1,280 × 900 to 200 % leaves 640 × 450 CSS pixels; a phone's 375 leave 188, for which there is no layout: it stays.
    const opened = await open(path, { viewport: isPhone ? { width: 375, height: 812 } : { width: 640, height: 450 }, deviceScaleFactor: 2 })
    // Narrow, the board is a list of cards.
    await opened.page.waitForSelector(drawn.replace('tr[data-unit]', '[data-unit]'))
    await quiet(opened.page)
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    expect(await cutOff(opened.page)).toEqual([])
    await opened.close()
  }, 120_000)

  it('shows every unit with its score', async () => {
    const opened = await open(BOARD, { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 })
    await opened.page.waitForSelector('[data-unit]')
    const { rows } = await site.app.client.board(CITY)
    for (const row of rows) expect(await opened.page.locator(`[data-unit="${row.unit}"]`).first().innerText()).toContain(row.low)
    expect(rows).toHaveLength(CITY_UNITS.length)
    await opened.close()
  }, 120_000)
})

/** What axe finds wrong, one sentence a rule. */
async function violations(page: Page, source: string): Promise<string[]> {
  await page.evaluate(source)
  const found = await page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: { run(context: Document, options: RunOptions): Promise<AxeResults> } }
    return await checker.run(document, { resultTypes: ['violations'] })
  })
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => `${node.target.join(' ')} (${node.failureSummary?.split('\n').slice(1, 3).join(';').trim()})`).join(' | ')}`)
}

/** Waits until the page has stopped moving: fonts are there and two pictures of the layout agree. */
async function quiet(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => true))
  const height = (): Promise<number> => page.evaluate(() => document.body.scrollHeight + document.querySelectorAll('*').length * 10_000)
  for (let last = -1, now = await height(), tries = 0; last !== now && tries < 25; tries += 1) {
    await page.waitForTimeout(250)
    last = now
    now = await height()
  }
}

const focusIsIn = (page: Page, selector: string): Promise<boolean> => page.evaluate((wanted) => document.activeElement?.closest(wanted) !== null && document.activeElement !== document.body, selector)

/** Buttons, links and fields that lie outside the window sideways and in nothing that scrolls, so that nobody could reach them. */
const cutOff = (page: Page): Promise<string[]> => page.evaluate(() => {
  const isInScroller = (one: Element): boolean => {
    for (let at = one.parentElement; at && at !== document.body; at = at.parentElement) if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return true
    return false
  }
  return [...document.querySelectorAll<HTMLElement>('a, button, input, select, th, td')].filter((one) => {
    const box = one.getBoundingClientRect()
    const isDrawn = box.width > 1 && box.height > 1 && getComputedStyle(one).visibility !== 'hidden' && !one.closest('.spoken, .skip')
    return isDrawn && !isInScroller(one) && (box.right > window.innerWidth + 1 || box.left < -1)
  }).map((one) => `${one.tagName.toLowerCase()}.${one.className} "${one.innerText.slice(0, 30)}"`)
})
