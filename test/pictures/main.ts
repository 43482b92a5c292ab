import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { mapped, openPage, startChromium } from '../browser/support/chromium.ts'
import { startDemo } from '../support/demo-process.ts'

const FOLDER = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))
const MOST_BYTES = 300_000
const YEAR = '/boards/liuan-2021/liuan-counties/2021'

interface Shot {
  name: string
  path: string
  drawn: string
  size?: { width: number; height: number }
  looks: readonly (readonly [lang: 'zh' | 'en', theme: 'light' | 'dark'])[]
}

const ALL = [['zh', 'light'], ['zh', 'dark'], ['en', 'light'], ['en', 'dark']] as const
const SOME = [['zh', 'light'], ['zh', 'dark'], ['en', 'light']] as const

const SHOTS: Shot[] = [
  { name: 'board', path: YEAR, drawn: 'tr[data-unit]', looks: ALL },
  { name: 'hotline', path: '/boards/hotline-12345/liuan-counties', drawn: 'tr[data-unit]', looks: SOME },
  { name: 'drawer', path: `${YEAR}?unit=341500-jkq&leaf=claim_completion`, drawn: '[role=dialog] h3', looks: SOME },
  { name: 'unit', path: '/boards/liuan-2021/liuan-counties/units/341500-jkq?period=2021', drawn: 'main h1', looks: SOME },
  { name: 'alerts', path: '/alerts', drawn: 'article[data-alert]', looks: [['zh', 'light']] },
  { name: 'snapshot', path: '/snapshots/2', drawn: 'main table', looks: [['zh', 'light']] },
  { name: 'quality', path: '/quality', drawn: 'main h1', looks: SOME },
  { name: 'wall', path: `${YEAR}?kiosk=1`, drawn: '[data-unit]', size: { width: 1920, height: 1080 }, looks: [['zh', 'dark'], ['zh', 'light'], ['en', 'dark']] },
  { name: 'phone', path: YEAR, drawn: '[data-unit]', size: { width: 375, height: 812 }, looks: SOME },
]

const demo = await startDemo()
const browser = await startChromium()
try {
  await demo.drawn()
  await demo.told()
  const url = await demo.url()
  for (const shot of SHOTS) for (const look of shot.looks) await take(browser, url, { shot, look })
} finally {
  await browser.close()
  await demo.close()
}

async function take(on: Browser, url: string, { shot, look: [lang, theme] }: { shot: Shot; look: Shot['looks'][number] }): Promise<void> {
  const { name, path, drawn, size = { width: 1440, height: 900 } } = shot
  const query = `${path.includes('?') ? '&' : '?'}lang=${lang === 'zh' ? 'zh-CN' : 'en'}&theme=${theme}`
  const opened = await openPage(on, mapped(url, path + query), { viewport: size, reducedMotion: 'reduce', ...(name === 'phone' ? { deviceScaleFactor: 2 } : {}) })
  // The first alert of the demo comes within its first minutes.
  await opened.page.waitForSelector(drawn, { timeout: 300_000 })
  await charts(opened.page)
  const file = `${FOLDER}${name}-${lang}-${theme}.png`
  await opened.page.screenshot({ path: file, animations: 'disabled' })
  const { size: bytes } = await stat(file)
  process.stdout.write(`${name}-${lang}-${theme}.png  ${Math.round(bytes / 1000)} kB${bytes > MOST_BYTES ? '  OVER 300 kB' : ''}${opened.faults.length > 0 ? `  ${opened.faults.join('; ')}` : ''}\n`)
  await opened.close()
}

/** Charts come after the rows: waits until a picture of the page is what it was a moment ago, or three seconds. */
async function charts(page: Page): Promise<void> {
  await page.waitForTimeout(1_200)
  let last = ''
  for (let tries = 0; tries < 6; tries += 1) {
    const now = (await page.screenshot()).toString('base64')
    if (now === last) return
    last = now
    await page.waitForTimeout(500)
  }
}
