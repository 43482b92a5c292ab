import { gzipSync } from 'node:zlib'
import { mapped, openPage, startChromium } from '../../browser/support/chromium.ts'
import { firstPaint, motionDuring, openWatched } from '../../browser/support/paint.ts'
import { TOWNS_BOARD, fillTowns, manyTownsRules, ticket, townAt } from '../../support/many-towns.ts'
import type { Client } from '../../support/client.ts'
import { settle, startProgram } from '../program.ts'
import { against, percentile, told } from '../report/figure.ts'
import type { Section } from '../report/figure.ts'

const TOWNS = 200
const SLOWDOWN = 4
const OPENINGS = 5
const BOARD = `/boards/${TOWNS_BOARD.rubric}/${TOWNS_BOARD.group}/${TOWNS_BOARD.period}`
const DRAWN = 'tr[data-unit]'

/** The board of two hundred towns in Chromium: first paint at a slowed processor, and the frames while it is re-ranked. */
export const paint: Section = {
  title: 'First paint and motion, 200 units',
  async run() {
    if (!process.env.CHROMIUM_PATH) return [told('first paint', 'no browser here')]
    const program = await startProgram({ TIERLINE_RULES: await manyTownsRules(TOWNS) })
    const browser = await startChromium()
    try {
      await fillTowns(program.client, TOWNS)
      await settle(program)
      const address = mapped(program.app.url, BOARD)
      const bytes = await scriptBytes(await openPage(browser, address))
      const paints = []
      for (let i = 0; i < OPENINGS; i += 1) paints.push(await firstPaint(browser, address, { drawn: DRAWN, slowdown: SLOWDOWN }))
      const opened = await openWatched(browser, `${address}?calm=0`, 1)
      await opened.page.waitForSelector(DRAWN)
      const motion = await motionDuring(opened.page, () => reRank(program.client, 10_000))
      return [
        against('script before charts, gzipped', bytes / 1000, { most: 220, aim: 150, unit: ' kB', decimals: 1 }),
        against(`LCP at ${SLOWDOWN} × slow-down`, percentile(paints.map(({ lcpMs }) => lcpMs), 0.5), { most: 2_000, unit: ' ms', note: `median of ${OPENINGS} openings` }),
        against('CLS', Math.max(...paints.map(({ cls }) => cls)), { most: 0.02, unit: '', decimals: 4, note: `worst of ${OPENINGS}` }),
        against('re-ranking: longest task', motion.longestTaskMs, { most: 100, unit: ' ms', note: 'every delta painted, twenty units moved four times a second' }),
        against('re-ranking: frames within 33 ms', motion.smooth * 100, { least: 95, unit: ' %', decimals: 1, note: `${motion.frames} frames; the program and the browser share two cores` }),
      ]
    } finally {
      await browser.close()
      await program.close()
    }
  },
}

/** Compressed bytes of every script that the page asked for until the board was drawn. */
async function scriptBytes(opened: Awaited<ReturnType<typeof openPage>>): Promise<number> {
  await opened.page.waitForSelector(DRAWN)
  const drawnAt = await opened.page.evaluate(() => performance.now())
  const urls = await opened.page.evaluate((until) => performance.getEntriesByType('resource').filter((entry) => entry.name.includes('.js') && entry.startTime <= until).map(({ name }) => name), drawnAt)
  const bodies = await Promise.all(urls.filter((url) => !/echarts/.test(url)).map(async (url) => {
    const { pathname, port } = new URL(url)
    return gzipSync(Buffer.from(await (await fetch(`http://127.0.0.1:${port}${pathname}`)).arrayBuffer())).length
  }))
  await opened.close()
  return bodies.reduce((total, bytes) => total + bytes, 0)
}

async function reRank(client: Client, durationMs: number): Promise<void> {
  const end = performance.now() + durationMs
  for (let turn = 0; performance.now() < end; turn += 1) {
    await client.events(Array.from({ length: 20 }, (_, i) => ticket(townAt((turn * 31 + i * 7) % TOWNS), `turn-${turn}-${i}`, (turn + i) % 3 === 0 ? 300 : 5)).flat())
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
