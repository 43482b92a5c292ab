import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'acorn'
import { mapped, openPage } from './support/chromium.ts'
import { deleteLaterApis } from './support/later-apis.ts'
import { PAGES, openSite } from './support/site.ts'
import type { Site } from './support/site.ts'

const DIST = fileURLToPath(new URL('../../apps/dashboard/dist/', import.meta.url))
/** design.md: at most 220 kB of compressed script before charts. */
const BUDGET_BYTES = 220_000
let site: Site

beforeAll(async () => { site = await openSite() }, 180_000)
afterAll(async () => { await site.close() })

describe('every script of the build', () => {
  it('parses as ES2021', async () => {
    const files = (await readdir(DIST, { recursive: true })).filter((name) => name.endsWith('.js'))
    expect(files.length).toBeGreaterThan(3)
    const read = await Promise.all(files.map(async (name) => [name, faultOf(await readFile(join(DIST, name), 'utf8'), name.endsWith('boot.js') ? 'script' : 'module')]))
    expect(read.filter(([, fault]) => fault !== null)).toEqual([])
    expect(faultOf('const a = b ??= class { static {} }', 'module')).not.toBeNull()
  })
})

describe('the style sheets', () => {
  it('use nothing that the floor does not know', async () => {
    const files = (await readdir(DIST, { recursive: true })).filter((name) => name.endsWith('.css'))
    for (const name of files) {
      const text = await readFile(join(DIST, name), 'utf8')
      expect([name, /:has\(|@container|color-mix\(|@layer|:is\(|:where\(|\b\d+dvh\b|oklch\(/.exec(text)?.[0] ?? null]).toEqual([name, null])
    }
  })
})

describe('pages with every API newer than Chromium 87 deleted', () => {
  it.each(PAGES.map((page) => [page.name, page] as const))('%s works', async (_name, { path, drawn, isPhone }) => {
    const opened = await openPage(site.browser, mapped(site.app.url, path), {
      ...(isPhone ? { viewport: { width: 375, height: 812 } } : {}),
      before: async (page) => { await page.addInitScript(deleteLaterApis) },
    })
    await opened.page.waitForSelector(drawn)
    await opened.page.waitForTimeout(600)
    expect(opened.faults).toEqual([])
    expect([...opened.origins]).toEqual([mapped(site.app.url, '').replace(/\/$/, '')])
    await opened.close()
  }, 120_000)
})

describe('the first paint of the board', () => {
  it('asks for at most 220 kB of compressed script, and for charts only after it', async () => {
    const [board] = PAGES
    if (!board) throw new Error('there is no board page')
    const scripts: { url: string; bytes: number }[] = []
    let isDrawn = false
    const opened = await openPage(site.browser, mapped(site.app.url, board.path), { before: async (page) => {
      page.on('response', (response) => {
        if (response.request().resourceType() !== 'script' || isDrawn) return
        void response.body().then((body) => scripts.push({ url: response.url(), bytes: gzipSync(body).length })).catch(() => undefined)
      })
      await page.exposeFunction('boardIsDrawn', () => { isDrawn = true })
      await page.addInitScript(() => {
        new MutationObserver((_, observer) => {
          if (!document.querySelector('tr[data-unit]')) return
          observer.disconnect()
          const { boardIsDrawn } = window as unknown as { boardIsDrawn: () => void }
          boardIsDrawn()
        }).observe(document, { childList: true, subtree: true })
      })
    } })
    await opened.page.waitForSelector(board.drawn)
    await opened.page.waitForTimeout(500)
    const bytes = scripts.reduce((total, script) => total + script.bytes, 0)
    console.info(`first paint of the board: ${(bytes / 1000).toFixed(1)} kB of gzipped script in ${scripts.length} files (bar 220, aim 150)`)
    expect(scripts.length).toBeGreaterThan(1)
    expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES)
    expect(scripts.filter(({ url }) => /echarts|chart/i.test(url))).toEqual([])
    await opened.close()
  }, 120_000)
})

describe('Chinese text', () => {
  it('is drawn with a font that has its glyphs', async () => {
    const [board] = PAGES
    const opened = await openPage(site.browser, mapped(site.app.url, board?.path ?? '/'))
    await opened.page.waitForSelector(board?.drawn ?? 'main')
    const protocol = await opened.context.newCDPSession(opened.page)
    await protocol.send('DOM.enable')
    await protocol.send('CSS.enable')
    const { root } = await protocol.send('DOM.getDocument', { depth: -1 })
    const { nodeId } = await protocol.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'tr[data-unit] .name' })
    const { fonts } = await protocol.send('CSS.getPlatformFontsForNode', { nodeId })
    expect(fonts.map(({ familyName }) => familyName).join(', ')).toMatch(/CJK|YaHei|PingFang|WenQuanYi|Source Han|Hei|Song/)
    // Two different characters that both came out as the box for "no glyph" would look the same.
    const [one, other] = await opened.page.evaluate(() => ['榜', '线'].map((character) => {
      const canvas = document.createElement('canvas')
      const pen = canvas.getContext('2d')
      if (pen) { pen.font = `40px ${getComputedStyle(document.body).fontFamily}`; pen.fillText(character, 10, 60) }
      return canvas.toDataURL()
    }))
    expect(one).not.toBe(other)
    await opened.close()
  }, 120_000)
})

/** What keeps a script from being read as ES2021, or null. */
function faultOf(text: string, sourceType: 'script' | 'module'): string | null {
  try {
    parse(text, { ecmaVersion: 2021, sourceType, allowHashBang: false })
    return null
  } catch (error) {
    return String(error)
  }
}
