import type { Browser, Page } from 'playwright-core'
import { openPage, protocolOf } from './chromium.ts'
import type { Opened } from './chromium.ts'

/** How a page paints first. */
export interface FirstPaint {
  lcpMs: number
  cls: number
}

/** How a page moves. */
export interface Motion {
  frames: number
  /** Share of frames that took at most 33 ms. */
  smooth: number
  longestTaskMs: number
  longestFrameMs: number
}

interface Watched {
  lcpMs: number
  cls: number
  tasksMs: number[]
  framesMs: number[]
}

/** Runs in the page before anything else: notes paints, shifts, long tasks and frames. */
function watch(): void {
  const seen: Watched = { lcpMs: 0, cls: 0, tasksMs: [], framesMs: [] }
  Object.assign(window, { watchedPaint: seen })
  const observe = (type: string, take: (entry: PerformanceEntry) => void): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  observe('largest-contentful-paint', (entry) => { seen.lcpMs = entry.startTime })
  observe('layout-shift', (entry) => { const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }; if (!hadRecentInput) seen.cls += value })
  observe('longtask', (entry) => { seen.tasksMs.push(entry.duration) })
  let last = performance.now()
  const frame = (now: number): void => {
    seen.framesMs.push(now - last)
    last = now
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}

const watched = (page: Page): Promise<Watched> => page.evaluate(() => (window as unknown as { watchedPaint: Watched }).watchedPaint)

/** Opens a page under a slowed processor, with an eye on it. */
export async function openWatched(browser: Browser, address: string, slowdown: number): Promise<Opened> {
  return await openPage(browser, address, { before: async (page) => {
    await page.addInitScript(watch)
    const protocol = await page.context().newCDPSession(page)
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  } })
}

/** First paint of a page at a slow-down, from its first byte to two seconds after it is drawn. */
export async function firstPaint(browser: Browser, address: string, { drawn, slowdown }: { drawn: string; slowdown: number }): Promise<FirstPaint> {
  const opened = await openWatched(browser, address, slowdown)
  await opened.page.waitForSelector(drawn)
  await opened.page.waitForTimeout(2_000)
  const { lcpMs, cls } = await watched(opened.page)
  await opened.close()
  return { lcpMs, cls }
}

/** How an open page moves while `stir` goes on. */
export async function motionDuring(page: Page, stir: () => Promise<void>): Promise<Motion> {
  await page.evaluate(() => { const seen = (window as unknown as { watchedPaint: Watched }).watchedPaint; seen.tasksMs.length = 0; seen.framesMs.length = 0 })
  await stir()
  const { tasksMs, framesMs } = await watched(page)
  return {
    frames: framesMs.length, smooth: framesMs.filter((ms) => ms <= 33.4).length / Math.max(1, framesMs.length),
    longestTaskMs: Math.max(0, ...tasksMs), longestFrameMs: Math.max(0, ...framesMs),
  }
}

/** What a page holds once its garbage is gone. */
export async function held(opened: Opened): Promise<{ heapBytes: number; nodes: number }> {
  const protocol = await protocolOf(opened)
  await protocol.send('HeapProfiler.enable')
  await protocol.send('HeapProfiler.collectGarbage')
  await protocol.send('HeapProfiler.collectGarbage')
  const { usedSize } = await protocol.send('Runtime.getHeapUsage')
  const nodes = await opened.page.evaluate(() => document.querySelectorAll('*').length)
  await protocol.detach()
  return { heapBytes: usedSize, nodes }
}
