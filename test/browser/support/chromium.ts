import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright-core'

/** The name by which pages are opened: plain http on a name that is not loopback, as on a bureau's intranet. */
export const HOST = 'tierline.test'

/** Starts the Chromium that the launcher found; the mapped name is the only one that resolves. */
export function startChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  return chromium.launch({
    executablePath, headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--enable-precise-memory-info', `--host-resolver-rules=MAP ${HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`],
  })
}

/** The address of an app by the mapped name. */
export const mapped = (url: string, path = '/'): string => `http://${HOST}:${new URL(url).port}${path}`

/** A page of its own profile, with everything that goes wrong on it. */
export interface Opened {
  page: Page
  context: BrowserContext
  /** Uncaught errors, console errors and failed requests, as sentences. */
  faults: string[]
  /** Origins that were asked for anything. */
  origins: Set<string>
  close(): Promise<void>
}

/** Opens a page in Chinese at desk size unless told otherwise, and waits until the network has gone quiet. */
export async function openPage(browser: Browser, address: string, options: BrowserContextOptions & { before?: (page: Page) => Promise<void> } = {}): Promise<Opened> {
  const { before, ...rest } = options
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...rest })
  const page = await context.newPage()
  const opened: Opened = { page, context, faults: [], origins: new Set(), close: () => context.close() }
  page.on('pageerror', (error) => opened.faults.push(`uncaught: ${error.message}`))
  page.on('console', (message) => { if (message.type() === 'error') opened.faults.push(`console: ${message.text()} (${message.location().url})`) })
  page.on('request', (request) => { opened.origins.add(new URL(request.url()).origin) })
  page.on('websocket', (socket) => { opened.origins.add(new URL(socket.url()).origin.replace(/^ws/, 'http')) })
  await before?.(page)
  await page.goto(address, { waitUntil: 'load' })
  return opened
}

/** The browser's debugging protocol for one page. */
export const protocolOf = ({ context, page }: Opened): Promise<CDPSession> => context.newCDPSession(page)
